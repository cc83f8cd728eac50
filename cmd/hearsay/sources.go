// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/wire"
)

func sourcesCommand() command {
	return command{
		name: "sources", args: "[list | add ADDRESS|FOLDER | pause NAME | resume NAME | change NAME | remove NAME | import FILE.opml | export]", short: "what a library watches, and how it goes",
		long: `Says what hearsay watch looks at: feeds, sitemaps, pages that list links, folders.
  list             all of them, with their health (when nothing else is said)
  add ADDRESS      a feed, a sitemap, or a page that names its feed; a page that names
                   none needs --selector, the CSS selector of its links to articles
  add FOLDER       a folder of this machine; what is put there is added
  pause, resume    by number or address; visits that are planned go on
  change NAME      set what --title, --collection, --tag, --every and --keep say
  remove           forget it; its articles stay
  import FILE      the feeds of an OPML list; nothing is asked for until it is watched
  export           the sources of the web as an OPML list
Adding an address asks its site once. More: doc/watch.md.`,
		example: "hearsay sources add https://news.example/feed --collection wires --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			egressFlags(c)
			c.StringVar(&c.selector, "selector", "", "with add: the CSS `selector` of a page's links to articles")
			c.StringVar(&c.collection, "collection", "", "with add and change: the `name` of the collection that it is of")
			c.StringVar(&c.tags, "tag", "", "with add and change: `names`, with commas")
			c.StringVar(&c.called, "title", "", "with add and change: a `name` for it, instead of its own")
			c.DurationVar(&c.every, "every", 0, "with add and change: look each so often (`time`: 15m, 2h), instead of as often as there is news")
			c.StringVar(&c.keepRule, "keep", "", "with add and change: how much is kept of what it shows first, a `rule` of its own: text, passages or facts, if not at once with days, as in \"passages 30\"")
		},
		run: runSources,
	}
}

func runSources(ctx context.Context, p *program, c *call) error {
	todo, want := c.Arg(0), map[string]int{"": 0, "list": 1, "add": 2, "pause": 2, "resume": 2, "change": 2, "remove": 2, "import": 2, "export": 1}
	n, known := want[todo]
	switch {
	case !known:
		return usage("%q: list, add, pause, resume, change, remove, import or export", todo)
	case c.NArg() != n:
		return usage("%s takes %s", todo, []string{"", "nothing", "one thing"}[n])
	case todo != "add" && c.selector != "":
		return usage("--selector goes with add")
	case todo != "add" && todo != "change" && len(c.settings()) > 0:
		return usage("--collection, --tag, --title, --every and --keep go with add and change")
	case todo == "change" && len(c.settings()) == 0:
		return usage("change what? Give --title, --collection, --tag, --every or --keep")
	case c.every < 0 || c.every > 0 && c.every < time.Minute:
		return usage("--every is one minute at least")
	}
	roster, err := p.openRoster(ctx, c, todo == "add" || todo == "import")
	if err != nil {
		return err
	}
	defer roster.Close()
	switch todo {
	case "add":
		return p.addSource(ctx, c, roster)
	case "import":
		return p.importSources(ctx, c, roster)
	case "export":
		return p.exportSources(ctx, roster)
	case "pause", "resume", "change", "remove":
		return p.changeSource(ctx, c, roster)
	}
	return p.listSources(ctx, c, roster)
}

// openRoster opens the sources of a call's library, making that for who adds.
func (p *program) openRoster(ctx context.Context, c *call, adding bool) (*watch.Roster, error) {
	dir, err := p.libraryDir(c)
	if err != nil {
		return nil, err
	}
	if adding {
		if dir, err = p.makeLibrary(ctx, c); err != nil {
			return nil, err
		}
	} else if has, err := store.HasSources(dir); err != nil || !has {
		return nil, errors.Join(err, fmt.Errorf("library %s: %w: it has no sources; add one with: hearsay sources add ADDRESS", dir, hearsay.ErrNotFound))
	}
	gate, err := p.gate(c)
	if err != nil {
		return nil, err
	}
	return watch.OpenRoster(ctx, dir, gate, p.now)
}

func (p *program) addSource(ctx context.Context, c *call, roster *watch.Roster) error {
	w := watch.Wish{Address: c.Arg(1), Selector: c.selector, Title: c.called, Collection: c.collection, Every: c.every, Keep: c.keepRule,
		Tags: strings.FieldsFunc(c.tags, func(r rune) bool { return r == ',' })}
	add := roster.Add
	if !isURL(w.Address) {
		if w.Selector != "" {
			return usage("--selector is for pages of the web")
		}
		add = roster.AddFolder
	}
	s, err := add(ctx, w)
	if err != nil {
		return err
	}
	if c.json {
		return printIndented(p, watch.ViewOf(&s))
	}
	fmt.Fprintf(p.stdout, "%d\n", s.ID)
	fmt.Fprintf(p.stderr, "Source %d is added: %s %s%s. It is looked at while hearsay watch runs.\n", s.ID, s.Kind, s.Address, inBrackets(s.Title))
	return nil
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func (p *program) changeSource(ctx context.Context, c *call, roster *watch.Roster) error {
	s, err := roster.Named(ctx, c.Arg(1))
	if err != nil {
		return fmt.Errorf("%w; see: hearsay sources", err)
	}
	switch c.Arg(0) {
	case "pause":
		return done(p, roster.Pause(ctx, s.ID), "Source %d (%s) is paused.", s.ID, s.Address)
	case "resume":
		return done(p, roster.Resume(ctx, s.ID), "Source %d (%s) is looked at again.", s.ID, s.Address)
	case "change":
		return done(p, roster.Change(ctx, s.ID, c.changed(&s)), "Source %d (%s) is changed.", s.ID, s.Address)
	}
	return done(p, roster.Remove(ctx, s.ID), "Source %d (%s) is removed; its articles stay.", s.ID, s.Address)
}

// settings are the flags given that say something of a source.
func (c *call) settings() map[string]bool {
	out := map[string]bool{}
	c.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "title", "collection", "tag", "every", "keep":
			out[f.Name] = true
		}
	})
	return out
}

