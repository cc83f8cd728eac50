// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"hearsay"
	"hearsay/account"
	"hearsay/admit"
	"hearsay/assist"
	"hearsay/search"
)

func mcpCommand() command {
	return command{
		name: "mcp", args: "[--listen HOST:PORT]", short: "answer AI assistants about a library (Model Context Protocol)",
		long: `Answers an AI assistant that starts this command, over standard input and output, or
several on this machine with --listen, over HTTP. Tools: trace, compare, story,
quote_variants, search. They only read: nothing is written, and no address is
fetched, whatever a question or an article says. Text of articles is marked as
quoted material. Over HTTP, a library that has accounts asks for a token (hearsay tokens)
with the scopes read and trace. Set-up for usual assistants: doc/mcp.md.`,
		example: "hearsay mcp --library news\nhearsay mcp --library news --listen 127.0.0.1:8118",
		flags: func(c *call) {
			c.libraryFlag()
			c.StringVar(&c.listen, "listen", "", "serve HTTP at this loopback `host:port` instead of standard input and output")
		},
		run: runMCP,
	}
}

func runMCP(ctx context.Context, p *program, c *call) error {
	if c.NArg() > 0 {
		return usage("%q: this command takes flags only", c.Arg(0))
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	opt := assist.Options{Version: version(), Log: slog.New(slog.NewTextHandler(p.stderr, nil))}
	if c.listen == "" {
		// Messages go out as they are: the protocol escapes what could steer a terminal.
		return assist.Serve(ctx, engine, opt, io.NopCloser(p.stdin), unclosed{p.plain})
	}
	return p.serveMCP(ctx, c, engine, opt)
}

// serveMCP answers assistants over HTTP until ctx is done. A library that has accounts
// asks for tokens, also on this machine.
func (p *program) serveMCP(ctx context.Context, c *call, engine *search.Engine, opt assist.Options) error {
	listener, err := listen(ctx, c.listen, false)
	if err != nil {
		return err
	}
	defer listener.Close() // when something keeps it from being served
	on, err := c.access.accountsOn(ctx, engine.Dir())
	if err != nil {
		return err
	}
	if on {
		gate, accounts, err := p.openGate(ctx, c, false)
		if err != nil {
			return err
		}
		defer accounts.Close()
		opt.Admit = func(ctx context.Context, token string) error { return mayAsk(ctx, gate, token) }
	}
	server := serverOf(ctx, assist.Handler(engine, opt))
	fmt.Fprintf(p.stdout, "http://%s/mcp\n", listener.Addr())
	fmt.Fprintln(p.stderr, "Press Ctrl-C to end. Nothing leaves this machine.")
	return serveUntilDone(ctx, server, listener)
}

// mayAsk says whether a token lets a program use the tools.
func mayAsk(ctx context.Context, gate *admit.Gate, token string) error {
	v, err := gate.ByToken(ctx, account.Given(token))
	if err != nil {
		return err
	}
	if !v.Rights.Has(account.Read) || !v.Rights.Has(account.Trace) {
		return fmt.Errorf("%w: the token has not the scopes read and trace", hearsay.ErrRefused)
	}
	return nil
}

// unclosed is a writer that stays open when a conversation ends.
type unclosed struct{ io.Writer }

// Close implements io.Closer.
func (unclosed) Close() error { return nil }
