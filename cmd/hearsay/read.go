// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"hearsay"
	"hearsay/dating"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/wire"
)

func readCommand() command {
	return command{
		name: "read", args: "[FILE|URL|-]", short: "what one page says, and through whom it came",
		long: `Reads one page, from a file, an address or standard input, and prints its
article: quotations with their speakers, credits, links, dates, the chain, and
what was left out. It needs no library.`,
		example: "hearsay read page.html",
		flags: func(c *call) {
			c.jsonFlag()
			egressFlags(c)
			c.BoolVar(&c.verbose, "all", false, "print every reported statement, not only the plain ones")
		},
		run: runRead,
	}
}

func runRead(ctx context.Context, p *program, c *call) error {
	r, err := p.readOne(ctx, c)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(wire.NewReading(&r.Article, r.Quotations, r.Chain).WithForks(&r.Article, r.Forks).WithFindings(&r.Article, dating.Findings(&r.Article)))
	}
	p.printReading(r, c.verbose)
	return nil
}

// readOne reads the page that the call's one argument names; standard input
// when there is none.
func (p *program) readOne(ctx context.Context, c *call) (*ingest.Reading, error) {
	if c.NArg() > 1 {
		return nil, usage("one page at a time, not %d", c.NArg())
	}
	return p.readPage(ctx, c, c.Arg(0))
}

// readPage reads the page of a file, of an address or of standard input.
func (p *program) readPage(ctx context.Context, c *call, arg string) (*ingest.Reading, error) {
	capture, body, err := p.onePage(ctx, c, arg)
	if err != nil {
		return nil, err
	}
	r, err := ingest.Read(capture, body)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", nameOr(arg, "standard input"), err)
	}
	return r, nil
}

func nameOr(name, otherwise string) string {
	if name == "" || name == "-" {
		return otherwise
	}
	return name
}

// onePage returns the bytes that an argument names.
func (p *program) onePage(ctx context.Context, c *call, arg string) (hearsay.Capture, []byte, error) {
	if isURL(arg) {
		gate, err := p.gate(c)
		if err != nil {
			return hearsay.Capture{}, nil, err
		}
		capture, body, err := gate.Page(ctx, arg)
		capture.Payload = sha256.Sum256(body)
		capture.ID = capture.Identity()
		return capture, body, err
	}
	if arg == "" {
		arg = "-"
	}
	var found *intake.Item
	var skipped []intake.Item
	more := 0
	for it := range intake.Walk(ctx, []string{arg}, intake.Options{Now: p.now(), Stdin: p.stdin}) {
		switch {
		case it.Skip != nil:
			skipped = append(skipped, it)
		case found == nil:
			found = &it
		default:
			more++
		}
		if more > 0 || len(skipped) > 100 {
			break
		}
	}
	switch {
	case found == nil && len(skipped) > 0 && isWords(arg):
		return hearsay.Capture{}, nil, usage("%s is no file here; a text itself is read from standard input: echo '…' | hearsay %s -", quoted(clip(arg, 40)), c.Name())
	case found == nil && len(skipped) > 0:
		return hearsay.Capture{}, nil, fmt.Errorf("%s: %w", skipped[0].Where, skipped[0].Skip)
	case found == nil:
		return hearsay.Capture{}, nil, fmt.Errorf("%s: %w: there is no page in it", arg, hearsay.ErrNotFound)
	case more > 0:
		fmt.Fprintf(p.stderr, "%s holds more than one page; this is the first (hearsay add takes them all)\n", arg)
	}
	return found.Capture, found.Body, ctx.Err()
}

// isWords reports whether an argument is rather the text itself than the name of a file that has it.
func isWords(arg string) bool {
	if _, err := os.Lstat(arg); err == nil {
		return false
	}
	return len(strings.Fields(arg)) >= 5
}

func isURL(s string) bool {
	scheme, rest, ok := strings.Cut(s, "://")
	return ok && rest != "" && !strings.ContainsAny(scheme, "/.\\ ")
}

