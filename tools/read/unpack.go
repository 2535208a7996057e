package read

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"mijnopladers.nl/opladers/tools/notice"
	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/photo"
	"mijnopladers.nl/opladers/tools/read/mail"
	"mijnopladers.nl/opladers/tools/read/opc"
)

// The limits of what holds other documents.
const (
	maxNested    = 4   // a mail in a zip in a mail
	maxDocuments = 500 // in one zip or mail
)

// parcel is what a zip or a mail holds.
type parcel struct {
	sources []page.Source
	notices []notice.Notice
	mail    *mail.Message // nil for a zip
}

// readParcel reads the documents in a zip or mail. One document is the story, with all loose photos; of several, each has
// those in its own folder.
func readParcel(src page.Source, p *parcel, depth int) ([]*page.Page, []notice.Notice, error) {
	if depth > maxNested {
		return nil, nil, notice.Refuse("Er zitten te veel bestanden in elkaar.", "Stuur het document zelf.")
	}
	var pages []*page.Page
	notices := p.notices
	var failed error
	for _, inner := range p.sources {
		got, remarks, err := read(inner, depth)
		notices = append(notices, remarks...)
		if err != nil {
			failed = err
			n := notice.From(err, inner.Name)
			n.Text = fmt.Sprintf("%s: %s", path.Base(inner.Name), n.Text)
			notices = append(notices, n)
			continue
		}
		for _, pg := range got {
			within := strings.TrimPrefix(inner.Name, src.Name+"/")
			p.describe(pg, within, len(p.sources) > 1)
		}
		pages = append(pages, got...)
	}
	if len(pages) == 0 && failed != nil && len(p.sources) == 1 {
		return nil, nil, failed
	}
	return pages, notices, nil
}

// describe notes of a page what its zip or mail says of it.
func (p *parcel) describe(pg *page.Page, within string, several bool) {
	if several {
		pg.Key = strings.Trim(within+"#"+pg.Key, "#")
	}
	for folder := range strings.SplitSeq(path.Dir(within), "/") {
		if kind := page.KindOfSection(strings.ToLower(folder)); kind != "" && pg.Kind == "" {
			pg.Kind = kind
		} else if kind == "" && folder != "." {
			pg.Places = append(pg.Places, folder)
		}
	}
	if p.mail == nil {
		return
	}
	pg.Sender = p.mail.From
	if pg.Announced == "" {
		pg.Announced = p.mail.Date
	}
}

// openZip finds the documents in a zip and gives each the photos that belong to it.
func openZip(src page.Source) (*parcel, error) {
	pkg, err := opc.Open(src.Data)
	if err != nil {
		return nil, err
	}
	if pkg.Locked() {
		return nil, notice.Refuse("De zip is beveiligd met een wachtwoord.", "Pak de zip uit en stuur de losse bestanden.")
	}
	p := &parcel{}
	for _, name := range pkg.Twice {
		p.notices = append(p.notices, notice.Notice{Level: notice.Warning, Text: name + " staat twee keer in de zip. Alleen het eerste is gelezen.", Hint: "Geef een van de twee een andere naam."})
	}
	photos := slices.Clone(src.Photos)
	left := int64(MaxSource)
	for _, name := range slices.Sorted(slices.Values(pkg.Names())) {
		if strings.HasSuffix(name, "/") || hidden(name) {
			continue
		}
		data, err := pkg.Part(name, left)
		switch {
		case errors.Is(err, opc.ErrTooBig):
			return nil, notice.Refuse(fmt.Sprintf("Wat in de zip staat, is samen groter dan %d MB.", MaxSource>>20), "Maak de foto's kleiner, of verdeel ze over meer zips.")
		case err != nil:
			p.notices = append(p.notices, notice.Notice{Level: notice.Warning, Text: path.Base(name) + " in de zip is beschadigd.", Hint: "Stuur dit bestand nog een keer."})
			continue
		case len(data) == 0:
			continue
		}
		left -= int64(len(data))
		if photo.IsName(name) {
			photos = append(photos, page.File{Name: name, Data: data})
			continue
		}
		if len(p.sources) == maxDocuments {
			return nil, notice.Refuse(fmt.Sprintf("In de zip staan meer dan %d documenten.", maxDocuments), "Verdeel ze over meer zips.")
		}
		p.sources = append(p.sources, page.Source{Name: path.Join(src.Name, name), Data: data})
	}
	if len(p.sources) == 0 {
		return nil, notice.Refuse("In de zip staat geen document.", "Zet er een Word-bestand (.docx) bij.")
	}
	p.share(src.Name, photos)
	return p, nil
}

