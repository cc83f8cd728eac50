// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay"
	"hearsay/family"
	"hearsay/search"
	"hearsay/wire"
)

func quotesCommand() command {
	return command{
		name: "quotes", args: "--speaker NAME|ID | --text WORDS | --claim WORDS", short: "who prints what somebody said, and what changed on the way",
		long: `Lists utterances with their variants across the articles of a library: those of a
speaker; those with all of the words in them; or both. Those in most articles come
first. For words that you paste, --claim says who prints them, how changed, and through how many
ears they came, and which published fact-checks look at them. A name may be of several
speakers: then those of all are listed, and the speakers named.`,
		example: "hearsay quotes --library news --speaker Larin --text talks",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.IntVar(&c.limit, "limit", 20, "how many to print (`n`)")
			c.StringVar(&c.called, "speaker", "", "by this speaker, a name or an `id`")
			c.StringVar(&c.what, "text", "", "with these `words` in what is said")
			c.StringVar(&c.claim, "claim", "", "these `words`, as somebody gives them")
			c.BoolVar(&c.draft, "draft", false, "print drafts of ClaimReview (schema.org) of what is found, one a line, to be completed\nby whoever checks it: reviewer, address, date and rating are empty")
		},
		run: runQuotes,
	}
}

func runQuotes(ctx context.Context, p *program, c *call) error {
	switch {
	case c.NArg() > 0:
		return usage("%q: give --speaker, --text or --claim", c.Arg(0))
	case c.called == "" && c.what == "" && c.claim == "":
		return usage("give --speaker, --text or --claim")
	case c.claim != "" && (c.called != "" || c.what != ""):
		return usage("--claim stands alone")
	case c.limit < 1 || c.limit > 10_000:
		return usage("--limit %d: between 1 and 10,000", c.limit)
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	if c.claim != "" {
		found, err := engine.Claimed(ctx, search.Claim{Words: c.claim})
		if err != nil {
			return err
		}
		checks, err := engine.Concerns(ctx, c.claim)
		if err != nil {
			return err
		}
		return p.printQuotes(c, &quotes{Utterances: search.Utterances{Families: found}, checks: checks})
	}
	q := quotes{}
	if q.voices, err = engine.MeantVoices(ctx, c.called); err != nil {
		return err
	}
	want := search.Quoted{Words: c.what}
	for _, v := range q.voices {
		want.Voices = append(want.Voices, v.ID)
	}
	if q.Utterances, err = engine.Families(ctx, want, c.limit); err != nil {
		return err
	}
	if c.json {
		q.said, err = firstSaid(ctx, engine, want, c.limit)
	}
	if err != nil {
		return err
	}
	return p.printQuotes(c, &q)
}

// quotes is what a question found.
type quotes struct {
	search.Utterances
	voices []hearsay.Voice
	said   []hearsay.Said
	checks []hearsay.Concern // that concern the words of a claim
}

// firstSaid are the first quotations that are wanted.
func firstSaid(ctx context.Context, engine *search.Engine, want search.Quoted, limit int) ([]hearsay.Said, error) {
	var out []hearsay.Said
	err := engine.EachSaid(ctx, want, func(s hearsay.Said) bool {
		out = append(out, s)
		return len(out) < limit
	})
	return out, err
}

func (p *program) printQuotes(c *call, q *quotes) error {
	if c.draft {
		return p.printDrafts(q.Families)
	}
	if c.json {
		out := wire.NewQuotes(q.voices, q.Families, q.said, q.More)
		out.FactChecks = wire.NewFactChecks(q.checks, nil)
		return p.printJSON(out)
	}
	if len(q.voices) > 1 {
		fmt.Fprintf(p.stdout, "%s have that name; an id asks for one of them (hearsay speakers lists them).\n\n", plural(len(q.voices), "speaker"))
	}
	for i := range q.Families {
		printFamily(p.stdout, &q.Families[i])
	}
	switch {
	case len(q.Families) == 0 && c.claim != "":
		fmt.Fprintln(p.stdout, "No article of this library quotes these words.")
	case len(q.Families) == 0:
		fmt.Fprintln(p.stdout, "No quotation in this library.")
	case q.More:
		fmt.Fprintf(p.stdout, "The first %s; --limit prints more.\n", thousands(len(q.Families)))
	default:
		fmt.Fprintln(p.stdout, plural(len(q.Families), "utterance"))
	}
	printConcerns(p.stdout, q.checks)
	return nil
}

// printDrafts writes a ClaimReview to be completed of each utterance, as JSON lines.
func (p *program) printDrafts(families []hearsay.FamilyView) error {
	if len(families) == 0 {
		return fmt.Errorf("%w: no article of this library quotes these words, so there is nothing to draft from", hearsay.ErrNotFound)
	}
	to := json.NewEncoder(p.stdout)
	for i := range families {
		if err := to.Encode(wire.NewClaimReviewDraft(&families[i])); err != nil {
			return err
		}
	}
	return nil
}

// printFamily writes one utterance: the wording that others are compared with, where
// it stands, then each other wording with what changed in it.
func printFamily(out io.Writer, f *hearsay.FamilyView) {
	for n, w := range f.Wordings() {
		r := &f.Variants[w[0]]
		briefs := f.BriefsOf(w)
		if n > 0 {
			fmt.Fprintf(out, "\n  %s\n", changesText(r))
		}
		indent := strings.Repeat("  ", min(n, 1))
		fmt.Fprintln(out, wrap("“"+r.Exact+"”", indent, 80))
		for _, s := range r.Says {
			fmt.Fprintln(out, wrap(s, indent+"    ", 80))
		}
		who := "as asked"
		if len(briefs) > 0 {
			who = speakerText(r.Speaker) + " · " + printedIn(briefs)
		}
		fmt.Fprintf(out, "%s  — %s\n", indent, who)
		if i := slices.IndexFunc(briefs, func(b hearsay.Brief) bool { return b.Kept != nil }); i >= 0 {
			writeKept(out, indent+"    ", briefs[i].Kept)
		}
	}
	fmt.Fprintln(out)
	if f.Earliest >= 0 && len(f.Articles) > 1 {
		fmt.Fprintln(out, wrap("Earliest in this library: "+briefLine(f.Brief(f.Variants[f.Earliest].Article))+".", "  ", 80))
	}
	if f.Caution != "" {
		fmt.Fprintln(out, wrap(f.Caution, "  ", 80))
	}
	for _, x := range f.Findings {
		fmt.Fprintln(out, wrap("Note: "+x.Says+".", "  ", 80))
	}
	if f.More > 0 {
		fmt.Fprintf(out, "  %s with some of the words were not looked at.\n", plural(f.More, "more article"))
	}
	fmt.Fprintln(out)
}

// changesText names the changes of a variant; those that can turn its sense are loud.
func changesText(r *hearsay.Rendering) string {
	if len(r.Changes) == 0 {
		return "in the same words:"
	}
	var loud, plain []string
	for _, c := range r.Changes {
		if family.Risky(c) {
			loud = append(loud, "! "+strings.ToUpper(string(c)))
		} else {
			plain = append(plain, string(c))
		}
	}
	return strings.Join(append(loud, plain...), ", ") + ":"
}

func speakerText(a hearsay.Agent) string {
	if a.Name == "" {
		return "(speaker not known)"
	}
	return a.Name
}

// printedIn names the first of some articles.
func printedIn(briefs []hearsay.Brief) string {
	if len(briefs) == 1 {
		return briefLine(briefs[0])
	}
	return plural(len(briefs), "article") + ", first " + briefLine(briefs[0])
}
