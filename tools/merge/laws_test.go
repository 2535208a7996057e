package merge

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
)

// model is a page as a person thinks of it, to make pages and edits of and to say what a merge has to give.
type model struct {
	fields map[string]string // "title", "fotos/a/alt"
	photos []string
	blocks []string
}

var (
	fieldNames = []string{"title", "slug", "samenvatting", "eenvoudig", "aangekondigd", "themas", "eigen", "ander"}
	photoNames = []string{"a", "b", "c", "d"}
	photoKeys  = []string{"alt", "bijschrift", "maker", "focus"}
	values     = []string{"een", "twee: drie", "2026-10-14", "0612345678", "x # y", "regel\n\n# twee\n  drie", "'s avonds", "\"citaat\"", "- geen lijst", "true", "1.50", "é ✓", "[a]", "slot:", "&a", "langer\nregel"}
)

func newModel(r *rand.Rand) model {
	m := model{fields: map[string]string{}}
	for range 4 {
		m.edit(r)
	}
	for i := range r.IntN(8) {
		m.blocks = append(m.blocks, fmt.Sprint("blok ", i, r.IntN(3)))
	}
	return m
}

func (m model) clone() model {
	return model{maps.Clone(m.fields), slices.Clone(m.photos), slices.Clone(m.blocks)}
}

// edit changes one thing: a field, a photo or a block.
func (m *model) edit(r *rand.Rand) {
	value := values[r.IntN(len(values))]
	switch r.IntN(7) {
	case 0, 1:
		m.fields[fieldNames[r.IntN(len(fieldNames))]] = value
	case 2:
		delete(m.fields, fieldNames[1+r.IntN(len(fieldNames)-1)])
	case 3:
		if len(m.photos) > 0 {
			name := "fotos/" + m.photos[r.IntN(len(m.photos))] + "/" + photoKeys[r.IntN(len(photoKeys))]
			if m.fields[name] = value; r.IntN(3) == 0 {
				delete(m.fields, name)
			}
		}
	case 4:
		if name := photoNames[r.IntN(len(photoNames))]; !slices.Contains(m.photos, name) {
			m.photos = slices.Insert(m.photos, r.IntN(len(m.photos)+1), name)
		} else if r.IntN(2) == 0 {
			m.photos = slices.DeleteFunc(m.photos, func(p string) bool { return p == name })
			maps.DeleteFunc(m.fields, func(f, _ string) bool { return strings.HasPrefix(f, "fotos/"+name+"/") })
		}
	case 5:
		m.blocks = slices.Insert(m.blocks, r.IntN(len(m.blocks)+1), fmt.Sprint("nieuw ", r.IntN(1000)))
	case 6:
		if len(m.blocks) > 0 {
			i := r.IntN(len(m.blocks))
			m.blocks[i] += fmt.Sprint(" anders ", r.IntN(1000))
			if r.IntN(3) == 0 {
				m.blocks = slices.Delete(m.blocks, i, i+1)
			}
		}
	}
}

