package feed

import (
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// serveTLS is a server with https, and a request that trusts it.
func serveTLS(t *testing.T, answer http.HandlerFunc) *web {
	w := start(t, httptest.NewTLSServer, answer)
	w.roots = x509.NewCertPool()
	w.roots.AddCert(w.host.Certificate())
	return w
}

func TestAllowed(t *testing.T) {
	for name, test := range map[string]struct {
		host    string
		allowed []string
		want    bool
	}{
		"nothing":          {"127.0.0.1", nil, false},
		"network":          {"127.0.0.1", []string{"10.0.0.0/8", "127.0.0.0/8"}, true},
		"another network":  {"127.0.0.1", []string{"10.0.0.0/8"}, false},
		"address":          {"127.0.0.1", []string{"127.0.0.1"}, true},
		"another address":  {"127.0.0.1", []string{"127.0.0.2"}, false},
		"mapped address":   {"[::ffff:127.0.0.1]", []string{"127.0.0.1"}, true},
		"mapped, refused":  {"[::ffff:127.0.0.1]", nil, false},
		"unspecified":      {"0.0.0.0", nil, false},
		"name":             {"localhost", []string{"LOCALHOST"}, true},
		"name, by address": {"localhost", []string{"127.0.0.1"}, true},
		"name, refused":    {"localhost", []string{"voorbeeld.nl"}, false},
		"no network":       {"127.0.0.1", []string{"127.0.0.0/99", ""}, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := serve(t, text(calendar))
			w.URL, w.Allowed = strings.Replace(w.URL, "127.0.0.1", test.host, 1), test.allowed
			r := w.fetch(t)
			if r.Changed != test.want || len(w.asked()) > 0 != test.want {
				t.Errorf("%+v, asked %d times", r, len(w.asked()))
			}
			if !test.want && !strings.Contains(r.Notices[0].Text, "eigen netwerk") {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	there := serve(t, text(calendar))
	secure := serveTLS(t, text(calendar))
	elsewhere := strings.Replace(there.host.URL, "127.0.0.1", "127.0.0.2", 1)
	for name, test := range map[string]struct {
		location string
		want     string // in the notice; "" when it is followed
	}{
		"another host":          {there.host.URL, ""},
		"a private address":     {elsewhere, "eigen netwerk"},
		"metadata":              {"http://169.254.169.254/latest/", "eigen netwerk"},
		"https to http":         {"!" + there.host.URL, "van https:// naar http://"},
		"https to https":        {"!" + secure.host.URL, ""},
		"webcal":                {"!webcal" + strings.TrimPrefix(secure.host.URL, "https"), ""},
		"another scheme":        {"file:///etc/passwd", "begint niet met https"},
		"a password over http":  {strings.Replace(there.host.URL, "://", "://ans:"+secret+"@", 1), ""}, // dropped
		"round":                 {"", "meer dan 5 keer"},
		"what makes no sense":   {"http://[", "niet te lezen"},
		"no host":               {"http:///x", "server klopt niet"},
		"a host that is a text": {"http://<b>x", "klopt niet"},
	} {
		t.Run(name, func(t *testing.T) {
			begin := serve
			location, ok := strings.CutPrefix(test.location, "!")
			if ok {
				begin = serveTLS
			}
			w := begin(t, nil)
			w.Allowed = []string{"127.0.0.1"}
			if ok {
				w.roots.AddCert(secure.host.Certificate())
			}
			if location == "" {
				location = "/" + secret
			}
			w.set(func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Location", location)
				rw.WriteHeader(http.StatusFound)
			})
			r := w.fetch(t)
			if test.want == "" && !r.Changed || test.want != "" && (r.Changed || !strings.Contains(r.Notices[0].Text, test.want)) {
				t.Errorf("%+v", r)
			}
			if test.location == "" && len(w.asked()) != maxRedirects+1 {
				t.Errorf("asked %d times", len(w.asked()))
			}
		})
	}
}

func TestNothingIsToldToAnotherHost(t *testing.T) {
	other := serveTLS(t, text(calendar))
	w := serveTLS(t, nil)
	w.roots.AddCert(other.host.Certificate())
	w.URL = strings.Replace(w.URL, "://", "://ans:"+secret+"@", 1)
	w.set(func(rw http.ResponseWriter, req *http.Request) {
		http.SetCookie(rw, &http.Cookie{Name: "a", Value: "b"})
		if req.URL.Path == "/hier" {
			http.Redirect(rw, req, other.host.URL, http.StatusFound)
			return
		}
		http.Redirect(rw, req, w.host.URL+"/hier", http.StatusFound)
	})
	if r := w.fetch(t); !r.Changed {
		t.Fatalf("%+v", r)
	}
	for i, h := range append(w.asked(), other.asked()...) {
		if (h.Get("Authorization") != "") != (i < 2) || h.Get("Referer") != "" || h.Get("Cookie") != "" {
			t.Errorf("request %d: %v", i, h)
		}
	}
}

func TestCertificate(t *testing.T) {
	w := serveTLS(t, text(calendar))
	w.roots = x509.NewCertPool()
	if r := w.fetch(t); !strings.Contains(r.Notices[0].Text, "certificaat") {
		t.Errorf("%+v", r)
	}
	w = serve(t, text(calendar))
	w.URL = "webcal" + strings.TrimPrefix(w.URL, "http")
	if r := w.fetch(t); !strings.Contains(r.Notices[0].Text, "geen beveiligde verbinding") {
		t.Errorf("%+v", r)
	}
	w.URL, w.patience = "http://"+secret+".invalid/", time.Second
	if n := w.explain(&url.Error{Op: "Get", URL: w.URL, Err: io.ErrNoProgress}); strings.Contains(n.Error(), w.URL) {
		t.Error(n)
	}
}

func TestNoProxy(t *testing.T) {
	if (Request{}).transport().Proxy != nil {
		t.Error("a proxy would connect to addresses that nobody judged")
	}
}

func TestAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://voorbeeld.nl/a.ics":              "https://voorbeeld.nl/a.ics",
		" HTTP://Voorbeeld.nl:8080/a?b#c\n":       "http://Voorbeeld.nl:8080/a?b",
		"webcal://voorbeeld.nl/a":                 "https://voorbeeld.nl/a",
		"webcals://voorbeeld.nl/a":                "https://voorbeeld.nl/a",
		"https://ans:wacht@voorbeeld.nl/":         "https://ans:wacht@voorbeeld.nl/",
		"webcal://ans:wacht@voorbeeld.nl/":        "https://ans:wacht@voorbeeld.nl/",
		"https://[2a00:1450::1]:8443/":            "https://[2a00:1450::1]:8443/",
		"http://ans:wacht@voorbeeld.nl/":          "een wachtwoord mag alleen met https://",
		"voorbeeld.nl/a.ics":                      "het begint niet met https://",
		"":                                        "het begint niet met https://",
		"ftp://voorbeeld.nl/a.ics":                "het begint niet met https://",
		"file:///etc/passwd":                      "het begint niet met https://",
		"javascript:alert(1)":                     "het begint niet met https://",
		"https:voorbeeld.nl":                      "de naam van de server klopt niet",
		"https:///a.ics":                          "de naam van de server klopt niet",
		"https://:443/":                           "de naam van de server klopt niet",
		"https://" + strings.Repeat("a", 300):     "de naam van de server klopt niet",
		"https://ans:geheim/x@voorbeeld.nl/":      "het is niet te lezen",
		"https://voorbeeld.nl/\x00":               "het is niet te lezen",
		"https://calendar.google.com/x y/%zz.ics": "het is niet te lezen",
	} {
		got := ""
		if u, err := address(raw); err != nil {
			got = err.Error()
		} else {
			got = u.String()
		}
		if got != want {
			t.Errorf("%q: %q", raw, got)
		}
	}
}

func TestPublic(t *testing.T) {
	for _, s := range strings.Fields(`8.8.8.8 1.1.1.1 172.15.255.255 172.32.0.0 100.63.255.255 100.128.0.0 192.0.1.1 198.20.0.0 223.255.255.255
		2a00:1450:4001::1 2606:4700::1111 2001:200::1 2003::1`) {
		if !public(netip.MustParseAddr(s)) {
			t.Errorf("%s is on the internet", s)
		}
	}
	for _, s := range strings.Fields(`0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.255 168.63.129.16 169.254.169.254
		172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1
		224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::a00:1 100::1
		2001::1 2001:0:4136:e378::1 2001:10::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1`) {
		if public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not on the internet", s)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://voorbeeld.nl/a", "//x", "webcal://a:b@[fe80::1%25eth0]/", "?", "../b", "http:\\\\x", "https://é.nl", "http://0x7f.1/"} {
		f.Add(s)
	}
	base := &url.URL{Scheme: "https", Host: "voorbeeld.nl", Path: "/a/b"}
	f.Fuzz(func(t *testing.T, s string) {
		if u, err := address(s); err == nil {
			if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil && u.Scheme != "https" {
				t.Errorf("%q", u)
			}
			if _, err := http.NewRequest(http.MethodGet, u.String(), nil); err != nil {
				t.Errorf("%q: %v", u, err)
			}
		}
		if u, err := redirect(base, s); err == nil && (u.Scheme != "https" || u.Hostname() == "" || u.User != nil) {
			t.Errorf("%q", u)
		}
	})
}

// An address that the standard library knows to be no global one is not public either, in whatever clothes it comes.
func FuzzPublic(f *testing.F) {
	for _, s := range []string{"10.0.0.1", "::ffff:10.0.0.1", "2002:a00:1::", "64:ff9b::a00:1", "fe80::1%eth0", "8.8.8.8", "::ffff:8.8.8.8"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := netip.ParseAddr(s)
		if err != nil {
			return
		}
		a = a.Unmap().WithZone("")
		local := a.IsPrivate() || a.IsLoopback() || a.IsMulticast() || a.IsUnspecified() || a.IsLinkLocalUnicast() || !a.IsGlobalUnicast()
		err = Request{}.judge("x", net.JoinHostPort(s, "80"))
		if local && (public(a) || err == nil) || public(a) != (err == nil) {
			t.Errorf("%s", a)
		}
		if !(Request{Allowed: []string{a.String()}}).allows("x", a) || (Request{}).allows(a.String(), a) {
			t.Errorf("%s", a)
		}
	})
}

func FuzzState(f *testing.F) {
	f.Add([]byte(`{"feed":"a","etag":"\"1\"","last_modified":"x","hash":"b","failed_since":"2026-10-03T09:30:00+02:00"}`))
	f.Add([]byte(`{"etag":"a\r\nHost: b"}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := parseState(data)
		h := http.Header{"Etag": {s.ETag}, "Last-Modified": {s.LastModified}}
		if err := h.Write(io.Discard); err != nil || strings.ContainsAny(s.ETag+s.LastModified, "\r\n\x00") {
			t.Errorf("%+v", s)
		}
		moment(s.FailedSince)
		dir := t.TempDir()
		if err := s.save(dir); err != nil {
			t.Fatal(err)
		}
	})
}
