// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/alert"
	"hearsay/store"
	"hearsay/wire"
)

func (p *program) addAlert(ctx context.Context, c *call, a *alerting) error {
	w := alert.Wish{Title: c.called, Targets: c.alert.targets}
	for i := range w.Targets {
		if w.Targets[i].Kind == hearsay.Mail {
			w.Targets[i].Rhythm = hearsay.Rhythm(c.alert.digest)
		}
	}
	var err error
	if w.Asks, err = p.question(ctx, c, a); err != nil {
		return err
	}
	added, err := a.desk.Add(ctx, w)
	if err != nil {
		return err
	}
	targets, err := a.book.Targets(ctx, added.ID)
	if err != nil {
		return err
	}
	if c.json {
		secrets := map[string]string{} // shown this once
		for address, s := range added.Secrets {
			secrets[address] = s.Reveal()
		}
		err = printIndented(p, struct {
			Alert   wire.Alert        `json:"alert"`
			Secrets map[string]string `json:"secrets"`
		}{wire.NewAlert(&added.Alert, targets), secrets})
	} else {
		fmt.Fprintf(p.stdout, "%d\n", added.ID)
		fmt.Fprintf(p.stderr, "Alert %d, “%s”, looks at what comes to the library from now on.\n", added.ID, added.Title)
		p.showSecrets(added.Secrets)
	}
	if err == nil && c.alert.feed {
		err = p.feedOf(ctx, c, a, added.ID)
	}
	return err
}

// showSecrets prints the secrets that sign what webhooks receive.
func (p *program) showSecrets(secrets map[string]account.Secret) {
	for address, s := range secrets {
		fmt.Fprintf(p.stderr, "What is posted to %s is signed with this secret, which is shown this once:\n", address)
		fmt.Fprintln(p.stdout, s.Reveal())
	}
}

// question reads what an alert is to ask.
func (p *program) question(ctx context.Context, c *call, a *alerting) (q hearsay.Question, err error) {
	q.Kind = hearsay.AlertKind(c.Arg(1))
	what := strings.Join(c.Args()[2:], " ")
	switch q.Kind {
	case hearsay.AlertTrace:
		return p.traceQuestion(ctx, c, what)
	case hearsay.AlertSearch:
		q.Query = what
	case hearsay.AlertSpeaker, hearsay.AlertOutlet:
		q.Name = what
	case hearsay.AlertQuotation:
		first, number, _ := strings.Cut(what, "-")
		id, bad := hearsay.ParseID[hearsay.Article](first)
		if n, err := strconv.Atoi(number); err == nil && bad == nil {
			q.Article, q.Number = id, n
		} else {
			q.Text = what
		}
	default:
		return q, usage("%q: trace, search, speaker, outlet or quotation", c.Arg(1))
	}
	return q, nil
}

func (p *program) traceQuestion(ctx context.Context, c *call, what string) (hearsay.Question, error) {
	q := hearsay.Question{Kind: hearsay.AlertTrace, MinWords: c.minWords}
	if id, err := hearsay.ParseID[hearsay.Article](what); err == nil {
		q.Article = id
		return q, nil
	}
	r, err := p.readPage(ctx, c, what)
	if err != nil {
		return q, err
	}
	q.Text = r.Article.Text
	return q, nil
}

// mailServer says by which server mail is sent, or shows it.
func (p *program) mailServer(ctx context.Context, c *call, a *alerting) error {
	if c.alert.server == "" {
		if c.from != "" || c.alert.user != "" || c.fromStdin {
			return usage("--from, --user and --password-stdin go with --server")
		}
		return p.showMail(ctx, c, a)
	}
	var m store.MailServer
	var err error
	if m.Server, err = alert.ParseMailServer(c.alert.server); err != nil {
		return err
	}
	if m.From, err = alert.ParseMailAddress(c.from); err != nil {
		return fmt.Errorf("--from: %w", err)
	}
	if m.User = c.alert.user; (m.User == "") == c.fromStdin {
		return usage("give --user with --password-stdin, or neither")
	}
	var password string
	if c.fromStdin {
		line, err := bufio.NewReader(io.LimitReader(p.stdin, 4096)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read the password: %w", err)
		}
		if password = strings.TrimRight(line, "\r\n"); password == "" {
			return usage("--password-stdin: there is no line on standard input")
		}
	}
	if err := a.book.SetMail(ctx, m); err != nil {
		return err
	}
	if password != "" {
		if err := a.book.SetSecret(ctx, store.MailSecret, m.Account(), account.Given(password)); err != nil {
			return err
		}
	}
	return done(p, nil, "Mail is sent by %s as %s. Try it with: hearsay alerts test ID", m.Server, m.From)
}

func (p *program) showMail(ctx context.Context, c *call, a *alerting) error {
	m, err := a.book.Mail(ctx)
	if err != nil {
		return fmt.Errorf("%w; say by which server with: hearsay alerts mail --server smtp://HOST --from ADDRESS --user NAME --password-stdin", err)
	}
	_, err = a.book.Secret(ctx, store.MailSecret, m.Account())
	has := err == nil
	if err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return err
	}
	if c.json {
		return printIndented(p, struct {
			Server   string `json:"server"`
			User     string `json:"user"`
			From     string `json:"from"`
			Password bool   `json:"password"`
		}{m.Server, m.User, m.From, has})
	}
	fmt.Fprintf(p.stdout, "%s as %s%s\n", m.Server, m.From, inBrackets(m.User))
	if m.User != "" && !has {
		fmt.Fprintln(p.stderr, "The password is not on this machine; give it again.")
	}
	return nil
}
