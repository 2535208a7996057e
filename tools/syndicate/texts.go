package syndicate

import (
	"path"

	"mijnopladers.nl/opladers/tools/agenda"
	"mijnopladers.nl/opladers/tools/page"
)

// shareFolder is the folder in a municipality's agenda with the texts to copy.
const shareFolder = "delen"

// texts writes what people copy into a group app or a newsletter.
func (p *publisher) texts() error {
	for _, slug := range p.municipalities()[1:] {
		folder := path.Join(slug, page.KindActivity.Section(), shareFolder)
		for _, period := range agenda.Periods {
			d, err := p.site.Digest(slug, p.today, period.Days, p.base.String())
			if err != nil {
				return err
			}
			letter, err := d.LetterHTML()
			if err != nil {
				return err
			}
			for name, text := range map[string]string{"whatsapp.txt": d.Message(), "nieuwsbrief.txt": d.Letter(), "nieuwsbrief.html": letter} {
				if err := p.save(folder, period.Name+"-"+name, []byte(text)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
