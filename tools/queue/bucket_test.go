package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"unicode"

	"github.com/nats-io/nats.go/jetstream"

	"mijnopladers.nl/opladers/tools/notice"
)

func give(data []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return data, nil }
}

// What we write NATS reads, and the other way round.
func TestObjects(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := dial(t, serve(t))
	theirs, err := c.js.ObjectStore(ctx, resultsBucket)
	if err != nil {
		t.Fatal(err)
	}
	chunk := int(c.nc.MaxPayload() / 2)
	for name, size := range map[string]int{"empty": 0, "one": 1, "chunk": chunk, "more": chunk + 1, "many": 5*chunk - 1} {
		want := noise(name, size)
		if err := c.results.put(ctx, name, give(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := c.results.get(ctx, name, size); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		if got, err := theirs.GetBytes(ctx, name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s of NATS: %d bytes, %v", name, len(got), err)
		}
		if _, err := theirs.PutBytes(ctx, "their-"+name, want); err != nil {
			t.Fatal(err)
		}
		if got, err := c.results.get(ctx, "their-"+name, size); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s by NATS: %d bytes, %v", name, len(got), err)
		}
		if err := theirs.Delete(ctx, name); err != nil {
			t.Fatal(err)
		}
		if _, err := c.results.get(ctx, name, size); err != errAbsent {
			t.Errorf("%s that was deleted: %v", name, err)
		}
		if err := c.results.put(ctx, name, give(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := c.results.get(ctx, name, size); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s again: %d bytes, %v", name, len(got), err)
		}
		for _, name := range []string{name, "their-" + name} {
			if err := c.results.remove(ctx, name); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := messages(t, c, "OBJ_"+resultsBucket); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

// Many that store the same store it once, and nobody who reads meanwhile gets a half.
func TestPutTogether(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	address := serve(t)
	want := noise("foto", 900_000) // two chunks
	var g sync.WaitGroup
	for range 4 {
		c := dial(t, address)
		for range 5 {
			g.Go(func() {
				if err := c.results.put(ctx, "foto", give(want)); err != nil {
					t.Error(err)
				}
			})
			g.Go(func() {
				for range 5 {
					if got, err := c.results.get(ctx, "foto", len(want)); err != errAbsent && (err != nil || !bytes.Equal(got, want)) {
						t.Errorf("%d bytes, %v", len(got), err)
					}
				}
			})
		}
	}
	g.Wait()
	c := dial(t, address)
	if got, err := c.results.get(ctx, "foto", len(want)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if n := messages(t, c, "OBJ_"+resultsBucket); n != 3 {
		t.Errorf("%d messages; want two chunks and a name", n)
	}
}

// What is broken in the store is not given, makes way for what is right, and takes nothing else along.
func TestBroken(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := dial(t, serve(t))
	want := noise("foto", 900_000)
	for name, breakIt := range map[string]func(*jetstream.ObjectInfo) any{
		"no JSON":            func(*jetstream.ObjectInfo) any { return 7 },
		"another digest":     func(i *jetstream.ObjectInfo) any { i.Digest = digest(nil); return i },
		"larger than it is":  func(i *jetstream.ObjectInfo) any { i.Size++; return i },
		"smaller than it is": func(i *jetstream.ObjectInfo) any { i.Size--; return i },
		"too large":          func(i *jetstream.ObjectInfo) any { i.Size = 1 << 60; return i },
		"no chunks":          func(i *jetstream.ObjectInfo) any { i.NUID = "x"; return i },
		"all chunks":         func(i *jetstream.ObjectInfo) any { i.NUID = ">"; return i },
		"starts too late":    func(i *jetstream.ObjectInfo) any { i.Metadata[firstChunk] = "99999999"; return i },
		"starts nowhere":     func(i *jetstream.ObjectInfo) any { i.Metadata[firstChunk] = "-1"; i.Size = 3; return i },
	} {
		for _, name := range []string{"other", name} {
			if err := c.results.put(ctx, name, give(want)); err != nil {
				t.Fatal(err)
			}
		}
		info, _, err := c.results.find(ctx, name)
		if err != nil || info == nil {
			t.Fatal(name, info, err)
		}
		data, err := json.Marshal(breakIt(info))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.js.Publish(ctx, c.results.meta(name), data); err != nil {
			t.Fatal(err)
		}
		if got, err := c.results.get(ctx, name, len(want)); err != errAbsent {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		if err := c.results.put(ctx, name, give(want)); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"other", name} {
			if got, err := c.results.get(ctx, name, len(want)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %d bytes, %v", name, len(got), err)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"kind":"doubler 1","spec":"Zm90bw==","results":["q75/foto-1.webp"]}`))
	f.Add([]byte(`{"name":"foto","bucket":"opladers-results","nuid":"ABC","size":5,"digest":"SHA-256=","metadata":{"first":"1"}}`))
	f.Add([]byte(`{"text":"Deze foto is stuk.","hint":"Lever hem opnieuw aan."}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var claimed task
		_ = json.Unmarshal(data, &claimed)
		if got, err := parseTask(claimed.subject(), data); err == nil {
			for _, key := range got.Results {
				if !fs.ValidPath(key) || key == "." {
					t.Errorf("%q leads elsewhere", key)
				}
			}
		}
		if info := parseInfo(data); info != nil && !nuidForm.MatchString(info.NUID) {
			t.Errorf("%q is no word", info.NUID)
		}
		var n notice.Notice
		if err := parseRefusal(data); !errors.As(err, &n) || n.Text == "" {
			t.Error(err)
		}
		for _, r := range n.Text + n.Hint {
			if !unicode.IsPrint(r) {
				t.Errorf("%q is not for a screen", n)
			}
		}
	})
}
