package collect

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mijnopladers.nl/opladers/tools/mailbox"
	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/place"
	"mijnopladers.nl/opladers/tools/read/mail"
	"mijnopladers.nl/opladers/tools/reply"
	"mijnopladers.nl/opladers/tools/store"
)

// postFolder starts the names of sources that came by mail.
const postFolder = "post/"

// nagging is how long a mail that was refused is named in every run: in a mailbox stays what nobody wants.
const nagging = 7 * 24 * time.Hour

// letter is what a document has of the mail that it came in.
type letter struct {
	account mailbox.Account
	mailbox.Message
	places  []place.Municipality // that the sender may write for
	answers map[string]string    // it answers questions of ours, and is no story
	asked   bool                 // its mailbox was asked in this run: only then is it answered
}

// fetchPost brings the mailboxes in step and gives their messages as documents, in order of arrival. Who is not known is
// refused, and not answered.
func (c *collector) fetchPost(ctx context.Context, r *Report) []document {
	var docs []document
	for _, a := range c.Mailboxes {
		spool := filepath.Join(c.Site, store.StateDir, "post", page.Slug(a.Name))
		messages, fresh, err := c.askMailbox(ctx, a, spool)
		if err != nil && ctx.Err() == nil {
			n := notice.From(err, "")
			n.Level = notice.Warning // the last good copy goes on
			r.Add(n)
		}
		for _, m := range messages {
			name := mailName(a, m)
			places := place.Sender(m.From, c.places)
			old := c.Now.Sub(m.Date) > nagging
			switch {
			case old && (m.Refused != nil || len(places) == 0):
				continue
			case m.Refused != nil:
				n := *m.Refused
				n.File = name
				r.Add(n)
				continue
			case len(places) == 0:
				r.Add(notice.Notice{
					Level: notice.Error, File: name, Text: fmt.Sprintf("De afzender %s is niet bekend.", m.From),
					Hint: "Mag deze afzender verhalen sturen? Zet het adres bij afzenders in content/GEMEENTE/_index.md.",
				})
				continue
			}
			d := document{name: name, file: file{path: m.File}, letter: &letter{account: a, Message: m, places: places, asked: fresh}}
			if info, err := os.Stat(m.File); err == nil {
				d.stamp = stampOf(info)
			}
			docs = append(docs, d)
		}
	}
	return docs
}

// askMailbox gives the messages of a mailbox: those of its spool, when it was asked a moment ago.
func (c *collector) askMailbox(ctx context.Context, a mailbox.Account, spool string) (messages []mailbox.Message, now bool, err error) {
	name := path.Join(postFolder, page.Slug(a.Name))
	c.onWeb[name] = true
	if was, ok := c.Memory.last(name); ok {
		if messages, ok := mailbox.Last(a, spool); ok {
			return messages, false, was.err
		}
	}
	messages, err = mailbox.Fetch(ctx, a, spool)
	if ctx.Err() == nil {
		var n notice.Notice
		full := errors.As(err, &n) && n.Level == notice.Warning // more messages than are looked at: nothing failed
		c.Memory.note(name, asked{err: err}, err != nil && !full)
	}
	return messages, true, err
}

// mailName names a message as a source: readable, and the same in every run.
func mailName(a mailbox.Account, m mailbox.Message) string {
	sum := sha256.Sum256([]byte(m.ID))
	subject := strings.Trim(page.Slug(m.Subject), "-")
	if len(subject) > 60 {
		subject = strings.Trim(subject[:60], "-")
	}
	return path.Join(postFolder, page.Slug(a.Name), strings.Join([]string{m.Date.Format(time.DateOnly), subject, hex.EncodeToString(sum[:4])}, "-")+".eml")
}

// given is an answer to a question, and the municipalities for which who gave it may speak; nil is all.
type given struct {
	answer string
	places []place.Municipality
}

func (g given) of(slug string) string {
	if g.places == nil {
		return g.answer
	}
	for _, m := range g.places {
		if m.Slug == slug {
			return g.answer
		}
	}
	return ""
}

// readMailAnswers finds the answers to our questions in mails that were not read before.
func (c *collector) readMailAnswers(docs []document) {
	for _, d := range docs {
		if d.letter == nil || c.ledger.unchanged(d, c.day(), c.store.File) != nil {
			continue
		}
		data, err := readBounded(d.path, maxLoose)
		if err != nil {
			continue // said when it is collected
		}
		m, err := mail.Eml(data)
		if err != nil {
			continue
		}
		answers := map[string]string{}
		maps.Copy(answers, reply.MailAnswers(m.Full))
		for _, f := range m.Documents {
			if strings.EqualFold(f.Name, questionsName) {
				if more, err := reply.Answers(f.Data); err == nil {
					maps.Copy(answers, more)
				}
			}
		}
		if len(answers) > 0 || slices.ContainsFunc(m.InReplyTo, mailbox.IsAnswer) && len(m.Documents)+len(m.Photos) == 0 {
			d.letter.answers = answers
			for id, answer := range answers {
				c.given[id] = given{answer, d.letter.places}
			}
		}
	}
}

// reply answers the mails that were collected in this run.
func (c *collector) reply(ctx context.Context, r *Report, docs []document) {
	asked := map[string]string{} // document by question
	for name, out := range c.outcomes {
		for _, id := range out.answered {
			asked[id] = name
		}
	}
	byName := map[string]document{}
	for _, d := range docs {
		byName[d.name] = d
	}
	for _, d := range docs {
		if d.letter == nil || !d.letter.asked || d.letter.Answered || d.letter.Auto || d.letter.account.SMTP == "" || ctx.Err() != nil {
			continue
		}
		about := []document{d}
		if d.letter.answers != nil {
			about = nil
			seen := map[string]bool{}
			for id := range d.letter.answers {
				if name := asked[id]; name != "" && !seen[name] {
					seen[name] = true
					about = append(about, byName[name])
				}
			}
		}
		if len(about) == 0 {
			continue // a word of thanks, or answers that change nothing
		}
		if err := c.replyTo(ctx, d, about); err != nil && ctx.Err() == nil {
			n := notice.From(err, d.name)
			n.Level = notice.Warning
			r.Add(n)
		}
	}
}

func (c *collector) replyTo(ctx context.Context, d document, about []document) error {
	var files []reply.File
	var list []question
	for _, doc := range about {
		out := c.outcomes[doc.name]
		f := c.told(doc, out)
		if doc.letter != nil {
			f.Name = doc.letter.Subject
		}
		files = append(files, f)
		for _, n := range out.notices {
			if n.Ask != nil {
				q := questionOf(doc, n)
				q.File = f.Name
				list = append(list, q)
			}
		}
	}
	questions, err := c.illustrate(list)
	if err != nil {
		return err
	}
	var attachments []mailbox.Attachment
	if len(questions) > 0 {
		sheet, err := reply.Sheet(questions)
		if err != nil {
			return err
		}
		attachments = append(attachments, mailbox.Attachment{
			Name: questionsName, Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Data: sheet,
		})
	}
	return mailbox.Answer(ctx, d.letter.account, d.letter.Message, c.Now, reply.Mail(c.Now, files, questions), attachments)
}
