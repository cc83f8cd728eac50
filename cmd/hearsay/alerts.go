// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hearsay"
	"hearsay/alert"
	"hearsay/store"
	"hearsay/wire"
)

func alertsCommand() command {
	return command{
		name: "alerts", args: "[list | add KIND WHAT | check | show ID | pause ID | resume ID | remove ID | test ID | feed [ID] | revoke FEED | mail]", short: "be told what is new in the answer to a question",
		long: `Asks saved questions whenever the library grows, and tells what is new: in feeds, to
webhooks and by mail. Each thing is told once.
  list                       all alerts, and how they go (when nothing else is said)
  add trace FILE|ADDRESS|ID  who else has words of a text, or of an article
  add search QUERY           what else passes a query (hearsay help search)
  add speaker NAME|ID        where else somebody is quoted
  add outlet NAME            what else an outlet has, and where it links to first
  add quotation ARTICLE-N    who else has quotation N of an article, and in which words;
                             or the words themselves
  check                      ask now, and send what is due: for a timer, when neither
                             hearsay serve nor hearsay watch runs
  show, pause, resume, remove, test   one of them, by its number; test sends a test
  feed [ID]                  an address of its feed, or of that of all, that needs no
                             log-in; it is shown this once
  revoke FEED                makes such an address, by its number, mean nothing
  mail                       by which server mail is sent: with --server, --from, --user
An article that was found and changes is told of, and a story of one with an origin
more. More: doc/alerts.md.`,
		example: "hearsay alerts add search 'ferry in:quotation' --mail desk@news.example --digest daily --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			egressFlags(c)
			a := &c.alert
			c.BoolVar(&a.feed, "feed", false, "with add: print an address of its feed that needs no log-in")
			c.Func("webhook", "with add: post what is found to this `address` (may be given again)", func(s string) error {
				a.targets = append(a.targets, hearsay.Target{Kind: hearsay.Webhook, Address: s})
				return nil
			})
			c.Func("mail", "with add: send what is found to this `address` (may be given again)", func(s string) error {
				a.targets = append(a.targets, hearsay.Target{Kind: hearsay.Mail, Address: s})
				return nil
			})
			c.StringVar(&a.digest, "digest", "", "with --mail: gather what is found, and send it `hourly` or daily")
			c.StringVar(&c.called, "title", "", "with add: a `name` for it")
			c.IntVar(&c.minWords, "min-words", 0, "with add trace: shortest passage, in words (`n`)")
			c.StringVar(&a.server, "server", "", "with mail: the `address` of the server: smtp://HOST:587 or smtps://HOST:465")
			c.StringVar(&c.from, "from", "", "with mail: the sender (an `address` of mail)")
			c.StringVar(&a.user, "user", "", "with mail: who logs in to the server (a `name`)")
			c.BoolVar(&c.fromStdin, "password-stdin", false, "with mail: the password is the first line of standard input")
		},
		run: runAlerts,
	}
}

// alertFlags are those of the command alerts alone.
type alertFlags struct {
	feed                 bool
	targets              []hearsay.Target
	digest, server, user string
}