func (p *program) printJSON(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// printReading prints what was read from one page.
func (p *program) printReading(r *ingest.Reading, all bool) {
	a := &r.Article
	out := p.stdout
	fmt.Fprintln(out, wrap(cmp.Or(a.Headline, "(no headline)"), "", 80))
	if line := strings.Join(a.Byline, ", "); line != "" {
		fmt.Fprintln(out, "By", line)
	}
	fmt.Fprintf(out, "%s · %s · %s · %s\n", cmp.Or(a.Outlet.Name, "outlet not known"), dateText(a), cmp.Or(a.Language, "language not known"), countWords(a.Words))
	if a.URL != "" {
		fmt.Fprintln(out, a.URL)
	}
	fmt.Fprintln(out, "\nChain:", chainText("this page", r.Chain))
	printEvidence(out, a, r.Chain)
	for _, f := range r.Forks {
		fmt.Fprintln(out, "Also:", chainText("this page", f))
		printEvidence(out, a, f)
	}
	printQuotations(out, r, all)
	printCredits(out, a)
	printReviews(out, a)
	printDates(out, a)
	printRemoved(out, a)
}

// printEvidence prints the words that each step stands on.
func printEvidence(out io.Writer, a *hearsay.Article, way []hearsay.Step) {
	for _, s := range way {
		if words := s.Evidence.In(a); words != "" {
			fmt.Fprintf(out, "  %s: %s\n", s.Agent.Name, quoted(clip(words, 100)))
		}
	}
}

// printDates prints every date with its reason, and what speaks against them.
func printDates(out io.Writer, a *hearsay.Article) {
	if len(a.Dates) > 0 {
		fmt.Fprintln(out, "\nDates:")
	}
	for _, d := range a.Dates {
		mark := " "
		switch {
		case d.Chosen:
			mark = "*"
		case d.Basis == "seen": // just now
			continue
		}
		fmt.Fprintf(out, "%s %s (%s): %s\n", mark, d.Value, d.Basis, d.Why)
	}
	for _, f := range dating.Findings(a) {
		fmt.Fprintln(out, wrap("! "+f.Says, "  ", 80))
	}
}

func dateText(a *hearsay.Article) string {
	d, ok := a.Published()
	if !ok {
		return "no date found"
	}
	return fmt.Sprintf("%s (%s)", d.Value, d.Basis)
}

// chainText writes a chain on one line.
func chainText(from string, chain []hearsay.Step) string {
	if len(chain) == 0 {
		return from + " names nobody"
	}
	parts := []string{from}
	for _, s := range chain {
		parts = append(parts, cmp.Or(s.Agent.Name, s.Agent.Domain, "(unnamed)"))
	}
	return strings.Join(parts, " ← ")
}

func printQuotations(out io.Writer, r *ingest.Reading, all bool) {
	a := &r.Article
	shown, hidden := 0, 0
	for i := range r.Quotations {
		q := &r.Quotations[i]
		if !all && q.Profile != hearsay.Core {
			hidden++
			continue
		}
		if shown == 0 {
			fmt.Fprintln(out, "\nWho says what:")
		}
		shown++
		fmt.Fprintln(out, wrap(contentText(a, q), "  ", 80))
		fmt.Fprintln(out, "     ", attribution(a, q))
	}
	if hidden > 0 {
		fmt.Fprintf(out, "\n%s without a plain verb of saying; --all prints it all.\n", plural(hidden, "more reported statement"))
	}
}

// contentText is what was said, with its quote marks if it had any.
func contentText(a *hearsay.Article, q *hearsay.Quotation) string {
	var parts []string
	for _, s := range q.Content {
		parts = append(parts, words(a, q, s))
	}
	return strings.Join(parts, " … ")
}

// words are what stands at a span of a quotation.
func words(a *hearsay.Article, q *hearsay.Quotation, s hearsay.Span) string {
	return hearsay.Place{Part: q.Part, Span: s}.In(a)
}

// attribution says who said it, by which words, and through whom.
func attribution(a *hearsay.Article, q *hearsay.Quotation) string {
	who := q.Speaker.Agent.Name
	source := words(a, q, q.Source)
	switch {
	case who == "" && len(q.Speaker.Alternatives) > 0:
		who = fmt.Sprintf("%s (perhaps: %s)", cmp.Or(clip(source, 40), "not named"), strings.Join(candidateNames(q), ", "))
	case who == "" && source == "":
		who = "(speaker not known)"
	case who == "":
		who = source + " (not known who that is)"
	case source != "" && source != who:
		who = fmt.Sprintf("%s (“%s”)", who, clip(source, 40))
	}
	line := "— " + who
	if cue := words(a, q, q.Cue); cue != "" {
		line += ", " + clip(cue, 40)
	}
	for _, v := range q.Via {
		line += ", through " + v.Agent.Name
	}
	if q.Polarity != hearsay.Asserted {
		line += " [" + string(q.Polarity) + "]"
	}
	return line + " · " + string(q.Mode)
}

// candidateNames are those whom the source may mean, likeliest first.
func candidateNames(q *hearsay.Quotation) []string {
	var names []string
	for _, c := range q.Speaker.Alternatives {
		names = append(names, c.Agent.Name)
	}
	return names
}

func printCredits(out io.Writer, a *hearsay.Article) {
	if len(a.Credits) > 0 {
		fmt.Fprintln(out, "\nCredits:")
	}
	for _, c := range a.Credits {
		fmt.Fprintf(out, "  %-11s %s", c.Kind, cmp.Or(c.To.Name, c.URL))
		if words := c.Evidence.In(a); words != "" {
			fmt.Fprintf(out, "  %s", quoted(clip(words, 60)))
		}
		fmt.Fprintln(out)
	}
}

func printRemoved(out io.Writer, a *hearsay.Article) {
	if len(a.Removed) > 0 {
		fmt.Fprintln(out, "\nLeft out of the text:")
	}
	for _, r := range a.Removed {
		what := quoted(clip(r.Exact, 60))
		if r.Note != "" {
			what = r.Note
		}
		fmt.Fprintf(out, "  %-11s %s\n", r.Kind, what)
	}
}
