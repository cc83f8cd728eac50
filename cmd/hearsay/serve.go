// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/internal/sample/filled"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/web"
)

// defaultListen is where the reading room is, unless another place is given.
const defaultListen = "127.0.0.1:8117"

func serveFlags(c *call) {
	c.StringVar(&c.listen, "listen", "", "the `host:port` to serve at (default "+defaultListen+")")
	c.BoolVar(&c.noOpen, "no-open", false, "do not open a browser")
}

func demoCommand() command {
	return command{
		name: "demo", args: "", short: "see it work on a small invented library",
		long: `Makes a library of 61 invented articles in a temporary folder, and serves its
reading room on this machine. --once traces the sample passage on the terminal
instead.`,
		example: "hearsay demo",
		flags: func(c *call) {
			serveFlags(c)
			c.jsonFlag()
			c.BoolVar(&c.once, "once", false, "trace the sample passage, print the answer, and exit")
		},
		run: runDemo,
	}
}

func runDemo(ctx context.Context, p *program, c *call) error {
	dir, err := os.MkdirTemp("", "hearsay-demo-")
	if err != nil {
		return fmt.Errorf("make the sample library: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := filled.Library(ctx, dir); err != nil {
		return fmt.Errorf("make the sample library: %w", err)
	}
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer engine.Close()
	if !c.once {
		return p.serveSample(ctx, c, engine)
	}
	t, err := engine.Trace(ctx, search.Request{Text: sample.Query()})
	if err != nil {
		return err
	}
	if !c.json {
		fmt.Fprintf(p.stdout, "The passage, as somebody posted it:\n%s\n\n", wrap(sample.Query(), "  ", 80))
	}
	return p.printTrace(ctx, c, engine, t)
}

// serveSample serves the sample library, which the pages can tell from what is added
// to it.
func (p *program) serveSample(ctx context.Context, c *call, engine *search.Engine) error {
	opt := web.Options{DemoQuery: sample.Query()}
	briefs, _, err := engine.Latest(ctx, 0, sampleSize)
	if err != nil {
		return err
	}
	opt.Sample = briefs
	return p.serve(ctx, c, engine, opt)
}

// sampleSize is more than the sample library has.
const sampleSize = 1000

func serveCommand() command {
	return command{
		name: "serve", args: "", short: "read a library in the browser",
		long: `Serves the reading room of a library. The first line printed is its address. On this
machine alone it is one person's, and nobody logs in. For several people give
--accounts: the address at which the first admin is made is printed; it works once.
Addresses that other machines reach are served with accounts only. Once a library
has an admin, it always asks who comes. More: doc/accounts.md.

With --readonly nothing can be changed: a library that somebody else writes to on this
machine, or one that is published (hearsay publish), whose next edition is shown
some seconds after it was made; on any number of machines at once. Accounts of a
published library are kept on the machine that serves: --accounts-dir. More:
doc/serving.md.`,
		example: "hearsay serve --library news\nhearsay serve --readonly --library /mnt/shared/news",
		flags: func(c *call) {
			c.libraryFlag()
			serveFlags(c)
			accessFlags(c)
			c.BoolVar(&c.watch, "watch", false, "watch the library's sources meanwhile, as hearsay watch does")
			c.StringVar(&c.folders, "folders", "", "with accounts: admins may have `folders` of this machine watched, those and what is below them, with commas")
			egressFlags(c)
			metricsFlags(c)
			readOnlyFlags(c)
		},
		run: func(ctx context.Context, p *program, c *call) error {
			if err := c.readOnly.check(c.watch); err != nil {
				return err
			}
			dir, err := p.libraryDir(c)
			if err != nil {
				return err
			}
			if c.readOnly.on {
				return p.serveReadOnly(ctx, c, dir)
			}
			if isPublished(dir) {
				return usage("%s is a published library, which can only be read: give --readonly", dir)
			}
			if c.access.accounts, err = c.access.accountsOn(ctx, dir); err != nil {
				return err
			}
			if err := errors.Join(c.access.check(c.listen, c.access.accounts), c.checkWatch()); err != nil {
				return err
			}
			engine, err := p.openOrMake(ctx, c)
			if err != nil {
				return err
			}
			defer engine.Close()
			return p.serve(ctx, c, engine, web.Options{})
		},
	}
}

// openOrMake opens the library of a call, making an empty one where there is none:
// its pages take what is to be added.
func (p *program) openOrMake(ctx context.Context, c *call) (*search.Engine, error) {
	engine, err := p.openEngine(ctx, c)
	if !errors.Is(err, hearsay.ErrNotFound) {
		return engine, err
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return nil, err
	}
	if err := p.emptyLibrary(ctx, dir); err != nil {
		return nil, err
	}
	return search.Open(ctx, dir)
}

// place is where pages are served.
type place struct {
	listener net.Listener
	address  *url.URL // that people see
	host     string
}

// place takes the place that a call names, and says in opt what comes of it. The listener is
// the caller's to close.
func (p *program) place(ctx context.Context, c *call, opt *web.Options) (at place, err error) {
	if at.listener, err = listen(ctx, c.listen, c.access.accounts); err != nil {
		return at, err
	}
	host, port, err := net.SplitHostPort(at.listener.Addr().String())
	if err == nil {
		at.host = host
		at.address, err = c.access.public(host, port)
	}
	if err != nil {
		return at, errors.Join(err, at.listener.Close())
	}
	opt.Version, opt.Public = version(), c.access.strangers == "passages"
	opt.Hosts = append(opt.Hosts, at.address.Hostname(), host)
	opt.Log = slog.New(slog.NewTextHandler(p.stderr, nil))
	return at, nil
}

// serverOf makes a server of a handler. Requests that are under way when ctx is done end by
// themselves.
func serverOf(ctx context.Context, h http.Handler) *http.Server {
	server := &http.Server{Handler: h, BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) }}
	web.SetTimeouts(server)
	return server
}

