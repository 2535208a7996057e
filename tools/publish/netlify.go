package publish

import (
	"cmp"
	"context"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"hash"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"mijnopladers.nl/opladers/tools/notice"
)

// NetlifyAPI is where Netlify answers.
const NetlifyAPI = "https://api.netlify.com/api/v1"

// Netlify is a Target by Netlify's deploy API (https://open-api.netlify.com): it is told the SHA-1 of each file, asks for those that it never had,
// and shows the deploy when it has them all. So an upload that fails leaves the old site.
//
// The title of a deploy says which one was live before it. So any machine can go back, also one that never published.
type Netlify struct {
	Site  string        // id or name
	Token string        // never in a message
	API   string        // "" is NetlifyAPI
	Wait  time.Duration // between two questions whether it is ready; 0 is one second

	Client *http.Client // nil is one of its own
}

const (
	uploads = 8                // at the same time
	patient = 15 * time.Minute // how long Netlify may take to prepare a deploy, and to show it
)

// netlifyDeploy is what we read of a deploy.
type netlifyDeploy struct {
	ID       string    `json:"id"`
	State    string    `json:"state"`
	Context  string    `json:"context"`
	Title    string    `json:"title"`
	Error    string    `json:"error_message"`
	Created  time.Time `json:"created_at"`
	Required []string  `json:"required"` // SHA-1 of what it lacks
}

// netlifySite is what we read of a site.
type netlifySite struct {
	ID        string         `json:"id"`
	Published *netlifyDeploy `json:"published_deploy"`
}

// netlifyID is what the id of a deploy looks like: it becomes part of an address.
var netlifyID = regexp.MustCompile(`^[0-9a-z-]{1,64}$`)

// Digest is SHA-1, because Netlify knows files by it.
func (n *Netlify) Digest(int64) hash.Hash { return sha1.New() }

func (n *Netlify) site(ctx context.Context) (*netlifySite, error) {
	s := &netlifySite{}
	if err := n.call(ctx, request{method: http.MethodGet, path: "/sites/" + url.PathEscape(n.Site)}, s); err != nil {
		return nil, err
	}
	if !netlifyID.MatchString(s.ID) {
		return nil, unclear("the id of the site")
	}
	if s.Published != nil && s.Published.ID == "" {
		s.Published = nil
	}
	return s, s.Published.check()
}

func (d *netlifyDeploy) check() error {
	if d != nil && !netlifyID.MatchString(d.ID) {
		return unclear("the id of a deploy")
	}
	return nil
}

// Live asks which deploy is published.
func (n *Netlify) Live(ctx context.Context) (string, error) {
	s, err := n.site(ctx)
	if err != nil || s.Published == nil {
		return "", err
	}
	return s.Published.ID, nil
}

// Files asks for the list of a deploy. When it cannot be had, it is not known: publishing goes on without.
func (n *Netlify) Files(ctx context.Context, id string) ([]File, error) {
	var list []struct {
		Path string `json:"path"`
		SHA  string `json:"sha"`
		Size int64  `json:"size"`
	}
	if err := n.call(ctx, request{method: http.MethodGet, path: "/deploys/" + id + "/files"}, &list); err != nil {
		return nil, ctx.Err()
	}
	m := manifest{Files: make([]File, 0, len(list))}
	for _, f := range list {
		m.Files = append(m.Files, File{Path: strings.TrimPrefix(f.Path, "/"), Size: f.Size, Sum: f.SHA})
	}
	if m.check() != nil {
		return nil, nil
	}
	return m.Files, nil
}

// before is how the title of a deploy says which one was live before it.
var before = regexp.MustCompile(`^opladers, na ([0-9a-z-]{1,64})$`)

