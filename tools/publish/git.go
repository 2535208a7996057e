package publish

import (
	"bytes"
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
)

// Git is a Target on a branch of a repository, by the git program. Each deploy is a commit after the one before it, also when it goes back: so nobody's history
// is rewritten, and a protected branch takes it. The last line of its message says which deploy visitors saw before it.
//
// It works in a repository of its own in Dir, never in that of the site: no index, working tree or hook of anybody is touched. The names and
// bytes of files go to git as they are: no attribute or setting changes them.
type Git struct {
	Dir    string // the bare repository, which is made when it is not there; it may be thrown away
	Remote string // address of the repository, as git knows it
	Branch string
	Domain string // written as CNAME, for hosts that want that; may be ""
}

const (
	gitRemote = "doel"
	gitLive   = "refs/opladers/live"
	gitDepth  = "50" // how many deploys are fetched, and how far back one can go from a fresh machine
	trailer   = "Opladers-vorige: "
	maxGit    = 256 << 20 // bytes that are read of an answer of git
)

var gitID = regexp.MustCompile(`^[0-9a-f]{40}$`)

// Digest is that of a blob of git.
func (g *Git) Digest(size int64) hash.Hash {
	h := sha1.New()
	fmt.Fprintf(h, "blob %d\x00", size)
	return h
}

// Live asks the remote where the branch is, and fetches it when it is not known here.
func (g *Git) Live(ctx context.Context) (string, error) {
	if err := g.open(ctx); err != nil {
		return "", err
	}
	out, err := g.git(ctx, nil, "ls-remote", "--exit-code", "--", gitRemote, "refs/heads/"+g.Branch)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 2 { // no such branch
		return "", nil
	}
	if err != nil {
		return "", g.explain(err)
	}
	id, _, _ := strings.Cut(string(out), "\t")
	if !gitID.MatchString(id) {
		return "", fmt.Errorf("git ls-remote says %q", short(string(out)))
	}
	if _, err := g.git(ctx, nil, "cat-file", "-e", id+"^{tree}"); err == nil {
		return id, nil
	}
	// Trees and no files: those are in the remote already.
	if _, err := g.git(ctx, nil, "fetch", "--quiet", "--no-tags", "--depth="+gitDepth, "--filter=blob:none", "--", gitRemote, "+refs/heads/"+g.Branch+":"+gitLive); err != nil {
		return "", g.explain(err)
	}
	return id, nil
}

// open makes the repository, and sets its remote.
func (g *Git) open(ctx context.Context) error {
	if _, err := exec.LookPath("git"); err != nil {
		return notice.Refuse("Het programma git is er niet. Zonder git kan de site niet naar een tak (branch).", "Installeer git van git-scm.com, of kies een andere soort in config.toml.")
	}
	if _, err := g.git(ctx, nil, "rev-parse", "--git-dir"); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		tmp, err := atomic.TempDir(g.Dir)
		if err != nil {
			return err
		}
		at := &Git{Dir: tmp}
		for _, args := range [][]string{
			{"init", "--quiet", "--bare", "--template="}, {"config", "core.hooksPath", os.DevNull},
			{"config", "extensions.partialClone", gitRemote}, {"config", "core.repositoryFormatVersion", "1"},
		} {
			if _, err := at.git(ctx, nil, args...); err != nil {
				return errors.Join(err, os.RemoveAll(tmp))
			}
		}
		if err := atomic.ReplaceDir(g.Dir, tmp); err != nil {
			return err
		}
	}
	for key, value := range map[string]string{"url": g.Remote, "promisor": "true", "partialCloneFilter": "blob:none"} {
		if _, err := g.git(ctx, nil, "config", "remote."+gitRemote+"."+key, value); err != nil {
			return err
		}
	}
	return nil
}

// Files lists the tree of a deploy, without the files that a Git adds itself.
func (g *Git) Files(ctx context.Context, id string) ([]File, error) {
	if !gitID.MatchString(id) {
		return nil, nil
	}
	out, err := g.git(ctx, nil, "ls-tree", "-r", "-z", id)
	if err != nil {
		return nil, ctx.Err() // too old to be here
	}
	own := map[string]bool{}
	for _, f := range g.own() {
		own[f.name] = true
	}
	m := manifest{Files: []File{}}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		about, name, _ := strings.Cut(line, "\t")
		if fields := strings.Fields(about); len(fields) == 3 && fields[1] == "blob" && !own[name] {
			m.Files = append(m.Files, File{Path: name, Sum: fields[2]})
		}
	}
	if m.check() != nil {
		return nil, nil
	}
	return m.Files, nil
}

