package syndicate

import (
	"path"

	"mijnopladers.nl/opladers/tools/almanac"
	"mijnopladers.nl/opladers/tools/page"
)

// shareFolder is the folder in a municipality's agenda with the texts to copy.
const shareFolder = "delen"

// texts writes what people copy into a group app or a newsletter.
func (p *publisher) texts() error {
	for _, slug := range p.municipalities()[1:] {
		folder := path.Join(slug, page.KindActivity.Section(), shareFolder)
		texts, err := almanac.Texts(p.site, slug, p.today, p.base.String())
		if err != nil {
			return err
		}
		for period, t := range texts {
			for name, text := range map[string]string{"whatsapp.txt": t.Message, "nieuwsbrief.txt": t.Letter, "nieuwsbrief.html": t.LetterHTML} {
				if err := p.save(folder, period+"-"+name, []byte(text)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