// formatted writes the page as an import does.
func (m model) formatted(t testing.TB) string {
	var text strings.Builder
	text.WriteString("---\nsoort: verhaal\n")
	for _, name := range fieldNames {
		if v, ok := m.fields[name]; ok {
			text.WriteString(marshal(map[string]string{name: v}))
		}
	}
	text.WriteString("---\n")
	p, err := page.Parse([]byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	p.Body = strings.Join(m.blocks, "\n\n")
	for _, name := range m.photos {
		f := func(key string) string { return m.fields["fotos/"+name+"/"+key] }
		p.Photos = append(p.Photos, &page.Photo{File: name, Alt: f("alt"), Caption: f("bijschrift"), Maker: f("maker"), Focus: f("focus")})
	}
	data, err := p.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// typed writes the page as a person does: any order of keys, quotes, comments, blank lines, indents and line ends. The lines that hold
// comments have a # with a number.
func (m model) typed(r *rand.Rand) string {
	var b strings.Builder
	rest := func() {
		switch r.IntN(8) {
		case 0:
			b.WriteByte('\n')
		case 1:
			fmt.Fprintf(&b, "# opmerking %d\n", r.IntN(1000))
		}
	}
	put := func(indent, name, value string) {
		head := indent + name + ":"
		if indent == "" && r.IntN(4) == 0 {
			head = strings.ToUpper(name[:1]) + head[1:]
		}
		switch {
		case strings.Contains(value, "\n") && r.IntN(2) == 0:
			fmt.Fprintf(&b, "%s |-\n%s   %s\n", head, indent, strings.ReplaceAll(value, "\n", "\n   "+indent))
		case !strings.Contains(value, "\n") && r.IntN(2) == 0:
			fmt.Fprintf(&b, "%s  '%s'\n", head, strings.ReplaceAll(value, "'", "''"))
		case !strings.Contains(value, "\n") && slices.Contains([]string{"themas", "eigen", "ander"}, name):
			fmt.Fprintf(&b, "%s [ %q ] # los %d\n", head, value, r.IntN(1000))
		default:
			fmt.Fprintf(&b, "%s %q\n", head, value)
		}
		rest()
	}
	b.WriteString("---\n")
	rest()
	b.WriteString("soort: verhaal\n")
	order := r.Perm(len(fieldNames) + 1)
	for _, i := range order {
		if i < len(fieldNames) {
			if v, ok := m.fields[fieldNames[i]]; ok {
				put("", fieldNames[i], v)
			}
			continue
		}
		if len(m.photos) == 0 {
			continue
		}
		b.WriteString("fotos:\n")
		indent := strings.Repeat(" ", r.IntN(4))
		for _, name := range m.photos {
			rest()
			fmt.Fprintf(&b, "%s-  bestand: %s\n", indent, name)
			for _, key := range photoKeys {
				if v, ok := m.fields["fotos/"+name+"/"+key]; ok {
					put(indent+"   ", key, v)
				}
			}
		}
	}
	b.WriteString("---\n")
	for _, block := range m.blocks {
		b.WriteString(strings.Repeat("\n", 1+r.IntN(2)) + block + strings.Repeat(" ", r.IntN(2)) + "\n")
	}
	if r.IntN(3) == 0 {
		return bom + strings.ReplaceAll(b.String(), "\n", "\r\n")
	}
	return b.String()
}

// values gives the fields of a page as page.Parse, which the site has, understands them.
func valuesOf(t testing.TB, data string) (map[string]string, []string) {
	p, err := page.Parse([]byte(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	all := map[string]string{"title": p.Title, "slug": p.Slug, "samenvatting": p.Summary, "eenvoudig": p.Simple, "aangekondigd": p.Announced}
	if p.Story != nil {
		all["themas"] = strings.Join(p.Story.Themes, ",")
	}
	for _, e := range p.Extra {
		all[strings.ToLower(fmt.Sprint(e.Key))] = strings.Trim(fmt.Sprint(e.Value), "[]")
	}
	var photos []string
	for _, p := range p.Photos {
		photos = append(photos, p.File)
		prefix := "fotos/" + p.File + "/"
		all[prefix+"alt"], all[prefix+"bijschrift"], all[prefix+"maker"], all[prefix+"focus"] = p.Alt, p.Caption, p.Maker, p.Focus
	}
	maps.DeleteFunc(all, func(_, v string) bool { return v == "" })
	return all, photos
}

// laws checks one merge of random edits on both sides.
func laws(t testing.TB, seed uint64) {
	r := rand.New(rand.NewPCG(seed, seed))
	base := newModel(r)
	source, own := base.clone(), base.clone()
	for range r.IntN(5) {
		source.edit(r)
	}
	for range r.IntN(5) {
		own.edit(r)
	}
	baseText, sourceText, ownText := base.formatted(t), source.formatted(t), own.typed(r)
	got, edits := merge(t, baseText, sourceText, ownText)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("seed %d: %s\nbase:\n%s\nsource:\n%s\npage:\n%s\nmerged:\n%s\nedits: %q", seed, fmt.Sprintf(format, args...), baseText, sourceText, ownText, got, edits)
	}
	reported := map[string]bool{}
	for _, e := range edits {
		reported[e.Field] = true
	}
	b, _ := valuesOf(t, baseText)
	s, _ := valuesOf(t, sourceText)
	o, _ := valuesOf(t, ownText)
	m, photos := valuesOf(t, got)
	for _, name := range slices.Sorted(maps.Keys(union(b, s, o, m))) {
		parts := strings.Split(name, "/")
		if len(parts) == 3 && !(slices.Contains(own.photos, parts[1]) && slices.Contains(source.photos, parts[1])) {
			continue // of a photo that one side has not
		}
		want := o[name]
		if o[name] == b[name] {
			want = s[name]
		}
		if m[name] != want {
			fail("%s is %q, want %q", name, m[name], want)
		}
		if kept := o[name] != b[name] && o[name] != s[name]; kept != reported[name] {
			fail("%s: reported %v", name, reported[name])
		}
	}
	for _, name := range photoNames {
		inB, inS, inO := slices.Contains(base.photos, name), slices.Contains(source.photos, name), slices.Contains(own.photos, name)
		edited := false
		for _, key := range photoKeys {
			f := "fotos/" + name + "/" + key
			edited = edited || o[f] != "" && o[f] != b[f]
		}
		want := inS && inO || inS && !inB || inO && !inB || inO && edited
		if slices.Contains(photos, name) != want {
			fail("photo %s: want %v", name, want)
		}
	}
	for _, block := range own.blocks {
		if !slices.Contains(base.blocks, block) && strings.Count(got, block) < 1 {
			fail("%q of the page is lost", block)
		}
	}
	for _, block := range source.blocks {
		if !slices.Contains(base.blocks, block) && !strings.Contains(got, block) &&
			!slices.ContainsFunc(edits, func(e Edit) bool { return strings.Contains(e.Source, block) }) {
			fail("%q of the source is lost", block)
		}
	}
	// Lines of the page that nobody had to touch are there, byte for byte and in their order.
	at := strings.Split(got, "\n")
	for _, line := range strings.Split(ownText, "\n") {
		if strings.HasPrefix(line, "Eigen:") || strings.HasPrefix(line, "eigen:") && b["eigen"] == s["eigen"] || strings.HasPrefix(line, "# opm") && len(base.photos) == 0 {
			i := slices.Index(at, line)
			if i < 0 && !strings.HasPrefix(line, "# opm") && s["eigen"] == b["eigen"] {
				fail("line %q is lost", line)
			}
		}
	}
	if strings.HasPrefix(ownText, bom) != strings.HasPrefix(got, bom) || strings.HasPrefix(ownText, bom) && strings.Count(got, "\n") != strings.Count(got, "\r\n") {
		fail("line ends or byte order mark changed")
	}
	if again, _ := merge(t, sourceText, sourceText, got); again != got {
		fail("merged once more:\n%s", again)
	}
	if again, _ := merge(t, baseText, sourceText, got); again != got {
		fail("merged again with the old base:\n%s", again)
	}
	if same, _ := merge(t, baseText, baseText, ownText); same != ownText {
		fail("merged with nothing new:\n%s", same)
	}
}

func union(all ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, m := range all {
		maps.Copy(out, m)
	}
	return out
}

func TestLaws(t *testing.T) {
	for seed := range uint64(1500) {
		laws(t, seed)
	}
}

func FuzzLaws(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { laws(t, seed) })
}

// The laws that hold for any page, also one that nobody would type.
func FuzzMerge(f *testing.F) {
	f.Add(imported, strings.Replace(imported, "eten", "drinken", 1), strings.Replace(imported, "title: Soep", "# x\ntitle: 'Soep", 1))
	f.Add("a", "---\ntitle: [x, {y: z}]\nfotos:\n- bestand: a\n  alt: |+\n    x\n\n---\na\n\nb", "---\n{title: [x], fotos: [{bestand: a}]}\n---\nc")
	f.Add("---\na: b\n---\nx[^1]\n\n[^1]: y", "---\n? a\n: c\n---\nx[^2]\n\n[^2]: y\n[^1]: z", "---\n\"a\": b\r\n\r\nvolg: [a]\n---\r\n```\nx[^1]\r\n\r\n[^1]: y")
	f.Fuzz(func(t *testing.T, base, source, own string) {
		from, ok := formatted(base)
		to, ok2 := formatted(source)
		if !ok || !ok2 {
			return
		}
		b, err := NewBase(from)
		if err != nil {
			return
		}
		begin := time.Now()
		got, _, err := Merge(b, to, []byte(own))
		if took := time.Since(begin); took > 5*time.Second {
			t.Fatal(took)
		}
		if err != nil {
			if string(got) != own {
				t.Fatal("refused and changed")
			}
			return
		}
		p, err := page.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		next, err := NewBase(to)
		if err != nil {
			t.Fatal(err)
		}
		if again, _, err := Merge(next, to, got); err != nil || string(again) != string(got) {
			t.Fatalf("%v: %q became %q", err, got, again)
		}
		if again, _, err := Merge(b, to, got); err != nil || string(again) != string(got) {
			t.Fatalf("with the old base, %v: %q became %q", err, got, again)
		}
		was, err := page.Parse([]byte(own))
		wins := len(p.Follow) > 0 || len(was.Follow) > 0 || strings.Contains(string(from), "status:")
		if same, _, err := Merge(b, from, []byte(own)); err != nil || string(same) != own && !wins {
			t.Fatalf("nothing new, %v: %q became %q", err, own, same)
		}
	})
}

func formatted(text string) ([]byte, bool) {
	p, err := page.Parse([]byte(text))
	if err != nil {
		return nil, false
	}
	data, err := p.Format()
	if err != nil {
		return nil, false
	}
	_, err = page.Parse(data)
	return data, err == nil
}