// changed is a source as the flags of a call want it: what none names stays.
func (c *call) changed(s *store.Source) watch.Wish {
	w := watch.Wish{Title: s.Title, Collection: s.Collection, Tags: s.Tags, Every: s.Every, Keep: s.Keep}
	given := c.settings()
	if given["title"] {
		w.Title = c.called
	}
	if given["collection"] {
		w.Collection = c.collection
	}
	if given["tag"] {
		w.Tags = strings.Split(c.tags, ",")
	}
	if given["every"] {
		w.Every = c.every
	}
	if given["keep"] {
		w.Keep = c.keepRule
	}
	return w
}

// maxOPML is the most bytes of a list that is read.
const maxOPML = 10 << 20

func (p *program) importSources(ctx context.Context, c *call, roster *watch.Roster) error {
	in := p.stdin
	if c.Arg(1) != "-" {
		f, err := os.Open(c.Arg(1))
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxOPML+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", c.Arg(1), err)
	}
	got, err := roster.Import(ctx, b)
	if err != nil {
		return err
	}
	var skipped error
	if len(got.Skipped) > 0 {
		skipped = errSkipped
	}
	if c.json {
		out := importJSON{Added: []wire.Source{}, Already: got.Already, Skipped: []skippedInput{}}
		for i := range got.Added {
			out.Added = append(out.Added, watch.ViewOf(&got.Added[i]))
		}
		for _, s := range got.Skipped {
			out.Skipped = append(out.Skipped, skippedInput{c.Arg(1), int64(s.Entry), s.Reason})
		}
		return errors.Join(printIndented(p, out), skipped)
	}
	for _, s := range got.Skipped {
		fmt.Fprintf(p.stderr, "%s row %d: %s\n", c.Arg(1), s.Entry, s.Reason)
	}
	fmt.Fprintf(p.stdout, "%s added; %s there already\n", plural(len(got.Added), "source"), thousands(got.Already))
	return skipped
}

// importJSON is what import prints as JSON.
type importJSON struct {
	Added   []wire.Source  `json:"added"`
	Already int            `json:"already"`
	Skipped []skippedInput `json:"skipped"`
}

func (p *program) exportSources(ctx context.Context, roster *watch.Roster) error {
	b, err := roster.Export(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s\n", b)
	return err
}

func (p *program) listSources(ctx context.Context, c *call, roster *watch.Roster) error {
	list, err := roster.List(ctx)
	if err != nil {
		return err
	}
	views := []wire.Source{}
	for i := range list {
		views = append(views, watch.ViewOf(&list[i]))
	}
	if c.json {
		return printIndented(p, views)
	}
	collection := ""
	for _, v := range views {
		if v.Collection != collection {
			collection = v.Collection
			fmt.Fprintf(p.stdout, "%s:\n", collection)
		}
		fmt.Fprintf(p.stdout, "%4d  %-8s%s%s\n", v.ID, v.State, v.Address, inBrackets(v.Title))
		fmt.Fprintf(p.stdout, "      %s\n", health(v, p.now()))
		if v.Paused != "" {
			fmt.Fprintf(p.stdout, "      %s\n", v.Paused)
		}
		if v.Problem != "" && v.Problem != v.Paused {
			fmt.Fprintf(p.stdout, "      %s\n", v.Problem)
		}
	}
	return nil
}

// health says in one line how a source goes.
func health(v wire.Source, now time.Time) string {
	parts := []string{v.Kind}
	if v.Succeeded == nil {
		parts = append(parts, "never answered yet")
	} else {
		parts = append(parts, "answered "+ago(now.Sub(*v.Succeeded)), plural(v.Items, "item"), fmt.Sprintf("%.1f a day", v.PerDay))
	}
	if v.Delay != nil {
		parts = append(parts, "seen "+span(time.Duration(*v.Delay)*time.Second)+" after their date")
	}
	if v.Errors > 0 {
		parts = append(parts, plural(v.Errors, "error")+" in a row")
	}
	if v.Due != nil {
		parts = append(parts, "next "+until(v.Due.Sub(now)))
	}
	if len(v.Tags) > 0 {
		parts = append(parts, "tags: "+strings.Join(v.Tags, ", "))
	}
	return strings.Join(parts, " · ")
}

func ago(d time.Duration) string {
	if d < time.Minute {
		return "just now"
	}
	return span(d) + " ago"
}

func until(d time.Duration) string {
	if d < time.Minute {
		return "now"
	}
	return "in " + span(d)
}

// span is a length of time in its largest unit.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return plural(int(d/time.Second), "second")
	case d < time.Hour:
		return plural(int(d/time.Minute), "minute")
	case d < 48*time.Hour:
		return plural(int(d/time.Hour), "hour")
	}
	return plural(int(d/(24*time.Hour)), "day")
}
