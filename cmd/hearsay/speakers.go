// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/search"
	"hearsay/store"
	"hearsay/wire"
)

func speakersCommand() command {
	return command{
		name: "speakers", args: "[NAME|ID | merge A B | split ID [ARTICLE…] | undo [N] | decisions]", short: "who speaks in a library, across its articles",
		long: `Lists who speaks in the library, those of most articles first: people, organizations
and outlets, but nobody whom an article does not name. With a name, those who have it;
with an id, or a name that one has, all that is known of them: names and roles with
their dates, and why these are taken for one.

Articles that have a name in common have one speaker when nothing speaks against it:
offices of two countries do. A name of several, or a surname alone, is tied to one of
them by an office or organization, and else to nobody: then each article with it is a
speaker by itself. What a person decides outranks that, for ever, and can be undone:
  merge A B           two speakers, by id, are one
  split ID ARTICLE…   these articles are of another one; or by --role or --name, then
                      articles yet to come that have the role or name are, too
  undo [N]            take back a decision, the last one or that of this number
  decisions           what was decided`,
		example: "hearsay speakers --library news Larin",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.IntVar(&c.limit, "limit", 20, "how many to print (`n`)")
			c.IntVar(&c.offset, "offset", 0, "after the first `n`")
			c.StringVar(&c.what, "kind", "", "only a person, organization or outlet (a `kind`)")
			c.StringVar(&c.role, "role", "", "with split: the guises of this `role`")
			c.StringVar(&c.called, "name", "", "with split: the guises of this `name`")
		},
		run: runSpeakers,
	}
}

func runSpeakers(ctx context.Context, p *program, c *call) error {
	switch kind := hearsay.AgentKind(c.what); {
	case c.limit < 1 || c.limit > 10_000 || c.offset < 0:
		return usage("--limit is between 1 and 10,000, --offset not negative")
	case kind != "" && kind != hearsay.Person && kind != hearsay.Organization && kind != hearsay.Outlet:
		return usage("--kind %q: person, organization or outlet", c.what)
	case (c.role != "" || c.called != "") && c.Arg(0) != "split":
		return usage("--role and --name go with split")
	}
	switch c.Arg(0) {
	case "merge", "split", "undo":
		return decide(ctx, p, c, p.meant, voiceDecision)
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	if c.Arg(0) == "decisions" {
		all, err := engine.Rulings()
		if err != nil {
			return err
		}
		return printDecisions(p, c, all, voiceDecision)
	}
	name := strings.Join(c.Args(), " ")
	if name != "" {
		v, err := engine.MeantVoice(ctx, name)
		if err == nil {
			return p.printVoice(ctx, c, engine, v)
		}
		if !errors.Is(err, hearsay.ErrInvalid) {
			return err
		}
	}
	voices, total, err := engine.Voices(ctx, search.VoiceFilter{Name: name, Kind: hearsay.AgentKind(c.what)}, c.offset, c.limit)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(wire.NewVoices(voices, total, c.offset))
	}
	for _, v := range voices {
		fmt.Fprintf(p.stdout, "%s\n  %s\n", voiceLine(v), v.ID)
	}
	fmt.Fprintf(p.stdout, "%s of %s\n", thousands(len(voices)), plural(total, "speaker"))
	return nil
}

// voiceLine says who a voice is, on one line.
func voiceLine(v hearsay.Voice) string {
	who := v.Agent.Name
	if role := v.Agent.Role + v.Agent.Domain; role != "" {
		who += ", " + role
	}
	return fmt.Sprintf("%s · %s · %s, %s · %s", clip(who, 60), v.Agent.Kind, plural(v.Articles, "article"), plural(v.Quotations, "quotation"), period(v.First, v.Last))
}

// period is the days from the first article to the last.
func period(first, last time.Time) string {
	from, to := first.Format(time.DateOnly), last.Format(time.DateOnly)
	if from == to {
		return from
	}
	return from + " – " + to
}

