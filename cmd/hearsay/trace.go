// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"hearsay"
	"hearsay/keep"
	"hearsay/reuse"
	"hearsay/search"
	"hearsay/wire"
)

func traceCommand() command {
	return command{
		name: "trace", args: "[FILE|URL|ID|-]", short: "where a text comes from, or where it went",
		long: `Looks for the passages of a text in the library: who else has them, who is
dated first, whether anybody is credited, how many independent origins there are,
and by which way the text came. The text is a file, an address, an article of the
library (by its id), or standard input.`,
		example: "hearsay trace --library news page.html\npbpaste | hearsay trace -",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.BoolVar(&c.forward, "forward", false, "where the text went, instead of where it came from")
			c.IntVar(&c.minWords, "min-words", search.DefaultMinWords, "shortest passage, in words (`n`)")
			egressFlags(c)
		},
		run: runTrace,
	}
}

func runTrace(ctx context.Context, p *program, c *call) error {
	if c.NArg() > 1 {
		return usage("one text at a time, not %d", c.NArg())
	}
	if c.minWords < 5 {
		return usage("--min-words %d: passages of fewer than 5 words cannot be looked for", c.minWords)
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	r, err := p.request(ctx, c, c.Arg(0))
	if err != nil {
		return err
	}
	r.Forward, r.MinWords = c.forward, c.minWords
	t, err := engine.Trace(ctx, r)
	if err != nil {
		return err
	}
	return p.printTrace(ctx, c, engine, t)
}

// openEngine opens the library of a call for questions.
func (p *program) openEngine(ctx context.Context, c *call) (*search.Engine, error) {
	dir, err := p.libraryDir(c)
	if err != nil {
		return nil, err
	}
	if dir, err = keep.ReadFolder(dir); err != nil {
		return nil, err
	}
	return search.Open(ctx, dir)
}

// request makes a request of an argument: an id of the library, or a page.
func (p *program) request(ctx context.Context, c *call, arg string) (search.Request, error) {
	if id, err := hearsay.ParseID[hearsay.Article](arg); err == nil {
		return search.Request{Article: id}, nil
	}
	r, err := p.readPage(ctx, c, arg)
	if err != nil {
		return search.Request{}, err
	}
	return search.Request{Reading: &r.Article, Quotations: r.Quotations}, nil
}

func (p *program) printTrace(ctx context.Context, c *call, engine *search.Engine, t *hearsay.Trace) error {
	texts := func(id hearsay.ArticleID) (string, error) { return engine.Text(ctx, id) }
	if !c.json {
		return writeTrace(p.stdout, t, texts)
	}
	out, err := wire.NewTrace(t, texts)
	if err != nil {
		return err
	}
	return p.printJSON(out)
}

// maxListed is how many matches are printed; JSON has all.
const maxListed = 20

func writeTrace(out io.Writer, t *hearsay.Trace, texts func(hearsay.ArticleID) (string, error)) error {
	fmt.Fprintf(out, "%s: %s\n", countWords(t.Words), classesText(t.Classes))
	if t.Read != nil {
		writeKept(out, "", t.Read.Kept)
	}
	if len(t.Matches) == 0 {
		fmt.Fprintf(out, "\nNo shared passage was found. That does not mean that nobody else has the text.\n")
	}
	for i := range t.Matches {
		if i == maxListed {
			fmt.Fprintf(out, "\n… and %s; --json lists them all.\n", plural(len(t.Matches)-maxListed, "more article"))
			break
		}
		writeMatch(out, i+1, t, &t.Matches[i])
		text, err := texts(t.Matches[i].Article.ID)
		if err != nil {
			return err
		}
		writeDifferences(out, t.Text, text, t.Matches[i].Passages)
		fmt.Fprintln(out, "    "+t.Matches[i].Article.ID.String())
	}
	writeOrigins(out, t)
	if !t.Forward {
		fmt.Fprintln(out, "\nChain:", chainText("the text", t.Chain))
		for _, f := range t.Forks {
			fmt.Fprintln(out, "Also:", chainText("the text", f))
		}
	}
	for _, n := range t.Notes {
		fmt.Fprintln(out, wrap(n, "", 80))
	}
	fmt.Fprintln(out, "\n"+searchedText(t.Searched)+" Nothing left this machine.")
	return nil
}

// maxDifferences is how many differences of a match are printed; compare has
// all.
const maxDifferences = 4

// writeDifferences says which words of the shared passages are not the same.
func writeDifferences(out io.Writer, query, match string, passages []hearsay.Alignment) {
	shown := 0
	for _, p := range passages {
		if p.Identity == 1 {
			continue
		}
		a, b := p.A.In(query), p.B.In(match)
		for _, ch := range reuse.Diff(a, b) {
			if ch.Kind == hearsay.Same {
				continue
			}
			if shown++; shown > maxDifferences {
				fmt.Fprintln(out, "    … and more")
				return
			}
			fmt.Fprintln(out, wrap(differenceText(ch.A.In(a), ch.B.In(b)), "    ", 80))
		}
	}
}

// differenceText tells one difference between the traced text and a match.
func differenceText(here, there string) string {
	switch {
	case here == "":
		return "only there: " + quoted(clip(there, 60))
	case there == "":
		return "only here: " + quoted(clip(here, 60))
	}
	return "here " + quoted(clip(here, 50)) + ", there " + quoted(clip(there, 50))
}

func classesText(c hearsay.Classes) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{c.Same, "word for word elsewhere"}, {c.Reworded, "reworded"}, {c.Quotation, "in shared quotations"}, {c.Boilerplate, "boilerplate"}, {c.New, "not found"}} {
		if part.n > 0 {
			parts = append(parts, thousands(part.n)+" "+part.what)
		}
	}
	return strings.Join(parts, ", ")
}

