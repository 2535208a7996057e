package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mijnopladers.nl/opladers/tools/build"
	"mijnopladers.nl/opladers/tools/host"
	"mijnopladers.nl/opladers/tools/notice"
)

const (
	firstPort = 1313
	portTries = 20
)

func (a *app) serveCommand() *cobra.Command {
	var lan, noCollect bool
	var port int
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Maakt de site en laat hem zien op deze computer",
		Long:    "Maakt de site en laat hem zien op deze computer. Stop met Ctrl-C.",
		Example: "  opladers serve\n  opladers serve --lan",
		Args:    atMost(0, "Noem de map van de site met --site."),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.dryRun {
				return usageError{"--dry-run kan niet bij opladers serve."}
			}
			cfg, err := a.config()
			if err != nil {
				return err
			}
			codec, end := a.codec()
			defer end()
			later, err := a.build(cmd.Context(), cfg, build.Options{Codec: codec, Later: true}, noCollect)
			if err != nil && !errors.Is(err, errPartial) {
				return err
			}
			return a.serve(cmd.Context(), filepath.Join(cfg.Dir, build.PublicDir), later, port, lan)
		},
	}
	cmd.Flags().BoolVar(&lan, "lan", false, "ook voor andere toestellen in dit netwerk, zoals uw telefoon")
	cmd.Flags().BoolVar(&noCollect, "no-collect", false, "haal niets op: gebruik wat in content/ staat")
	cmd.Flags().IntVar(&port, "port", firstPort, "het `NUMMER` van de poort; is die bezet, dan de volgende")
	return cmd
}

// serve shows a folder until ctx ends. Photos that are not in it yet are made when a browser asks for them, and the rest
// meanwhile.
func (a *app) serve(ctx context.Context, dir string, later *build.Later, port int, lan bool) error {
	interfaces := "127.0.0.1"
	if lan {
		interfaces = ""
	}
	listener, err := listen(interfaces, port)
	if err != nil {
		return err
	}
	site := os.DirFS(dir)
	server := &http.Server{Handler: host.Headers(site, photosLater(ctx, later, host.Files(site))), ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(end) // what is still open after a second is cut off
	})
	defer stopped()
	number := listener.Addr().(*net.TCPAddr).Port
	fmt.Fprintf(a.stdout, "De site staat op http://localhost:%d/  (stop met Ctrl-C)\n", number)
	if lan {
		for _, ip := range ownAddresses() {
			fmt.Fprintf(a.stdout, "In dit netwerk: http://%s/\n", net.JoinHostPort(ip, strconv.Itoa(number)))
		}
	}
	finished := make(chan error, 1)
	go func() { finished <- later.Finish(ctx) }()
	defer func() {
		if err := <-finished; err != nil && ctx.Err() == nil {
			fmt.Fprintf(a.stderr, "Niet alle foto's zijn gemaakt: %v\n", err)
		}
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// photosLater serves the photos that the site lacks still, and leaves the rest to next. A photo is made for all who ask, so
// not within the context of one request.
func photosLater(ctx context.Context, later *build.Later, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, ok := strings.CutPrefix(r.URL.Path, "/"+build.PhotoDir+"/"); ok {
			if file, err := later.File(ctx, name); err == nil && file != "" {
				http.ServeFile(w, r, file)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// listen takes the first free port from port on.
func listen(host string, port int) (net.Listener, error) {
	var first error
	for p := port; p < port+portTries && p < 1<<16; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, notice.Refuse(fmt.Sprintf("Er is geen vrije poort vanaf %d (%v).", port, first), "Kies een andere met --port.")
}

// ownAddresses lists this machine's addresses in its local network.
func ownAddresses() []string {
	var out []string
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	for _, address := range addresses {
		if n, ok := address.(*net.IPNet); ok && n.IP.IsPrivate() && n.IP.To4() != nil {
			out = append(out, n.IP.String())
		}
	}
	return out
}