// printVoice prints all that is known of a voice.
func (p *program) printVoice(ctx context.Context, c *call, engine *search.Engine, found hearsay.Voice) error {
	v, err := engine.Voice(ctx, found.ID)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(wire.NewVoiceView(v, nil))
	}
	out := p.stdout
	fmt.Fprintf(out, "%s\n%s\n\nNames and roles in articles:\n", voiceLine(v.Voice), v.Voice.ID)
	for _, g := range v.Variants {
		fmt.Fprintf(out, "  %s · %s · %s\n", guiseText(g.Guise), plural(g.Articles, "article"),
			period(g.First, g.Last))
	}
	if v.Apart {
		fmt.Fprintln(out, "\nNothing here tells who that is, so this article is not tied to others with the name.")
		for _, o := range v.Perhaps {
			fmt.Fprintf(out, "  perhaps %s\n    %s\n", voiceLine(o), o.ID)
		}
	}
	if len(v.Why) > 0 {
		fmt.Fprintln(out, "\nWhy these are taken for one:")
	}
	for i := range v.Why {
		r := &v.Why[i]
		fmt.Fprintln(out, wrap(fmt.Sprintf("%s and %s: %s", exampleText(r.A), exampleText(r.B), reasonText(r)), "  ", 80))
	}
	if v.More > 0 {
		fmt.Fprintf(out, "  and %s\n", plural(v.More, "more reason"))
	}
	fmt.Fprintf(out, "\nWhat they say: hearsay quotes --speaker %s\n", v.Voice.ID)
	return nil
}

func reasonText(r *hearsay.Reason) string {
	if r.Rule == hearsay.ByRuling {
		return fmt.Sprintf("%s (decision %d)", r.Rule.Says(), r.Ruling)
	}
	return r.Rule.Says()
}

func guiseText(g hearsay.Guise) string {
	if g.Role == "" {
		return clip(g.Name, 60)
	}
	return clip(g.Name, 60) + ", " + clip(g.Role, 60)
}

func exampleText(e hearsay.Example) string {
	text := "“" + guiseText(e.Guise) + "”"
	if e.In != nil {
		text += fmt.Sprintf(" (%s, %s)", nameOr(e.In.Outlet.Name, "outlet not known"), e.In.ID)
	}
	return text
}

// voiceDecision is a ruling on speakers, as it is printed.
func voiceDecision(r *hearsay.Ruling) decision {
	return decision{r.N, r.At, r.Undone, r.By, rulingText(r), wire.NewDecision(r)}
}

// meant finds out what is to be decided, and of whom.
func (p *program) meant(ctx context.Context, c *call, dir string) (order[*hearsay.Ruling], error) {
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	switch c.Arg(0) {
	case "merge":
		return p.meantMerge(ctx, c, engine)
	case "split":
		return p.meantSplit(ctx, c, engine)
	}
	n, err := undoNumber(c)
	return func(lib *store.Writer) (*hearsay.Ruling, error) { return ingest.Undo(ctx, lib, n, p.now()) }, err
}

func (p *program) meantMerge(ctx context.Context, c *call, engine *search.Engine) (order[*hearsay.Ruling], error) {
	if c.NArg() != 3 {
		return nil, usage("merge takes the ids of two speakers")
	}
	a, err := engine.MeantVoice(ctx, c.Arg(1))
	if err != nil {
		return nil, err
	}
	b, err := engine.MeantVoice(ctx, c.Arg(2))
	return func(lib *store.Writer) (*hearsay.Ruling, error) { return ingest.Merge(ctx, lib, a.ID, b.ID, p.now()) }, err
}

func (p *program) meantSplit(ctx context.Context, c *call, engine *search.Engine) (order[*hearsay.Ruling], error) {
	if c.NArg() < 2 || c.NArg() == 2 && c.role == "" && c.called == "" {
		return nil, usage("split takes the id of a speaker, and articles or --role or --name")
	}
	v, err := engine.MeantVoice(ctx, c.Arg(1))
	if err != nil {
		return nil, err
	}
	var part ingest.Part
	if c.role != "" {
		part.Roles = []string{c.role}
	}
	if c.called != "" {
		part.Names = []string{c.called}
	}
	for _, name := range c.Args()[2:] {
		id, err := engine.Resolve(ctx, name)
		if err != nil {
			return nil, err
		}
		part.Articles = append(part.Articles, id)
	}
	return func(lib *store.Writer) (*hearsay.Ruling, error) { return ingest.Split(ctx, lib, v.ID, part, p.now()) }, nil
}

// rulingText says what was decided.
func rulingText(r *hearsay.Ruling) string {
	say := "%s and %s are one speaker"
	if !r.Same {
		say = "%s is not the speaker %s"
	}
	return fmt.Sprintf(say, refsText(r.A), refsText(r.B))
}

// refsText names the first guise of one side, and counts the others.
func refsText(refs []hearsay.Ref) string {
	text := "“" + guiseText(refs[0].Guise) + "”"
	if !refs[0].Article.IsZero() {
		text += " in article " + refs[0].Article.String()
	}
	if len(refs) > 1 {
		text += fmt.Sprintf(" (and %s more)", thousands(len(refs)-1))
	}
	return text
}
