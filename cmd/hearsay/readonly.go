// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"hearsay/follow"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
)

// readOnly is how a library is served that is written to elsewhere: the flags of it.
type readOnly struct {
	on       bool
	accounts string
	every    time.Duration
}

// usualLook is how often a server looks for a new edition.
const usualLook = 10 * time.Second

func readOnlyFlags(c *call) {
	r := &c.readOnly
	c.BoolVar(&r.on, "readonly", false, "only read: the library is written to by others, or published (hearsay publish)")
	c.StringVar(&r.accounts, "accounts-dir", "", "with --readonly: the accounts are in this `folder` of this machine, and everybody logs in")
	c.DurationVar(&r.every, "look-every", usualLook, "with --readonly: how often to look for a new edition (a `time`)")
}

func (r *readOnly) check(watch bool) error {
	switch {
	case !r.on && (r.accounts != "" || r.every != usualLook):
		return usage("--accounts-dir and --look-every go with --readonly")
	case r.on && watch:
		return usage("--watch adds to the library, and --readonly changes nothing: run hearsay watch where the library is written to")
	case r.every <= 0:
		return usage("--look-every takes a time such as 10s")
	}
	return nil
}

// isPublished reports whether a library is published in dir.
func isPublished(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, store.PublishedName))
	return err == nil
}

// serveReadOnly serves the library in dir, or the one published there, until ctx is done.
func (p *program) serveReadOnly(ctx context.Context, c *call, dir string) error {
	accounts, err := c.accountsBeside(ctx, dir)
	if err != nil {
		return err
	}
	if err := c.access.check(c.listen, c.access.accounts); err != nil {
		return err
	}
	var opt web.Options
	at, err := p.place(ctx, c, &opt)
	if err != nil {
		return err
	}
	defer at.listener.Close() // when something keeps it from being served
	if c.access.accounts {
		book, err := p.admitting(ctx, c, accounts, at.address, &opt)
		if err != nil {
			return err
		}
		defer book.Close()
		c.access.warn(p, at.host)
	}
	listener, err := c.access.encrypt(at.listener)
	if err != nil {
		return err
	}
	return p.read(ctx, c, dir, listener, at.address, opt)
}

// read answers requests until ctx is done.
func (p *program) read(ctx context.Context, c *call, dir string, listener net.Listener, address *url.URL, opt web.Options) (err error) {
	handler, end, err := p.reading(ctx, c, dir, opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	fmt.Fprintln(p.stdout, address)
	fmt.Fprintln(p.stderr, "Press Ctrl-C to end. Nothing leaves this machine, and nothing is changed.")
	if !c.noOpen {
		p.openBrowser(address.String())
	}
	server := serverOf(ctx, handler)
	return serveUntilDone(ctx, server, listener)
}

// accountsBeside is the folder with the accounts of a library that is served read-only.
// The accounts of a published one are with who serves it: it changes with each edition.
func (c *call) accountsBeside(ctx context.Context, dir string) (folder string, err error) {
	given := c.readOnly.accounts
	published := isPublished(dir)
	switch {
	case given != "":
		if err := os.MkdirAll(given, 0o700); err != nil {
			return "", fmt.Errorf("accounts: %w", err)
		}
		c.access.accounts = true
		return given, nil
	case published && c.access.accounts:
		return "", usage("a published library has no accounts: they are kept on the machine that serves it. Give a folder of this machine with --accounts-dir DIR (doc/serving.md)")
	case published:
		return "", mayListenReadOnly(c.listen)
	}
	c.access.accounts, err = c.access.accountsOn(ctx, dir)
	return dir, err
}

// mayListenReadOnly is mayListen for a published library, with what to do about it.
func mayListenReadOnly(address string) error {
	if mayListen(address, true) == nil && mayListen(address, false) != nil {
		return usage("--listen %s: only loopback addresses, such as 127.0.0.1, are served without accounts, since whoever reaches another one could read the library. Give a folder of this machine for accounts with --accounts-dir DIR, or have a proxy on this machine, which knows who comes, ask a loopback address (doc/serving.md)", address)
	}
	return nil
}

// reading opens what is to be served: the editions of a published library as they come,
// or a library as it is. End closes it, when nobody asks any more.
func (p *program) reading(ctx context.Context, c *call, dir string, opt web.Options) (handler http.Handler, end func() error, err error) {
	if isPublished(dir) {
		return p.following(ctx, c, dir, opt)
	}
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	opt.ReadOnly = &web.ReadOnly{}
	return web.New(engine, opt), engine.Close, nil
}

// following opens a published library, and looks for new editions until it is ended.
func (p *program) following(ctx context.Context, c *call, dir string, opt web.Options) (http.Handler, func() error, error) {
	var f *follow.Follower
	f, err := follow.Open(ctx, dir, follow.Options{
		Handler: func(e *follow.Edition) http.Handler {
			now := opt
			now.ReadOnly = &web.ReadOnly{Edition: e.Name, Made: e.Made, Problem: func() string { return f.Problem() }}
			return web.New(e.Engine, now)
		},
		Tell: func(edition, problem string) {
			if problem != "" {
				opt.Log.Warn("published library", "serving", edition, "problem", problem)
				return
			}
			opt.Log.Info("published library", "serving", edition)
		},
	})
	if err != nil {
		return nil, nil, err
	}
	looks := time.NewTicker(c.readOnly.every)
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f.Run(ctx, looks.C)
	}()
	return f, func() error {
		looks.Stop()
		cancel()
		<-ended
		return f.Close()
	}, nil
}
