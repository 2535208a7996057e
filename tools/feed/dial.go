package feed

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"
)

// global is where IPv6 addresses of the internet are. All else (loopback, private, link-local, multicast, IPv4 in IPv6, NAT64) is
// outside it.
var global = netip.MustParsePrefix("2000::/3")

// special are the networks that are not on the internet, or lead elsewhere than they say: of the registries of special-purpose
// addresses of IANA (RFC 6890 and later), of class D and E, and one of a cloud.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
	"100.64.0.0/10",                      // of providers (CGNAT), and of metadata at Alibaba
	"169.254.0.0/16", "168.63.129.16/32", // link-local with the metadata of most clouds, and of Azure
	"192.0.0.0/24", "192.88.99.0/24", // protocols, with the metadata of Oracle; relays of 6to4
	"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", // documentation, benchmarks
	"224.0.0.0/3",            // multicast, reserved, broadcast
	"2001::/23", "2002::/16", // protocols, with Teredo; 6to4
	"2001:db8::/32", "3fff::/20", // documentation
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// public reports an address on the internet.
func public(a netip.Addr) bool {
	return (a.Is4() || global.Contains(a)) && !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// allows reports whether an address that is not public may be used, for this host.
func (r Request) allows(host string, a netip.Addr) bool {
	return slices.ContainsFunc(r.Allowed, func(s string) bool {
		if p, err := netip.ParsePrefix(s); err == nil {
			return p.Contains(a)
		}
		if b, err := netip.ParseAddr(s); err == nil {
			return b.Unmap() == a
		}
		return strings.EqualFold(strings.TrimSuffix(s, "."), strings.TrimSuffix(host, "."))
	})
}

// dial connects to a host, at an address that is public or allowed.
func (r Request) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: r.wait(), Control: func(_, at string, _ syscall.RawConn) error { return r.judge(host, at) }}
	return d.DialContext(ctx, network, addr)
}

// judge says whether a host may be visited at this address and port.
func (r Request) judge(host, at string) error {
	port, err := netip.ParseAddrPort(at)
	if a := port.Addr().Unmap().WithZone(""); err != nil || !public(a) && !r.allows(host, a) {
		r.hint = "" // this one holds for whatever is there
		return r.refuse("is niet opgehaald: "+host+" staat in een eigen netwerk en niet op internet",
			"Klopt het adres? Laat de beheerder "+host+" dan in config.toml zetten bij netwerken.")
	}
	return nil
}
