package live

import (
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
)

// hostAllowed reports whether the request is for this server, by the name that its sender uses: localhost, a loopback address, or the
// address of this computer that it came in at, with the port.
func hostAllowed(r *http.Request) bool {
	local, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	if !ok {
		return false
	}
	name, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		name, port = strings.Trim(r.Host, "[]"), "80"
	}
	if port != strconv.Itoa(local.Port) {
		return false
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && (ip.Unmap().IsLoopback() || ip.Unmap() == local.AddrPort().Addr().Unmap().WithZone(""))
}

// sameOrigin reports whether a page of this server asks, or a person who typed the address. Browsers say so; what says nothing is no
// page of another site that can read the answer.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := r.Header.Get("Origin")
	return origin == "" || origin == "http://"+r.Host
}