// serve answers requests until ctx is done.
func (p *program) serve(ctx context.Context, c *call, engine *search.Engine, opt web.Options) error {
	at, err := p.place(ctx, c, &opt)
	if err != nil {
		return err
	}
	defer at.listener.Close() // when something keeps it from being served
	gate, err := p.gate(c)
	if err != nil {
		return err
	}
	alerts, err := p.alertsBeside(ctx, c, engine, at.address, opt.Log)
	if err != nil {
		return err
	}
	defer alerts.Close()
	opt.Alerts, opt.Book = alerts.desk, alerts.book
	if opt.Sources, err = watch.OpenRoster(ctx, engine.Dir(), gate, p.now); err != nil {
		return err
	}
	defer opt.Sources.Close()
	if opt.Notes, err = store.OpenNotes(ctx, engine.Dir()); err != nil {
		return err
	}
	defer opt.Notes.Close()
	opt.Watching = c.watch
	opt.Folders = strings.FieldsFunc(c.folders, func(r rune) bool { return r == ',' })
	if opt.Desk, err = job.Open(engine.Dir(), job.Options{Gate: gate, Patience: c.patience(), Changed: alerts.Added}); err != nil {
		return err
	}
	defer opt.Desk.Close()
	fmt.Fprintln(p.stdout, at.address)
	if c.access.accounts {
		accounts, err := p.admitting(ctx, c, engine.Dir(), at.address, &opt)
		if err != nil {
			return err
		}
		defer accounts.Close()
		c.access.warn(p, at.host)
	}
	listener, err := c.access.encrypt(at.listener)
	if err != nil {
		return err
	}
	server := serverOf(ctx, web.New(engine, opt))
	if err := alerts.tell(ctx, p, c.watch); err != nil { // before anything leaves
		return err
	}
	endWatch, err := p.watchBeside(ctx, c, engine.Dir(), opt.Log, alerts.Added)
	if err != nil {
		return err
	}
	defer endWatch()
	defer alerts.beside(ctx)()
	if !c.noOpen {
		p.openBrowser(at.address.String())
	}
	return serveUntilDone(ctx, server, listener)
}

// serveUntilDone answers requests until ctx is done, and those that are under way then.
func serveUntilDone(ctx context.Context, server *http.Server, listener net.Listener) error {
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return server.Shutdown(last)
}

// listen opens the address to serve at. When none was asked for and the usual
// port is taken, any free one will do. Other machines reach it with accounts only.
func listen(ctx context.Context, address string, accounts bool) (net.Listener, error) {
	var config net.ListenConfig
	if address == "" {
		l, err := config.Listen(ctx, "tcp", defaultListen)
		if errors.Is(err, syscall.EADDRINUSE) {
			l, err = config.Listen(ctx, "tcp", "127.0.0.1:0")
		}
		if err != nil {
			return nil, fmt.Errorf("serve: %w", err)
		}
		return l, nil
	}
	if err := mayListen(address, accounts); err != nil {
		return nil, err
	}
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("serve: %w; choose another port with --listen", err)
	}
	return l, nil
}

// openBrowser opens the address when there is a desktop to do so. That it could
// not is no error: the address was printed.
func (p *program) openBrowser(address string) {
	var cmd *exec.Cmd
	switch {
	case runtime.GOOS == "darwin":
		cmd = exec.Command("open", address)
	case runtime.GOOS == "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	case p.env("DISPLAY") != "" || p.env("WAYLAND_DISPLAY") != "":
		cmd = exec.Command("xdg-open", address)
	default:
		return
	}
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
