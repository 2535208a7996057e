package main

import (
	"cmp"
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"rsc.io/qr"
)

// noNeighbours are the names of network interfaces behind which there is no phone: containers, virtual machines, tunnels.
var noNeighbours = regexp.MustCompile(`(?i)^(docker|podman|br-|veth|virbr|lxc|lxd|cni|flannel|cali|vmnet|vboxnet|tun|tap|utun|wg|tailscale|zt|ham|vethernet|virtualbox|vmware|hyper-v)`)

// link is an address of a network interface.
type link struct {
	name  string
	flags net.Flags
	addr  netip.Prefix
}

// ownAddresses lists this computer's addresses at which a phone in the same network finds it, the likeliest first.
func ownAddresses() []netip.Addr {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var links []link
	for _, i := range interfaces {
		addresses, _ := i.Addrs()
		for _, a := range addresses {
			if prefix, err := netip.ParsePrefix(a.String()); err == nil {
				links = append(links, link{i.Name, i.Flags, prefix})
			}
		}
	}
	return reachable(links, routed())
}

// reachable chooses the private IPv4 addresses of interfaces that are up and real. First comes the one that leads to the internet:
// that is the network that the phone is in too. Without a private address it is all there is.
func reachable(links []link, routed netip.Addr) []netip.Addr {
	var out []netip.Addr
	for _, l := range links {
		ip := l.addr.Addr()
		if ip.Is4() && ip.IsPrivate() && l.flags&net.FlagUp != 0 && l.flags&(net.FlagLoopback|net.FlagPointToPoint) == 0 && !noNeighbours.MatchString(l.name) {
			out = append(out, ip)
		}
	}
	if len(out) == 0 && routed.IsValid() && !routed.IsLoopback() {
		return []netip.Addr{routed}
	}
	first := func(ip netip.Addr) int {
		if ip == routed {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b netip.Addr) int { return cmp.Compare(first(a), first(b)) })
	return out
}

// routed is the address from which this computer would send to the internet. Nothing is sent: a socket of UDP only chooses its way. The
// other end is an address that is nobody's (RFC 5737).
func routed() netip.Addr {
	conn, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return netip.Addr{}
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).AddrPort().Addr()
}

const (
	// quiet is how many white modules there are around a QR code (ISO/IEC 18004), so that it can be found.
	quiet = 4
	// Black on white whatever the colours of the terminal are: of the 256 colours these two are fixed.
	ink, plain = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
)

// picture draws an address as a QR code for a terminal, two rows of modules a line.
func picture(address string) (string, error) {
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString("  " + ink)
		for x := -quiet; x < code.Size+quiet; x++ {
			switch top, bottom := code.Black(x, y), code.Black(x, y+1); {
			case top && bottom:
				b.WriteRune('█')
			case top:
				b.WriteRune('▀')
			case bottom:
				b.WriteRune('▄')
			default:
				b.WriteRune(' ')
			}
		}
		b.WriteString(plain + "\n")
	}
	return b.String(), nil
}
