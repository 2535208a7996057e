package main

import (
	"bytes"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What stands on the screen is the code, module by module, with its quiet zone.
func TestPicture(t *testing.T) {
	const address = "http://192.168.178.23:1313/"
	drawn, err := picture(address)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]bool // black
	for line := range strings.Lines(drawn) {
		line, ok := strings.CutPrefix(strings.TrimSpace(line), ink)
		line, closed := strings.CutSuffix(line, plain)
		if !ok || !closed {
			t.Fatalf("the colours of %q", line)
		}
		var top, bottom []bool
		for _, r := range line {
			top = append(top, r == '█' || r == '▀')
			bottom = append(bottom, r == '█' || r == '▄')
		}
		rows = append(rows, top, bottom)
	}
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < code.Size+2*quiet || len(rows[0]) != code.Size+2*quiet {
		t.Fatalf("%d rows of %d", len(rows), len(rows[0]))
	}
	for y, row := range rows {
		for x, black := range row {
			if black != code.Black(x-quiet, y-quiet) {
				t.Fatalf("module %d, %d", x, y)
			}
		}
	}
}

func TestReachable(t *testing.T) {
	const up = net.FlagUp | net.FlagBroadcast
	on := func(name, address string, flags net.Flags) link {
		return link{name, flags, netip.MustParsePrefix(address)}
	}
	got := reachable([]link{
		on("lo", "127.0.0.1/8", up|net.FlagLoopback),
		on("docker0", "172.17.0.1/16", up),
		on("br-3f2a", "172.18.0.1/16", up),
		on("vEthernet (WSL)", "172.20.0.1/20", up),
		on("utun3", "10.9.0.2/24", up|net.FlagPointToPoint),
		on("eth0", "203.0.113.9/24", up),
		on("eth1", "10.0.0.9/8", 0),
		on("eth2", "10.0.0.10/8", up),
		on("wlan0", "fe80::1/64", up),
		on("wlan0", "192.168.178.23/24", up),
	}, netip.MustParseAddr("192.168.178.23"))
	if want := []netip.Addr{netip.MustParseAddr("192.168.178.23"), netip.MustParseAddr("10.0.0.10")}; !slices.Equal(got, want) {
		t.Error(got)
	}
}

func TestAnnounceLAN(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, colours := range []bool{true, false} {
		var screen bytes.Buffer
		announceLAN(&screen, []net.Listener{l}, []netip.Addr{netip.MustParseAddr("192.168.1.2"), netip.MustParseAddr("10.0.0.9")}, colours)
		_, port, _ := net.SplitHostPort(l.Addr().String())
		for _, want := range []string{"http://192.168.1.2:" + port + "/\n", "Probeer http://10.0.0.9:" + port + "/\n"} {
			if !strings.Contains(screen.String(), want) {
				t.Errorf("no %q in %q", want, &screen)
			}
		}
		if got := strings.Contains(screen.String(), ink); got != colours {
			t.Errorf("a picture: %v", got)
		}
	}
}

// A port that another program has, on one loopback address even, is left to it.
func TestListen(t *testing.T) {
	for _, taken := range []string{"127.0.0.1:0", "[::1]:0"} {
		for _, lan := range []bool{false, true} {
			other, err := net.Listen("tcp", taken)
			if err != nil {
				t.Logf("no %s on this machine", taken)
				continue
			}
			port := other.Addr().(*net.TCPAddr).Port
			listeners, err := listen(lan, port)
			if err != nil {
				t.Fatal(err)
			}
			var screen bytes.Buffer
			announce(&screen, listeners, port)
			got := listeners[0].Addr().(*net.TCPAddr).Port
			if got == port || !strings.HasPrefix(screen.String(), "Poort ") || !strings.Contains(screen.String(), " is bezet. De site staat nu op http://localhost:") {
				t.Errorf("%s: %d, %q", taken, got, &screen)
			}
			for _, l := range append(listeners, other) {
				l.Close()
			}
		}
	}
}
