package collect

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/atomic"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/reply"
)

// What stands in each folder of the inbox for the people who use it.
const (
	reportName    = "_verslag.txt"
	questionsName = "_vragen.xlsx"
)

// IsReport reports whether a file of an inbox is one that collecting writes and never reads.
func IsReport(name string) bool { return path.Base(name) == reportName }

// IsUnanswered reports whether a file is a list of questions as collecting leaves it: without answers, or gone. One that a person took away
// comes back the next time that there is something to collect.
func IsUnanswered(file string) bool {
	if filepath.Base(file) != questionsName {
		return false
	}
	data, err := readBounded(file, maxSheet)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	answers, err := reply.Answers(data)
	return err == nil && len(answers) == 0
}

// locks are the names of the files that say that Excel, or LibreOffice, has the list of questions open.
var locks = []string{"~$" + questionsName, ".~lock." + questionsName + "#"}

const (
	maxSheet  = 20 << 20 // bytes of a list of questions that is read
	thumbnail = 320      // pixels
)

// readAnswers reads the lists of questions that people filled in.
func (c *collector) readAnswers(r *Report, docs []document) {
	if len(c.Paths) > 0 {
		return
	}
	c.readMailAnswers(docs)
	for _, folder := range slices.Compact(slices.Sorted(slices.Values(append(docFolders(docs), r.told...)))) {
		file := filepath.Join(c.Inbox, filepath.FromSlash(folder), questionsName)
		info, err := os.Stat(file)
		if err != nil {
			continue // there is none
		}
		c.sheets[folder] = sheetState{stamp: stampOf(info)}
		if c.ledger.Sheets[folder] == stampOf(info) {
			continue
		}
		data, err := readBounded(file, maxSheet)
		var answers map[string]string
		if err == nil {
			answers, err = reply.Answers(data)
		}
		if err != nil {
			n := notice.From(err, path.Join(folder, questionsName))
			n.Level = notice.Warning
			r.Add(n)
			c.sheets[folder] = sheetState{stampOf(info), true}
		}
		for id, answer := range answers {
			c.given[id] = given{answer: answer}
		}
	}
}

// sheetState is how a list of questions was when this run read it.
type sheetState struct {
	stamp
	unread bool // it cannot be read
}