// Previous reads it in the message of the commit; before one that is not ours came its first parent.
func (g *Git) Previous(ctx context.Context, live string) (string, error) {
	message, err := g.git(ctx, nil, "log", "-1", "--format=%P%n%B", live)
	if err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimSpace(string(message)), "\n")
	previous, _, _ := strings.Cut(lines[0], " ")
	if id, ours := strings.CutPrefix(lines[len(lines)-1], trailer); ours {
		previous = strings.TrimSpace(id)
	}
	if !gitID.MatchString(previous) {
		return "", nil // the first, which says "geen"
	}
	if _, err := g.git(ctx, nil, "cat-file", "-e", previous+"^{tree}"); err != nil {
		return "", ctx.Err() // too old to be here
	}
	return previous, nil
}

// own are the files that are none of the website: no processing by Jekyll, and the domain.
func (g *Git) own() []struct{ name, text string } {
	out := []struct{ name, text string }{{".nojekyll", ""}}
	if g.Domain != "" {
		out = append(out, struct{ name, text string }{"CNAME", g.Domain + "\n"})
	}
	return out
}

// Ship commits the website and pushes it.
func (g *Git) Ship(ctx context.Context, s Shipment) (*Shipped, error) {
	tree, shipped, err := g.tree(ctx, s)
	if err != nil {
		return nil, err
	}
	previous := s.Live
	if previous == "" {
		previous = "geen"
	}
	shipped.ID, err = g.commit(ctx, s, tree, "Site van "+s.Now.Format("2006-01-02 15:04"), previous, true)
	return shipped, err
}

// Restore commits the tree of an earlier deploy and pushes it. What it came after is what that one came after.
func (g *Git) Restore(ctx context.Context, s Shipment, previous string) (*Shipped, error) {
	further, err := g.Previous(ctx, previous)
	if err != nil {
		return nil, err
	}
	if further == "" {
		further = "geen"
	}
	id, err := g.commit(ctx, s, previous+"^{tree}", "Terug naar "+previous[:12], further, true)
	return &Shipped{ID: id}, err
}

// Forget commits what visitors see without what came before. The remote throws the rest away in its own time.
func (g *Git) Forget(ctx context.Context, s Shipment) (string, int, error) {
	out, err := g.git(ctx, nil, "rev-list", "--count", s.Live)
	if err != nil {
		return "", 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		return "", 0, err
	}
	id, err := g.commit(ctx, s, s.Live+"^{tree}", "Alleen deze versie", "geen", false)
	if err != nil {
		return "", 0, err
	}
	return id, n - 1, os.RemoveAll(g.Dir)
}

// tree writes the files that the branch does not have, and gives the tree of all.
func (g *Git) tree(ctx context.Context, s Shipment) (string, *Shipped, error) {
	has := map[string]File{}
	if s.Live != "" {
		old, err := g.Files(ctx, s.Live)
		if err != nil {
			return "", nil, err
		}
		has = bySum(old)
	}
	shipped := &Shipped{}
	var paths, sums []string
	var index bytes.Buffer
	for _, f := range s.Files {
		fmt.Fprintf(&index, "100644 %s\t%s\x00", f.Sum, f.Path)
		if _, ok := has[f.Sum]; ok {
			continue
		}
		if strings.ContainsAny(f.Path, "\n\r\"") {
			return "", nil, notice.Notice{Level: notice.Error, File: f.Path, Text: "De naam van dit bestand kan niet naar git.", Hint: "Geef het bestand een andere naam."}
		}
		has[f.Sum] = f
		paths, sums = append(paths, filepath.Join(s.Dir, filepath.FromSlash(f.Path))), append(sums, f.Sum)
		shipped.Uploaded++
		shipped.Bytes += f.Size
	}
	if len(paths) > 0 {
		out, err := g.git(ctx, strings.NewReader(strings.Join(paths, "\n")+"\n"), "hash-object", "-w", "--no-filters", "--stdin-paths")
		if err != nil {
			return "", nil, err
		}
		written := strings.Fields(string(out))
		for i, sum := range sums {
			if i >= len(written) || written[i] != sum {
				return "", nil, changedMeanwhile(paths[i])
			}
		}
	}
	for _, f := range g.own() {
		if slices.ContainsFunc(s.Files, func(file File) bool { return file.Path == f.name }) {
			continue
		}
		if _, err := g.git(ctx, strings.NewReader(f.text), "hash-object", "-w", "--no-filters", "--stdin"); err != nil {
			return "", nil, err
		}
		h := g.Digest(int64(len(f.text)))
		h.Write([]byte(f.text))
		fmt.Fprintf(&index, "100644 %s\t%s\x00", hex.EncodeToString(h.Sum(nil)), f.name)
	}
	file := filepath.Join(g.Dir, "opladers-index")
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, err
	}
	if _, err := g.git(ctx, &index, "update-index", "-z", "--index-info"); err != nil {
		return "", nil, err
	}
	tree, err := g.git(ctx, nil, "write-tree", "--missing-ok")
	s.Progress(len(s.Files), len(s.Files))
	return strings.TrimSpace(string(tree)), shipped, err
}