// Previous reads it in the title. Before a deploy that was not ours came the newest one that is older.
func (n *Netlify) Previous(ctx context.Context, live string) (string, error) {
	s, err := n.site(ctx)
	if err != nil {
		return "", err
	}
	if s.Published == nil || s.Published.ID != live {
		return "", movedMeanwhile()
	}
	if m := before.FindStringSubmatch(s.Published.Title); m != nil {
		d := &netlifyDeploy{}
		if err := n.call(ctx, request{method: http.MethodGet, path: "/deploys/" + m[1]}, d); err == nil && d.ID == m[1] && d.State == "ready" {
			return d.ID, nil
		}
		return "", ctx.Err() // it was deleted
	}
	var list []netlifyDeploy
	if err := n.call(ctx, request{method: http.MethodGet, path: "/sites/" + s.ID + "/deploys?per_page=100"}, &list); err != nil {
		return "", err
	}
	list = slices.DeleteFunc(list, func(d netlifyDeploy) bool {
		return d.State != "ready" || d.Context != "production" || d.check() != nil || !d.Created.Before(s.Published.Created)
	})
	if len(list) == 0 {
		return "", nil
	}
	d := slices.MaxFunc(list, func(a, b netlifyDeploy) int { return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID)) })
	return d.ID, nil
}

// Restore publishes an older deploy again: nothing travels.
func (n *Netlify) Restore(ctx context.Context, _ Shipment, previous string) (*Shipped, error) {
	s, err := n.site(ctx)
	if err != nil {
		return nil, err
	}
	d := &netlifyDeploy{}
	if err := n.call(ctx, request{method: http.MethodPost, path: "/sites/" + s.ID + "/deploys/" + previous + "/restore"}, d); err != nil {
		return nil, err
	}
	return n.shown(ctx, previous)
}

// Forget deletes the other deploys, also previews: each can be seen at an address of its own.
func (n *Netlify) Forget(ctx context.Context, s Shipment) (string, int, error) {
	site, err := n.site(ctx)
	if err != nil {
		return "", 0, err
	}
	if site.Published == nil || site.Published.ID != s.Live {
		return "", 0, movedMeanwhile()
	}
	for gone := 0; ; {
		var list []netlifyDeploy
		if err := n.call(ctx, request{method: http.MethodGet, path: "/sites/" + site.ID + "/deploys?per_page=100"}, &list); err != nil {
			return "", gone, err
		}
		list = slices.DeleteFunc(list, func(d netlifyDeploy) bool { return d.ID == s.Live || d.check() != nil || d.State == "deleted" })
		if len(list) == 0 {
			return s.Live, gone, nil
		}
		for _, d := range list {
			if err := n.call(ctx, request{method: http.MethodDelete, path: "/deploys/" + d.ID}, nil); err != nil {
				return "", gone, err
			}
			gone++
		}
	}
}

// Ship makes a deploy, sends the files that Netlify asks for, and waits until visitors see it. One that fails is cancelled.
func (n *Netlify) Ship(ctx context.Context, s Shipment) (*Shipped, error) {
	names := make(map[string]string, len(s.Files))
	bySum := make(map[string][]File, len(s.Files))
	for _, f := range s.Files {
		if strings.ContainsAny(f.Path, "#?") {
			return nil, notice.Notice{
				Level: notice.Error, File: f.Path, Text: "In de naam van dit bestand staat een # of een ?. Zo neemt Netlify het niet aan. De oude site staat er nog.",
				Hint: "Geef het bestand een andere naam.",
			}
		}
		names["/"+f.Path] = f.Sum
		bySum[f.Sum] = append(bySum[f.Sum], f)
	}
	title := "opladers"
	if s.Live != "" {
		title = "opladers, na " + s.Live
	}
	body, err := json.Marshal(map[string]any{"files": names, "async": true, "draft": false})
	if err != nil {
		return nil, err
	}
	d := &netlifyDeploy{}
	create := request{method: http.MethodPost, path: "/sites/" + url.PathEscape(n.Site) + "/deploys?title=" + url.QueryEscape(title), json: body}
	if err := n.call(ctx, create, d); err != nil {
		return nil, err
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	shipped, err := n.finish(ctx, s, d, bySum)
	if err != nil {
		n.cancel(ctx, d.ID)
		return nil, err
	}
	return shipped, nil
}

// cancel ends a deploy that cannot become whole. That it fails changes nothing for visitors.
func (n *Netlify) cancel(ctx context.Context, deploy string) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second) // also after Ctrl-C
	defer stop()
	_ = n.call(ctx, request{method: http.MethodPost, path: "/deploys/" + deploy + "/cancel", once: true}, &netlifyDeploy{})
}

