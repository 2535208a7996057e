package schema

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"mijnopladers.nl/opladers/tools/page"
)

// shape is the form of a value.
type shape int

const (
	word    shape = iota
	whole         // a number
	amount        // a number with a fraction
	answer        // true or false
	moment        // page.Civil
	words         // a list of words; one may stand alone
	moments       // a list of page.Civil
	object        // keys with values
	objects       // a list of those
	table         // keys that people choose, with objects or words
	either        // an object, or a word alone
)

// field is a key of an object.
type field struct {
	shape    shape
	typ      reflect.Type // without a pointer
	inner    fields       // of an object, of each of a list, of each value of a table
	required bool
}

// fields are the keys of an object.
type fields map[string]field

var (
	kinds  = []page.Kind{page.KindMunicipality, page.KindStory, page.KindInitiative, page.KindActivity, page.KindReport}
	shared = fieldsOf(reflect.TypeFor[page.Common]())
	site   = fieldsOf(reflect.TypeFor[siteKeys]())
	owned  = func() map[page.Kind]fields {
		all := map[page.Kind]fields{}
		for _, kind := range kinds {
			all[kind] = fieldsOf(reflect.TypeOf((&page.Page{Common: page.Common{Kind: kind}}).Own()).Elem())
		}
		return all
	}()
)

// siteKeys are the keys that only templates read.
type siteKeys struct {
	Proofread    string `yaml:"nagelezen,omitempty"` // of a translation
	Slogan       string `yaml:"slogan,omitempty"`
	Organisation *struct {
		Name     string `yaml:"naam,omitempty"`
		Mail     string `yaml:"mail,omitempty"`
		Security string `yaml:"beveiliging,omitempty"`
	} `yaml:"organisatie,omitempty"`
}

// hugo are the keys that Hugo itself reads, in lower case. Its dates stand under keys of ours (config.toml).
var hugo = func() map[string]bool {
	m := map[string]bool{}
	for _, key := range strings.Fields(`title linktitle summary description slug url type keywords headless outputs draft layout weight aliases sitemap iscjklanguage
		translationkey resources build _build cascade menu menus markup params tags categories series images videos audio locale sites`) {
		m[key] = true
	}
	return m
}()

// instead are the keys of Hugo's dates, and what this site reads.
var instead = map[string]string{"date": "aangekondigd", "lastmod": "bijgewerkt", "publishdate": "publiceren", "pubdate": "publiceren", "expirydate": "verloopt"}

func fieldsOf(t reflect.Type) fields {
	all := fields{}
	for f := range t.Fields() {
		key, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if key == "" || key == "-" {
			continue
		}
		own := fieldOf(f.Type)
		own.required = !strings.Contains(options, "omitempty")
		all[key] = own
	}
	return all
}

func fieldOf(t reflect.Type) field {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	f := field{typ: t}
	switch {
	case t == reflect.TypeFor[page.Civil]():
		f.shape = moment
	case t == reflect.TypeFor[page.Strings]():
		f.shape = words
	case t == reflect.TypeFor[yaml.MapSlice]():
		f.shape = table
	case t.Kind() == reflect.Bool:
		f.shape = answer
	case t.Kind() == reflect.Int:
		f.shape = whole
	case t.Kind() == reflect.Float64:
		f.shape = amount
	case t.Kind() == reflect.Map:
		f.shape, f.inner = table, fieldOf(t.Elem()).inner
	case t.Kind() == reflect.Slice:
		e := fieldOf(t.Elem())
		f.shape, f.inner = objects, e.inner
		switch e.shape {
		case moment:
			f.shape = moments
		case word:
			f.shape = words
		}
	case t.Kind() == reflect.Struct:
		f.shape, f.inner = object, fieldsOf(t)
		if reflect.PointerTo(t).Implements(reflect.TypeFor[yaml.InterfaceUnmarshaler]()) {
			f.shape = either
		}
	}
	return f
}

// of gives the keys of a page: those that it may have, by the kind that it says. A page of no kind is an ordinary one.
func of(kind page.Kind) fields {
	all := maps.Clone(shared)
	maps.Copy(all, site)
	maps.Copy(all, owned[kind])
	return all
}

var ofKind = func() map[page.Kind]fields {
	all := map[page.Kind]fields{"": of("")}
	for _, kind := range kinds {
		all[kind] = of(kind)
	}
	return all
}()

// elsewhere gives the kinds of page that have a key, which this one has not.
func elsewhere(key string) []string {
	var out []string
	for _, kind := range kinds {
		if _, ok := owned[kind][key]; ok {
			out = append(out, names[kind])
		}
	}
	slices.Sort(out)
	return out
}

var names = map[page.Kind]string{
	page.KindMunicipality: "een gemeente", page.KindStory: "een verhaal", page.KindInitiative: "een initiatief", page.KindActivity: "een activiteit",
	page.KindReport: "een jaarverslag", "": "een gewone pagina",
}