// commit makes a commit of a tree, after the live one or not, and pushes it, unless somebody else did so meanwhile.
func (g *Git) commit(ctx context.Context, s Shipment, tree, subject, previous string, after bool) (string, error) {
	args := []string{"commit-tree", tree, "-F", "-"}
	if s.Live != "" && after {
		args = append(args, "-p", s.Live)
	}
	date := fmt.Sprintf("%d %s", s.Now.Unix(), s.Now.Format("-0700"))
	out, err := g.run(ctx, strings.NewReader(subject+"\n\n"+trailer+previous+"\n"), []string{"GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date}, args...)
	if err != nil {
		return "", err
	}
	id := strings.TrimSpace(string(out))
	ref := "refs/heads/" + g.Branch
	// Going back, git may want files that only the remote has: then it fetches those that differ.
	if _, err := g.run(ctx, nil, nil, "push", "--quiet", "--no-verify", "--force-with-lease="+ref+":"+s.Live, "--", gitRemote, id+":"+ref); err != nil {
		return "", g.explain(err)
	}
	// Visitors see it. What follows keeps our own repository small, which may be thrown away.
	if _, err := g.git(ctx, nil, "update-ref", gitLive, id); err == nil {
		_, _ = g.git(ctx, nil, "gc", "--auto", "--quiet")
	}
	return id, nil
}

// git runs one command of git in the repository.
func (g *Git) git(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	return g.run(ctx, in, []string{"GIT_NO_LAZY_FETCH=1"}, args...)
}

func (g *Git) run(ctx context.Context, in io.Reader, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"--git-dir=" + g.Dir, "-c", "core.hooksPath=" + os.DevNull, "-c", "commit.gpgSign=false"}, args...)...)
	cmd.Dir = filepath.Dir(g.Dir)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(clean(os.Environ()), append(env,
		"GIT_INDEX_FILE="+filepath.Join(g.Dir, "opladers-index"), "GIT_TERMINAL_PROMPT=0", "LC_ALL=C",
		"GIT_AUTHOR_NAME=opladers", "GIT_AUTHOR_EMAIL=opladers@users.noreply.github.com",
		"GIT_COMMITTER_NAME=opladers", "GIT_COMMITTER_EMAIL=opladers@users.noreply.github.com",
	)...)
	if in != nil {
		cmd.Stdin = in
	}
	out, errs := &limited{max: maxGit}, &limited{max: maxError}
	cmd.Stdout, cmd.Stderr = out, errs
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, withoutSecrets(errs.String()))
	}
	return out.Bytes(), nil
}

// clean takes away what would make git look at another repository, as inside a hook.
func clean(env []string) []string {
	return slices.DeleteFunc(env, func(s string) bool {
		name, _, _ := strings.Cut(s, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "LC_ALL"}, name)
	})
}

// limited keeps the first bytes of what is written to it.
type limited struct {
	bytes.Buffer
	max int
}

func (l *limited) Write(p []byte) (int, error) {
	l.Buffer.Write(p[:min(len(p), max(0, l.max-l.Len()))])
	return len(p), nil
}

var userinfo = regexp.MustCompile(`://[^/@\s]*@`)

// withoutSecrets takes a password out of an address.
func withoutSecrets(s string) string { return short(userinfo.ReplaceAllString(s, "://")) }

// explain says in Dutch why the remote did not do it.
func (g *Git) explain(err error) error {
	text := err.Error()
	where := withoutSecrets(g.Remote)
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case strings.Contains(text, "stale info"), strings.Contains(text, "fetch first"), strings.Contains(text, "non-fast-forward"), strings.Contains(text, "cannot lock ref"):
		return movedMeanwhile()
	case strings.Contains(text, "Authentication failed"), strings.Contains(text, "could not read Username"), strings.Contains(text, "Permission denied"), strings.Contains(text, "denied to"):
		return notice.Refuse(fmt.Sprintf("Git mag niet bij %s. De oude site staat er nog.", where), "Kijk of `git push` naar die plek met de hand wel gaat, met een sleutel of een opgeslagen wachtwoord.")
	case strings.Contains(text, "does not appear to be a git repository"), strings.Contains(text, "not found"), strings.Contains(text, "Could not resolve host"), strings.Contains(text, "unable to access"):
		return notice.Refuse(fmt.Sprintf("Git kan niet bij %s (%s). De oude site staat er nog.", where, short(text)), "Kijk bij remote in config.toml of het adres klopt, en of er internet is.")
	}
	return notice.Refuse(fmt.Sprintf("Git kon de site niet wegbrengen (%s). De oude site staat er nog.", short(text)), "Doe het opnieuw, of kijk op de plek zelf wat er mis is.")
}
