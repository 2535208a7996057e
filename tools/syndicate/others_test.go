package syndicate

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFeed(t *testing.T) {
	dir := write(t, small, everyCase)
	for name, text := range publish(t, dir, now) {
		if !strings.HasSuffix(name, feedName) {
			continue
		}
		var feed struct {
			Channel struct {
				Items []struct {
					Title string `xml:"title"`
					Link  string `xml:"link"`
					Date  string `xml:"pubDate"`
					GUID  string `xml:"guid"`
				} `xml:"item"`
			} `xml:"channel"`
		}
		if err := xml.Unmarshal([]byte(text), &feed); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		seen := map[string]bool{}
		last := time.Unix(math.MaxInt32, 0)
		for i, item := range feed.Channel.Items {
			if seen[item.GUID] || item.Link == "" || strings.TrimSpace(item.Title) == "" {
				t.Errorf("%s: %+v", name, item)
			}
			seen[item.GUID] = true
			if item.Date == "" {
				last = time.Time{}
				continue
			}
			at, err := time.Parse(time.RFC1123Z, item.Date)
			if err != nil || at.After(last) && i > 1 || at.After(moment(now)) {
				t.Errorf("%s: %s comes after %v (%v)", name, item.Date, last, err)
			}
			last = at
		}
		if len(seen) == 0 || len(seen) > maxItems {
			t.Errorf("%s has %d items", name, len(seen))
		}
	}
}

func TestPains10TheFeedTellsWhatIsCalledOff(t *testing.T) {
	feed := publish(t, write(t, small, everyCase), now)["zutphen/agenda.xml"]
	for _, want := range []string{
		"<title>Gaat niet door: Dansen, zondag 20 december 2026</title>",
		"@mijnopladers.nl/gaat-niet-door/2026-12-16T09:30</guid>", ">zutphen-agenda-koffie@mijnopladers.nl</guid>",
	} {
		if !strings.Contains(feed, want) {
			t.Errorf("no %s in\n%s", want, feed)
		}
	}
	for _, not := range []string{"<title>Dansen", "Vervallen", "Vorig jaar"} {
		if strings.Contains(feed, not) {
			t.Errorf("%s is in\n%s", not, feed)
		}
	}
}

func TestAFeedIsBounded(t *testing.T) {
	many := map[string]string{}
	for i := range 60 {
		many[fmt.Sprintf("zutphen/agenda/a%02d", i)] = fmt.Sprintf("title: A%02d\nbegin: 2026-12-%02d\naangekondigd: 2026-11-%02d", i, i%28+1, i%28+1)
	}
	feed := publish(t, write(t, small, many), now)["agenda.xml"]
	if n := strings.Count(feed, "<item>"); n != maxItems {
		t.Errorf("%d items", n)
	}
	if strings.Contains(feed, "Sun, 01 Nov") {
		t.Error("the oldest is in")
	}
}

// TestOpenDataIsAsItsSchemaSays checks what the schema uses of JSON Schema.
func TestOpenDataIsAsItsSchemaSays(t *testing.T) {
	files := publish(t, write(t, small, everyCase), now)
	var root map[string]any
	if err := json.Unmarshal([]byte(files[schemaName]), &root); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for name, text := range files {
		if !strings.HasSuffix(name, dataName) {
			continue
		}
		var data any
		if err := json.Unmarshal([]byte(text), &data); err != nil {
			t.Fatal(err)
		}
		conforms(t, root, root, name, data, seen)
	}
	occurrence := root["$defs"].(map[string]any)["occurrence"].(map[string]any)["properties"].(map[string]any)
	for key := range occurrence {
		if !seen["occurrence."+key] {
			t.Errorf("no test has %s", key)
		}
	}
}

func conforms(t *testing.T, root, schema map[string]any, where string, v any, seen map[string]bool) {
	t.Helper()
	if ref, ok := schema["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/$defs/")
		if m, ok := v.(map[string]any); ok {
			for key := range m {
				seen[name+"."+key] = true
			}
		}
		conforms(t, root, root["$defs"].(map[string]any)[name].(map[string]any), where, v, seen)
	}
	if all, ok := schema["enum"].([]any); ok && !slices.Contains(all, v) {
		t.Errorf("%s: %v is not one of %v", where, v, all)
	}
	kind := map[string]bool{}
	switch v := v.(type) {
	case string:
		kind["string"] = true
	case bool:
		kind["boolean"] = true
	case float64:
		kind["number"], kind["integer"] = true, v == math.Trunc(v)
	case []any:
		kind["array"] = true
		for i, item := range v {
			conforms(t, root, schema["items"].(map[string]any), fmt.Sprintf("%s[%d]", where, i), item, seen)
		}
	case map[string]any:
		kind["object"] = true
		required, _ := schema["required"].([]any)
		for _, key := range required {
			if _, ok := v[key.(string)]; !ok {
				t.Errorf("%s has no %s", where, key)
			}
		}
		properties, _ := schema["properties"].(map[string]any)
		for key, value := range v {
			if p, ok := properties[key].(map[string]any); ok {
				conforms(t, root, p, where+"."+key, value, seen)
			} else if schema["additionalProperties"] == false {
				t.Errorf("%s: the schema does not know %s", where, key)
			}
		}
	}
	if want, ok := schema["type"].(string); ok && !kind[want] {
		t.Errorf("%s: %v is no %s", where, v, want)
	}
}

func TestNoPersonIsInWhatIsCopied(t *testing.T) {
	private := map[string]string{"zutphen/agenda/bellen": "title: Bellen\nbegin: 2026-12-05T10:00\naanmelden: nodig\naanmelden_tel: 06 - 00 00 00 01\naanmelden_mail: ans@example.nl\ncontact: Ans"}
	for name, text := range publish(t, write(t, small, private), now) {
		for _, not := range []string{"06 - 00", "ans@", "Ans"} {
			if strings.Contains(text, not) {
				t.Errorf("%s holds %q", name, not)
			}
		}
	}
}