// docFolders lists the folders of the inbox that documents are in.
func docFolders(docs []document) []string {
	all := map[string]bool{}
	for _, d := range docs {
		if d.letter == nil {
			all[d.folder] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// tell writes in each folder of the inbox what happened with its files, and asks what there is to ask.
func (c *collector) tell(r *Report, docs []document) error {
	if c.DryRun {
		return nil
	}
	files, questions := map[string][]reply.File{}, map[string][]question{}
	about := map[string][]notice.Notice{} // what is about no document
	within := map[string]bool{}           // what is said of a file beside a document
	for _, out := range c.outcomes {
		for _, n := range out.notices {
			within[n.File] = true
		}
	}
	for _, list := range [][]notice.Notice{r.Refused, r.Questions, r.Notices} {
		for _, n := range list {
			if c.outcomes[n.File] == nil && !within[n.File] && n.File != "" && !isContent(n.File) {
				about[n.File] = append(about[n.File], n)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(about)) {
		f := reply.File{Name: path.Base(name), Outcome: reply.Unchanged, Notices: about[name]}
		if about[name][0].Level == notice.Error {
			f.Outcome = reply.Refused
		}
		folder := path.Dir(name)
		if strings.HasPrefix(name, feedFolder) {
			folder = c.feedReport(name)
		}
		for c.isStory(folder) {
			f.Name, folder = path.Join(path.Base(folder), f.Name), path.Dir(folder)
		}
		folder = strings.TrimPrefix(folder, ".") // the inbox itself
		files[folder] = append(files[folder], f)
	}
	for _, d := range docs {
		out := c.outcomes[d.name]
		if d.letter != nil {
			continue
		}
		files[d.folder] = append(files[d.folder], c.told(d, out))
		for _, n := range out.notices {
			if n.Ask != nil {
				questions[d.folder] = append(questions[d.folder], questionOf(d, n))
				r.Asked++
				if n.Ask.Rejected != "" {
					r.Objections = append(r.Objections, notice.Notice{
						Level: n.Level, File: path.Join(d.folder, questionsName), Text: reply.Objection(n.Ask.Rejected, n.Ask.Why), Hint: n.Ask.How,
					})
				}
			}
		}
	}
	var failed error
	for _, folder := range c.foldersToTell(r, docs, files) {
		err := c.tellFolder(folder, files[folder], questions[folder])
		if failed == nil {
			failed = err
		}
	}
	if failed != nil {
		r.Add(notice.Notice{
			Level: notice.Advice, Text: "In de inbox kan geen " + reportName + " of " + questionsName + " geschreven worden.",
			Hint: "Geef opladers het recht om in de inbox te schrijven, en sluit deze bestanden in andere programma's.",
		})
	}
	return c.ledger.save(c.store.File, c.rest)
}

// foldersToTell lists the folders that get a report, or that have one that is not true any more.
func (c *collector) foldersToTell(r *Report, docs []document, files map[string][]reply.File) []string {
	all := map[string]bool{}
	for _, list := range [][]string{docFolders(docs), slices.Collect(maps.Keys(files)), r.told} {
		for _, folder := range list {
			if info, err := os.Stat(filepath.Join(c.Inbox, filepath.FromSlash(folder))); err == nil && info.IsDir() && !strings.HasPrefix(folder, postFolder) {
				all[folder] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// isStory reports a folder of the inbox that is one story.
func (c *collector) isStory(folder string) bool {
	return folder != "." && (&c.Options).storyFolder(c.store)(folder)
}

// question is one that goes out, with the file names of the photos that it is about.
type question struct {
	reply.Question
	photos []string
}

func questionOf(d document, n notice.Notice) question {
	q := question{Question: reply.Question{
		ID: n.Ask.ID, File: d.called(), Text: n.Text, Hint: n.Ask.How, Choices: n.Ask.Choices, Rejected: n.Ask.Rejected, Why: n.Ask.Why,
	}}
	if n.Ask.Photo != "" {
		q.photos = append(q.photos, n.Ask.Photo)
	}
	if other := otherPhoto(n.Ask.About); other != "" && other != n.Ask.Photo {
		q.photos = append(q.photos, other)
	}
	return q
}

func isContent(name string) bool { return len(name) > 8 && name[:8] == "content/" }

// called is what people call a document: its name in the folder where they look for the report.
func (d document) called() string {
	if d.feed != nil {
		return "de agenda op " + host(d.feed.URL)
	}
	if d.folder == "" {
		return d.name
	}
	return strings.TrimPrefix(d.name, d.folder+"/")
}

// told says what happened with a document.
func (c *collector) told(d document, out *outcome) reply.File {
	since, _ := time.Parse(time.DateOnly, out.since) // ours
	f := reply.File{Name: d.called(), Outcome: out.told, Since: since}
	for _, n := range out.notices {
		if n.File != d.name && n.File != "" && !isContent(n.File) { // a photo beside it
			n.Text = path.Base(n.File) + ": " + n.Text
		}
		f.Notices = append(f.Notices, n)
	}
	for _, p := range out.pages {
		if !p.Absent {
			f.Pages = append(f.Pages, reply.Page{Title: p.Title, Address: c.BaseURL + path.Dir(p.Path) + "/"})
		}
		for i, e := range p.Edits {
			n := notice.Notice{Level: notice.Advice, Text: EditText(p.Title, e)}
			if i == len(p.Edits)-1 {
				n.Hint = editHint
			}
			f.Notices = append(f.Notices, n)
		}
	}
	return f
}

// tellFolder writes the report and the questions of one folder, when they are not there already.
func (c *collector) tellFolder(folder string, files []reply.File, questions []question) error {
	dir := filepath.Join(c.Inbox, filepath.FromSlash(folder))
	text := reply.Report(c.Now, folder, files, len(questions))
	was, err := os.ReadFile(filepath.Join(dir, reportName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(files) == 0 && len(was) == 0 {
		return nil
	}
	if !reply.SameReport(was, text) {
		if _, err := atomic.WriteFile(filepath.Join(dir, reportName), text); err != nil {
			return err
		}
	}
	sheet := filepath.Join(dir, questionsName)
	for _, lock := range locks {
		if _, err := os.Lstat(filepath.Join(dir, lock)); err == nil {
			return nil // it is open: what is typed now must not be overtaken
		}
	}
	read := c.sheets[folder]
	info, err := os.Stat(sheet)
	if read.unread || err == nil && stampOf(info) != read.stamp {
		return nil // there may be answers in it that nobody has read: the next run reads them
	}
	if err := c.askFolder(sheet, questions); err != nil {
		return err
	}
	info, err = os.Stat(sheet)
	if errors.Is(err, fs.ErrNotExist) {
		info, err = nil, nil
	}
	c.ledger.noteSheet(folder, info)
	return err
}

func (c *collector) askFolder(sheet string, list []question) error {
	var questions []reply.Question
	for _, q := range list {
		questions = append(questions, q.Question)
	}
	was, err := os.ReadFile(sheet)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(questions) == 0:
		return nil
	case len(questions) == 0:
		return os.Remove(sheet)
	case err == nil && reply.SameSheet(was, questions):
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if questions, err = c.illustrate(list); err != nil {
		return err
	}
	data, err := reply.Sheet(questions)
	if err != nil {
		return err
	}
	_, err = atomic.WriteFile(sheet, data)
	return err
}

// illustrate gives the questions about photos their thumbnails.
func (c *collector) illustrate(list []question) ([]reply.Question, error) {
	var out []reply.Question
	for _, q := range list {
		for _, file := range q.photos {
			master := c.store.Master(file)
			if master == nil {
				continue
			}
			small, err := c.Codec.Thumbnail(master, thumbnail)
			if err != nil {
				return nil, err
			}
			q.Photos = append(q.Photos, small)
		}
		out = append(out, q.Question)
	}
	return out, nil
}
