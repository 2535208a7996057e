package collect

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// export is an export of a WordPress site: posts that link to the next one and have a picture each, of which the first is
// there. Two posts have the same title.
func export(posts int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel><title>Oude site</title><link>https://oud.voorbeeld.nl</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://oud.voorbeeld.nl</wp:base_blog_url>`)
	for i := range posts {
		title := fmt.Sprintf("Bericht %d", i/2*2+i%2*min(i/2, 1))
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://oud.voorbeeld.nl/bericht-%d/</link><wp:post_id>%d</wp:post_id><wp:post_date>2024-03-%02d 10:00:00</wp:post_date><wp:post_name>bericht-%d</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type><category domain="category" nicename="zutphen">Zutphen</category><category domain="post_tag" nicename="buiten">buiten</category>`,
			title, i, 100+i, 1+i%28, i)
		fmt.Fprintf(&b, `<content:encoded><![CDATA[<!-- wp:paragraph --><p>Verhaal nummer %d gaat verder in <a href="https://oud.voorbeeld.nl/bericht-%d/">het volgende</a>.</p><!-- /wp:paragraph --><!-- wp:image --><figure class="wp-block-image"><img src="https://oud.voorbeeld.nl/wp-content/uploads/2024/03/foto-%d.jpg" alt="Een plein"/></figure><!-- /wp:image -->]]></content:encoded></item>`,
			i, (i+1)%posts, i)
	}
	b.WriteString(`</channel></rss>`)
	return []byte(b.String())
}

func TestAWordPressExportArrivesWhole(t *testing.T) {
	const posts = 40
	o := newSite(t, map[string][]byte{
		"Oude site/export.xml":                            export(posts),
		"Oude site/wp-content/uploads/2024/03/foto-0.jpg": picture(t, 10),
	})
	r := run(t, o)
	if len(r.New) != posts || len(r.Refused)+len(r.Questions) > 0 {
		t.Fatalf("%d new, refused %v, asked %v", len(r.New), r.Refused, r.Questions)
	}
	missing := 0
	for _, n := range r.Notices {
		if strings.Contains(n.Text, "foto-") && strings.Contains(n.Text, ".jpg") && !strings.Contains(n.Text, "foto-0.jpg") {
			missing++
		}
	}
	if missing != posts-1 {
		t.Errorf("%d posts with missing photos named, want %d: %v", missing, posts-1, r.Notices)
	}
	for _, e := range r.New {
		page := text(t, o, e.Page)
		_, to, ok := strings.Cut(page, "[het volgende](/")
		to, _, _ = strings.Cut(to, "/)")
		if _, err := os.Stat(filepath.Join(o.Site, "content", to, "index.md")); !ok || err != nil {
			t.Errorf("%s: the link leads nowhere:\n%s", e.Page, page)
		}
		if strings.Contains(page, "- zutphen") || !strings.Contains(page, "- buiten") {
			t.Errorf("%s: the municipality is a theme, or the tag is none:\n%s", e.Page, page)
		}
	}
	if again := run(t, o); again.Unchanged != posts {
		t.Errorf("%+v", again)
	}
}