func (n *Netlify) finish(ctx context.Context, s Shipment, d *netlifyDeploy, bySum map[string][]File) (*Shipped, error) {
	d, err := n.until(ctx, d, "prepared", "uploading", "uploaded", "ready")
	if err != nil {
		return nil, err
	}
	var send []File
	for _, sum := range d.Required {
		send = append(send, bySum[sum]...) // each path, as Netlify's own programs do
	}
	shipped := &Shipped{Uploaded: len(send)}
	var mu sync.Mutex
	done := 0
	g, uploading := errgroup.WithContext(ctx)
	g.SetLimit(uploads)
	for _, f := range send {
		shipped.Bytes += f.Size
		g.Go(func() error {
			err := n.upload(uploading, d.ID, s.Dir, f)
			mu.Lock()
			defer mu.Unlock()
			done++
			s.Progress(done, len(send))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if d, err = n.until(ctx, d, "ready"); err != nil {
		return nil, err
	}
	now, err := n.shown(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	shipped.ID, shipped.Held = now.ID, now.Held
	return shipped, nil
}

func (n *Netlify) upload(ctx context.Context, deploy, dir string, f File) error {
	parts := strings.Split(f.Path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return n.call(ctx, request{
		method: http.MethodPut, path: "/deploys/" + deploy + "/files/" + strings.Join(parts, "/"), upload: true,
		file: func() (*os.File, error) { return os.Open(filepath.Join(dir, filepath.FromSlash(f.Path))) }, size: f.Size,
	}, nil)
}

// until asks for a deploy until it is in one of the states.
func (n *Netlify) until(ctx context.Context, d *netlifyDeploy, states ...string) (*netlifyDeploy, error) {
	ctx, stop := context.WithTimeoutCause(ctx, patient, notice.Refuse("Netlify doet er te lang over. De oude site staat er nog.", "Kijk op www.netlifystatus.com of er een storing is, en doe het later opnieuw."))
	defer stop()
	id := d.ID
	for {
		if slices.Contains(states, d.State) {
			return d, nil
		}
		if d.State == "error" || d.State == "rejected" {
			return nil, notice.Refuse("Netlify keurt deze versie af: "+short(cmp.Or(d.Error, d.State))+". De oude site staat er nog.", "Kijk bij deze site op app.netlify.com, onder Deploys, wat er mis is.")
		}
		if err := pause(ctx, cmp.Or(n.Wait, time.Second)); err != nil {
			return nil, err
		}
		d = &netlifyDeploy{}
		if err := n.call(ctx, request{method: http.MethodGet, path: "/deploys/" + id}, d); err != nil {
			return nil, err
		}
		if d.ID != id {
			return nil, unclear("the deploy that we asked for")
		}
	}
}

// shown says whether visitors see a deploy: somebody may have told Netlify to publish nothing by itself.
func (n *Netlify) shown(ctx context.Context, deploy string) (*Shipped, error) {
	for range 5 { // Netlify says so a moment later
		s, err := n.site(ctx)
		if err != nil {
			return nil, err
		}
		if s.Published != nil && s.Published.ID == deploy {
			return &Shipped{ID: deploy}, nil
		}
		if err := pause(ctx, cmp.Or(n.Wait, time.Second)); err != nil {
			return nil, err
		}
	}
	return &Shipped{ID: deploy, Held: true}, nil
}

// pause waits, or ends with ctx.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

func unclear(what string) error {
	return notice.Refuse(fmt.Sprintf("Netlify geeft een antwoord dat niet te begrijpen is (%s). De oude site staat er nog.", what), "Doe het later opnieuw.")
}