func writeMatch(out io.Writer, n int, t *hearsay.Trace, m *hearsay.Match) {
	b := m.Article
	fmt.Fprintf(out, "\n%2d  %s\n", n, briefLine(b))
	credited := "not credited"
	if m.Credited {
		credited = "credited"
	}
	if m.Words > 0 {
		fmt.Fprintf(out, "    shares %s · %.0f %% of them equal · %s · %s · %s\n", countWords(m.Words), 100*m.Identity, m.Relation, m.Certainty, credited)
	} else {
		fmt.Fprintf(out, "    shares no passage · %s · %s\n", m.Relation, credited)
	}
	writeKept(out, "    ", b.Kept)
	if m.Direction.From != hearsay.UnknownSide || isDated(t.Read) {
		// A text without a date is told once, below.
		fmt.Fprintln(out, wrap(directionText(t, m)+strings.Join(m.Direction.Why, "; "), "    ", 80))
	}
	if len(m.Passages) > 0 {
		fmt.Fprintln(out, wrap(quoted(clip(m.Passages[0].A.In(t.Text), 140)), "    ", 80))
	}
}

// writeKept says why words of a text are missing, when they are.
func writeKept(out io.Writer, indent string, k *hearsay.Kept) {
	if k != nil {
		fmt.Fprintln(out, wrap("text not kept (rule “"+k.Named()+"”); signs like ▚▞▙ stand for its words", indent, 80))
	}
}

// isDated reports whether the traced text says when it was published.
func isDated(a *hearsay.Article) bool {
	if a == nil {
		return false
	}
	d, ok := a.Published()
	return ok && !d.Earliest.IsZero()
}

// directionText says the direction in a word.
func directionText(t *hearsay.Trace, m *hearsay.Match) string {
	switch m.Direction.From {
	case hearsay.MatchSide:
		return "dated earlier: "
	case hearsay.QuerySide:
		return "dated later: "
	}
	return "order not known: "
}

// briefLine tells who published what when.
func briefLine(b hearsay.Brief) string {
	return fmt.Sprintf("%s · %s · %s", cmp.Or(b.Outlet.Name, "outlet not known"), briefDate(b), clip(cmp.Or(b.Headline, "(no headline)"), 60))
}

func briefDate(b hearsay.Brief) string {
	if b.Date.Value == "" {
		return "no date"
	}
	return fmt.Sprintf("%s (%s)", b.Date.Value, b.Date.Basis)
}

func writeOrigins(out io.Writer, t *hearsay.Trace) {
	articles := 0
	for _, g := range t.Origins {
		articles += len(g.Articles)
	}
	if articles == 0 {
		return
	}
	fmt.Fprintf(out, "\n%s sharing text, %s:\n", plural(articles, "article"), plural(len(t.Origins), "independent origin"))
	for i, g := range t.Origins {
		unseen := ""
		if g.Unseen {
			unseen = ", from a source not in this library"
		}
		fmt.Fprintf(out, "  %d  %s%s\n", i+1, plural(len(g.Articles), "article"), unseen)
		for _, why := range g.Why {
			fmt.Fprintln(out, wrap(why, "     ", 80))
		}
	}
}

func searchedText(s hearsay.Searched) string {
	line := fmt.Sprintf("Searched %s of %s", plural(s.Articles, "article"), plural(s.Outlets, "outlet"))
	if !s.Earliest.IsZero() {
		line += fmt.Sprintf(", %s to %s", s.Earliest.Format("2 Jan 2006"), s.Latest.Format("2 Jan 2006"))
	}
	if len(s.Languages) > 0 {
		line += ", " + strings.Join(s.Languages, "/")
	}
	return line + "."
}

func compareCommand() command {
	return command{
		name: "compare", args: "A B", short: "what two articles share and how they differ",
		long: `Sets two articles of the library side by side: what is the same, changed, moved,
added and removed from A to B, which is dated first, and whether it is credited.
Articles are named by id or address.`,
		example: "hearsay compare --library news https://a.example/one https://b.example/two",
		flags:   func(c *call) { c.libraryFlag(); c.jsonFlag() },
		run:     runCompare,
	}
}