func runAlerts(ctx context.Context, p *program, c *call) error {
	todo, want := c.Arg(0), map[string]int{"": 0, "list": 1, "add": 3, "check": 1, "show": 2, "pause": 2, "resume": 2, "remove": 2, "test": 2, "feed": 2, "revoke": 2, "mail": 1}
	n, known := want[todo]
	switch {
	case !known:
		return usage("%q: list, add, check, show, pause, resume, remove, test, feed, revoke or mail", todo)
	case todo == "feed" && c.NArg() == 1:
	case todo == "add" && c.NArg() < n, todo != "add" && c.NArg() != n:
		return usage("%s takes %s", todo, []string{"", "nothing", "one number", "a kind and what is asked"}[n])
	case todo != "add" && (len(c.alert.targets) > 0 || c.alert.feed || c.called != "" || c.minWords != 0 || c.alert.digest != ""):
		return usage("--feed, --webhook, --mail, --digest, --title and --min-words go with add")
	case todo != "mail" && (c.alert.server != "" || c.from != "" || c.alert.user != "" || c.fromStdin):
		return usage("--server, --from, --user and --password-stdin go with mail")
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	if has, err := store.HasAlerts(dir); err != nil || !has && todo != "add" && todo != "mail" && todo != "feed" {
		return errors.Join(err, fmt.Errorf("library %s: %w: it has no alerts; add one with: hearsay alerts add KIND WHAT", dir, hearsay.ErrNotFound))
	}
	a, err := p.openAlerts(ctx, c, dir)
	if err != nil {
		return err
	}
	return errors.Join(p.alerts(ctx, c, a), a.Close())
}

func (p *program) alerts(ctx context.Context, c *call, a *alerting) error {
	switch c.Arg(0) {
	case "add":
		return p.addAlert(ctx, c, a)
	case "check":
		return p.checkAlerts(ctx, c, a)
	case "mail":
		return p.mailServer(ctx, c, a)
	case "", "list":
		return p.listAlerts(ctx, c, a)
	}
	id := int64(0)
	if text := c.Arg(1); text != "" {
		var err error
		if id, err = strconv.ParseInt(text, 10, 64); err != nil || id < 1 {
			return usage("%q is no number of one; see: hearsay alerts", text)
		}
	}
	switch c.Arg(0) {
	case "pause":
		return done(p, a.book.Pause(ctx, id), "Alert %d is paused.", id)
	case "resume":
		return done(p, a.desk.Resume(ctx, id), "Alert %d looks at what comes from now on; what it sends to is tried again.", id)
	case "remove":
		return done(p, a.desk.Remove(ctx, id), "Alert %d is removed, with all that it found.", id)
	case "test":
		return p.testAlert(ctx, c, a, id)
	case "feed":
		return p.feedOf(ctx, c, a, id)
	case "revoke":
		return done(p, a.book.RevokeFeed(ctx, id), "The address %d of a feed means nothing any more.", id)
	}
	return p.showAlert(ctx, c, a, id)
}

func (p *program) checkAlerts(ctx context.Context, c *call, a *alerting) error {
	r, err := a.desk.Check(ctx)
	if err != nil {
		return err
	}
	if err := a.desk.Deliver(ctx); err != nil {
		return err
	}
	if c.json {
		return printIndented(p, struct {
			Articles int      `json:"articles"`
			Events   int      `json:"events"`
			Problems []string `json:"problems"`
		}{r.Articles, r.Events, append([]string{}, r.Problems...)})
	}
	for _, problem := range r.Problems {
		fmt.Fprintln(p.stderr, problem)
	}
	fmt.Fprintf(p.stdout, "%s looked at; %s new\n", plural(r.Articles, "article"), plural(r.Events, "thing"))
	return nil
}

func (p *program) listAlerts(ctx context.Context, c *call, a *alerting) error {
	out, err := alert.List(ctx, a.book)
	if err != nil {
		return err
	}
	if c.json {
		return printIndented(p, out)
	}
	for i := range out.Alerts {
		p.printAlert(&out.Alerts[i])
	}
	return nil
}

// printAlert prints an alert in some lines.
func (p *program) printAlert(w *wire.Alert) {
	state := w.Kind
	if w.Paused {
		state += ", paused"
	}
	fmt.Fprintf(p.stdout, "%4d  %s (%s)\n", w.ID, w.Title, state)
	if w.Latest == nil {
		fmt.Fprintf(p.stdout, "      nothing new in this library since %s\n", w.Made.Format("2 Jan 2006 15:04 MST"))
	} else {
		fmt.Fprintf(p.stdout, "      %s found, the last one %s\n", thousands(w.Events), ago(p.now().Sub(*w.Latest)))
	}
	for _, t := range w.Targets {
		line := fmt.Sprintf("%s to %s, %s", t.Kind, t.To, t.Rhythm)
		switch {
		case t.Ended != "":
			line += ": " + t.Ended
		case t.Errors > 0:
			line += fmt.Sprintf(": %s in a row: %s", plural(t.Errors, "failure"), t.Problem)
			if t.Next != nil {
				line += "; next try " + until(t.Next.Sub(p.now()))
			}
		}
		fmt.Fprintf(p.stdout, "      %s\n", line)
	}
}

// maxShown is how many events and deliveries are printed; JSON has a thousand.
const maxShown = 20

func (p *program) showAlert(ctx context.Context, c *call, a *alerting, id int64) error {
	limit := maxShown
	if c.json {
		limit = 1000
	}
	page, err := alert.Page(ctx, a.book, id, 0, limit)
	if err != nil {
		return err
	}
	if c.json {
		return printIndented(p, page)
	}
	p.printAlert(&page.Alert)
	for _, e := range page.Found {
		fmt.Fprintf(p.stdout, "\n%s  %s\n", e.At.Format("2006-01-02 15:04"), e.Says)
		if e.Title != "" {
			fmt.Fprintf(p.stdout, "  %s\n", e.Title)
		}
		for _, why := range e.Why {
			fmt.Fprintf(p.stdout, "  - %s\n", why)
		}
		fmt.Fprintf(p.stdout, "  %s\n", e.Article)
	}
	if len(page.Deliveries) > 0 {
		fmt.Fprintln(p.stdout)
	}
	for _, d := range page.Deliveries {
		problem := ""
		if d.Problem != "" {
			problem = ": " + d.Problem
		}
		fmt.Fprintf(p.stdout, "%s  %s to %s, %s after %s%s\n", d.Made.Format("2006-01-02 15:04"), d.Kind, d.To, d.State, plural(d.Attempts, "attempt"), problem)
	}
	return nil
}

func (p *program) testAlert(ctx context.Context, c *call, a *alerting, id int64) error {
	targets, errs, err := a.desk.Test(ctx, id)
	if err != nil {
		return err
	}
	if len(targets) == 0 {
		return fmt.Errorf("alert %d: %w: it sends to nobody; its feed is always there", id, hearsay.ErrNotFound)
	}
	type result struct {
		To      string `json:"to"`
		Sent    bool   `json:"sent"`
		Problem string `json:"problem,omitempty"`
	}
	out := []result{}
	var failed error
	for i := range targets {
		r := result{To: wire.TargetName(&targets[i]), Sent: errs[i] == nil}
		if errs[i] != nil {
			r.Problem, failed = errs[i].Error(), errors.New("not everything could be sent")
		}
		out = append(out, r)
	}
	if c.json {
		return errors.Join(printIndented(p, out), failed)
	}
	for _, r := range out {
		if r.Sent {
			fmt.Fprintf(p.stdout, "sent to %s\n", r.To)
		} else {
			fmt.Fprintf(p.stdout, "not sent to %s: %s\n", r.To, r.Problem)
		}
	}
	return failed
}

// noted says what alerts found in what was just added.
func (p *program) noted(r alert.Report) {
	if r.Events > 0 {
		fmt.Fprintf(p.stderr, "Alerts found %s; see: hearsay alerts. They are sent by hearsay serve, hearsay watch or hearsay alerts check.\n", plural(r.Events, "new thing"))
	}
}

// askAlerts asks the alerts of a library that has changed, if it has any.
func (p *program) askAlerts(ctx context.Context, c *call, dir string) error {
	has, err := store.HasAlerts(dir)
	if err != nil || !has {
		return err
	}
	a, err := p.openAlerts(ctx, c, dir)
	if err != nil {
		return err
	}
	r, err := a.desk.Check(ctx)
	if err == nil {
		p.noted(r)
	}
	if err = errors.Join(err, a.Close()); err != nil {
		return fmt.Errorf("the library is changed, but its alerts were not asked: %w; ask them with: hearsay alerts check", err)
	}
	return nil
}

const feedPath = "/feeds/"

// feedOf prints a new address of a feed.
func (p *program) feedOf(ctx context.Context, c *call, a *alerting, id int64) error {
	f, secret, err := a.desk.NewFeed(ctx, id)
	if err != nil {
		return err
	}
	base, err := a.book.Base(ctx)
	if err != nil {
		return err
	}
	address := base + feedPath + secret.Reveal() + ".atom"
	if c.json {
		return printIndented(p, struct {
			Feed    int64     `json:"feed"`
			Alert   int64     `json:"alert"`
			Address string    `json:"address"`
			Made    time.Time `json:"made"`
		}{f.ID, f.Alert, address, f.Made})
	}
	fmt.Fprintf(p.stderr, "Feed %d, for as long as hearsay serve runs; with .json instead of .atom as JSON Feed. It is shown this once:\n", f.ID)
	_, err = fmt.Fprintln(p.stdout, address)
	return err
}
