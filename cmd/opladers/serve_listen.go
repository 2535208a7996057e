package main

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"time"

	"mijnopladers.nl/opladers/tools/notice"
)

const (
	firstPort = 1313
	portTries = 20
)

// listen takes the first free port from port on: on both loopback addresses, because a browser that is told localhost tries the one and
// then the other, and else may find another program there; or, for lan, on all addresses.
func listen(lan bool, port int) ([]net.Listener, error) {
	var first error
	for p := port; p < port+portTries && p < 1<<16; p++ {
		listeners, err := listenOn(lan, p)
		if err == nil {
			return listeners, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, notice.Refuse(fmt.Sprintf("Er is geen vrije poort vanaf %d (%v).", port, first), "Kies een andere met --port.")
}

func listenOn(lan bool, port int) ([]net.Listener, error) {
	number := strconv.Itoa(port)
	four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", number))
	if err != nil {
		return nil, err
	}
	number = strconv.Itoa(four.Addr().(*net.TCPAddr).Port)
	out := []net.Listener{four}
	six := net.JoinHostPort("::1", number)
	if l, err := net.Listen("tcp6", six); err == nil {
		out = append(out, l)
	} else if conn, dialErr := net.DialTimeout("tcp6", six, time.Second); dialErr == nil { // not for want of IPv6
		conn.Close()
		four.Close()
		return nil, err
	}
	if !lan {
		return out, nil
	}
	// Some systems would share the port of another program with us: so first the loopback, which would not.
	for _, l := range out {
		l.Close()
	}
	all, err := net.Listen("tcp", net.JoinHostPort("", number))
	if err != nil {
		return nil, err
	}
	return []net.Listener{all}, nil
}

// announce says where the site is. Asked is the port that was asked for.
func announce(w io.Writer, listeners []net.Listener, asked int) {
	port := listeners[0].Addr().(*net.TCPAddr).Port
	site := fmt.Sprintf("http://localhost:%d/", port)
	if asked != 0 && port != asked {
		fmt.Fprintf(w, "Poort %d is bezet. De site staat nu op %s  (stop met Ctrl-C)\n", asked, site)
	} else {
		fmt.Fprintf(w, "De site staat op %s  (stop met Ctrl-C)\n", site)
	}
}

// announceLAN says where the site is for others in this network: the likeliest address first, which is a picture too when w shows
// colours.
func announceLAN(w io.Writer, listeners []net.Listener, addresses []netip.Addr, colours bool) {
	if len(addresses) == 0 {
		fmt.Fprintln(w, "Deze computer zit nu in geen netwerk. Zet wifi aan, en start opladers serve opnieuw.")
		return
	}
	port := uint16(listeners[0].Addr().(*net.TCPAddr).Port)
	for i, ip := range addresses {
		address := fmt.Sprintf("http://%s/", netip.AddrPortFrom(ip, port))
		if i > 0 {
			fmt.Fprintf(w, "Lukt dat niet? Probeer %s\n", address)
			continue
		}
		fmt.Fprintf(w, "Op uw telefoon, in hetzelfde netwerk: %s\n", address)
		if picture, err := picture(address); colours && err == nil {
			fmt.Fprintf(w, "Of richt de camera van uw telefoon hierop:\n\n%s\n", picture)
		}
	}
	fmt.Fprintln(w, "Iedereen in dit netwerk kan nu meekijken.")
}