func runCompare(ctx context.Context, p *program, c *call) error {
	if c.NArg() != 2 {
		return usage("name two articles")
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	a, errA := engine.Resolve(ctx, c.Arg(0))
	b, errB := engine.Resolve(ctx, c.Arg(1))
	if err := errors.Join(errA, errB); err != nil {
		return err
	}
	comparison, err := engine.Compare(ctx, a, b)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(wire.NewComparison(comparison))
	}
	writeComparison(p.stdout, comparison)
	return nil
}

func writeComparison(out io.Writer, c *hearsay.Comparison) {
	for _, side := range []struct {
		name string
		a    *hearsay.Article
	}{{"A", c.A}, {"B", c.B}} {
		fmt.Fprintf(out, "%s  %s · %s · %s\n", side.name, cmp.Or(side.a.Outlet.Name, "outlet not known"), dateText(side.a), clip(side.a.Headline, 60))
		writeKept(out, "   ", side.a.Kept)
	}
	fmt.Fprintf(out, "\n%s the same, %s changed, %s moved, %s only in A, %s only in B\n", countWords(c.Words[hearsay.Same]),
		thousands(c.Words[hearsay.Changed]), thousands(c.Words[hearsay.Moved]), thousands(c.Words[hearsay.Cut]), thousands(c.Words[hearsay.Added]))
	switch c.Direction.From {
	case hearsay.SideA:
		fmt.Fprint(out, "A is dated first: ")
	case hearsay.SideB:
		fmt.Fprint(out, "B is dated first: ")
	default:
		fmt.Fprint(out, "Which came first is not known: ")
	}
	fmt.Fprintln(out, strings.Join(c.Direction.Why, "; "))
	if c.Credited {
		fmt.Fprintln(out, "Credited: one names or links the other.")
	} else {
		fmt.Fprintln(out, "Not credited: neither names or links the other.")
	}
	fmt.Fprintln(out)
	for _, ch := range c.Changes {
		writeChange(out, c, ch)
	}
}

func writeChange(out io.Writer, c *hearsay.Comparison, ch hearsay.Change) {
	a, b := ch.A.In(c.A.Text), ch.B.In(c.B.Text)
	switch ch.Kind {
	case hearsay.Same:
		fmt.Fprintln(out, wrap(clip(b, 160), "    ", 80))
	case hearsay.Moved:
		fmt.Fprintln(out, wrap("moved: "+b, "  ~ ", 80))
	default:
		if a != "" {
			fmt.Fprintln(out, wrap(a, "  - ", 80))
		}
		if b != "" {
			fmt.Fprintln(out, wrap(b, "  + ", 80))
		}
	}
}

func searchCommand() command {
	return command{
		name: "search", args: "QUERY", short: "find articles by words, outlet, speaker, date",
		long:    "Finds articles, best first. In a query:\n\n" + search.QueryHelp,
		example: `hearsay search --library news 'strait "herring count" -football outlet:"The Daily Gull" after:2025-03'`,
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.IntVar(&c.limit, "limit", 20, "how many to print (`n`)")
		},
		run: runSearch,
	}
}

func runSearch(ctx context.Context, p *program, c *call) error {
	if c.limit < 1 || c.limit > 10_000 {
		return usage("--limit %d: between 1 and 10,000", c.limit)
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	found, err := engine.Search(ctx, strings.Join(c.Args(), " "), 0, c.limit)
	if err != nil {
		return err
	}
	if c.json {
		out := wire.Search{Query: found.Query, Total: found.Total, Hits: []wire.Hit{}}
		for _, h := range found.Hits {
			out.Hits = append(out.Hits, wire.NewHit(h.Brief, h.Article, h.Matched))
		}
		return p.printJSON(out)
	}
	for _, h := range found.Hits {
		fmt.Fprintf(p.stdout, "%s · %s\n", cmp.Or(h.Brief.Outlet.Name, "outlet not known"), briefDate(h.Brief))
		fmt.Fprintf(p.stdout, "  %s\n", clip(cmp.Or(h.Brief.Headline, "(no headline)"), 76))
		writeKept(p.stdout, "  ", h.Brief.Kept)
		if s := snippet(&h); s != "" {
			fmt.Fprintln(p.stdout, wrap(s, "  ", 80))
		}
		fmt.Fprintf(p.stdout, "  %s\n\n", h.Brief.ID)
	}
	fmt.Fprintf(p.stdout, "%s of %s\n", thousands(len(found.Hits)), plural(found.Total, "article"))
	return nil
}

// snippet is the text around the first match.
func snippet(h *search.Hit) string {
	for _, m := range h.Matched {
		if m.Part != hearsay.InText {
			continue
		}
		text := h.Article.Text
		from := strings.LastIndexAny(text[:m.Span.Start], ".\n") + 1
		return clip(text[from:], 150)
	}
	return ""
}