// hidden tells what zip programs and systems leave behind, and what people hide.
func hidden(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), page.Hidden)
}

// share gives every photo to the document that it belongs to: the only one, or the only one in its folder or the nearest
// above that has any.
func (p *parcel) share(name string, photos []page.File) {
	for _, ph := range photos {
		owner := -1
		for dir := path.Dir(ph.Name); owner < 0; dir = path.Dir(dir) {
			var in []int
			for i, s := range p.sources {
				if path.Dir(strings.TrimPrefix(s.Name, name+"/")) == dir {
					in = append(in, i)
				}
			}
			switch {
			case len(p.sources) == 1:
				owner = 0
			case len(in) == 1:
				owner = in[0]
			}
			if len(in) > 1 || dir == "." || dir == "/" {
				break
			}
		}
		if owner < 0 {
			p.notices = append(p.notices, notice.Notice{Level: notice.Warning, Text: "Bij de foto " + ph.Name + " hoort geen verhaal.",
				Hint: "Maak in de zip een map met één tekst en de foto's die erbij horen."})
			continue
		}
		p.sources[owner].Photos = append(p.sources[owner].Photos, ph)
	}
}

// maxRemark is how much of a mail's text is repeated, in characters.
const maxRemark = 500

// openMail says what the story is: the attached documents, and the text of the mail a remark; or else that text.
func openMail(src page.Source, m *mail.Message) (*parcel, *page.Page) {
	p := &parcel{mail: m, notices: m.Notices}
	for _, d := range m.Documents {
		inner := page.Source{Name: path.Join(src.Name, d.Name), Data: d.Data}
		if _, err := detect(inner); err != nil {
			n := notice.From(err, src.Name)
			p.notices = append(p.notices, notice.Notice{Level: notice.Warning, Text: "Bijlage " + d.Name + " is niet gelezen. " + n.Text, Hint: n.Hint})
			continue
		}
		p.sources = append(p.sources, inner)
	}
	photos := slices.Concat(m.Photos, src.Photos)
	if len(p.sources) == 0 {
		if m.Page == nil {
			return p, nil
		}
		m.Page.Sender = m.From
		appendPhotos(m.Page, photos)
		return p, m.Page
	}
	p.notices = slices.DeleteFunc(p.notices, func(n notice.Notice) bool { return n.Level == notice.Advice }) // about its text
	if m.Page != nil {
		for _, ph := range m.Page.Photos {
			photos = append(photos, page.File{Name: ph.Name, Data: ph.Data})
		}
	}
	if len(p.sources) == 1 {
		p.sources[0].Photos = photos
	} else if len(photos) > 0 {
		p.notices = append(p.notices, notice.Notice{Level: notice.Warning, Text: "De losse foto's in de mail zijn niet gebruikt: er zijn meer documenten bij.",
			Hint: "Stuur voor elk verhaal een eigen mail."})
	}
	if text := strings.Join(strings.Fields(m.Text), " "); text != "" {
		if r := []rune(text); len(r) > maxRemark {
			text = string(r[:maxRemark]) + "…"
		}
		p.notices = append(p.notices, notice.Notice{Level: notice.Advice, Text: "In de mail staat: ‘" + text + "’", Hint: "Dit staat niet op de site. Hoort het erbij? Zet het in het document."})
	}
	return p, nil
}
