// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/search"
	"hearsay/store"
)

// maxStoryLines is how many articles of a story, and of an origin, are printed; JSON
// has all.
const maxStoryLines = 40

// writeStory prints a story for people.
func writeStory(out io.Writer, v *hearsay.StoryView) {
	fmt.Fprintf(out, "%s\n%s\n\n%s when copies count once:\n", storyLine(&v.Story), v.Story.ID, plural(len(v.Lineage.Origins), "independent origin"))
	for i := range v.Lineage.Origins {
		if i == maxStoryLines {
			fmt.Fprintf(out, "  … and %s; --json lists all\n", plural(len(v.Lineage.Origins)-i, "more origin"))
			break
		}
		writeStoryOrigin(out, v, &v.Lineage.Origins[i])
	}
	from := map[hearsay.ArticleID][]*hearsay.Derivation{}
	for i := range v.Lineage.Derivations {
		d := &v.Lineage.Derivations[i]
		from[d.Derived] = append(from[d.Derived], d)
	}
	fmt.Fprintln(out, "\nArticles:")
	for i := range v.Members {
		if i == maxStoryLines {
			fmt.Fprintf(out, "  … and %s; --json lists all\n", plural(len(v.Members)-i+v.More, "more article"))
			break
		}
		writeMember(out, v, &v.Members[i], from[v.Members[i].ID])
	}
	if len(v.Lineage.Findings) > 0 {
		fmt.Fprintln(out, "\nTo know before trusting this:")
	}
	for _, f := range v.Lineage.Findings[:min(len(v.Lineage.Findings), maxStoryLines)] {
		fmt.Fprintln(out, wrap(f.Says, "  ", 80))
	}
}

func writeStoryOrigin(out io.Writer, v *hearsay.StoryView, o *hearsay.Origin) {
	kind := cmp.Or(originKinds[o.Kind], string(o.Kind))
	fmt.Fprintf(out, "  %s · %s · %s\n", nodeText(v, o.Root), kind, plural(len(o.Articles), "article"))
	for _, w := range o.Why[:min(len(o.Why), 3)] {
		fmt.Fprintln(out, wrap(w, "    ", 80))
	}
}

func writeMember(out io.Writer, v *hearsay.StoryView, m *hearsay.StoryMember, from []*hearsay.Derivation) {
	date := cmp.Or(m.Date.Value, "no date")
	fmt.Fprintf(out, "  %s · %s · %s\n    %s\n", date, clip(nameOr(m.Outlet.Name, "outlet not known"), 40), clip(nameOr(m.Headline, "no headline"), 60), m.ID)
	for _, d := range from[:min(len(from), 3)] {
		fmt.Fprintln(out, wrap(derivationText(v, d), "    ", 80))
	}
	in := m.Tie.Says()
	if a := v.Texts[m.Tie.With]; a != nil {
		in = "with " + clip(nameOr(a.Outlet.Name, "outlet not known"), 40) + ": " + in
	}
	fmt.Fprintln(out, wrap("in this story "+in, "    ", 80))
}

// meantStoryOrder finds out what is to be decided, and of which stories.
func (p *program) meantStoryOrder(ctx context.Context, c *call, dir string) (order[*hearsay.StoryRuling], error) {
	if c.Arg(0) == "undo" {
		n, err := undoNumber(c)
		return func(lib *store.Writer) (*hearsay.StoryRuling, error) { return ingest.UndoStory(ctx, lib, n, p.now()) }, err
	}
	engine, err := search.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	if c.NArg() < 2 || c.Arg(0) == "merge" && c.NArg() != 3 || c.Arg(0) == "split" && c.NArg() < 3 {
		return nil, usage("%s: name the story, and for merge another one, for split some of its articles", c.Arg(0))
	}
	s, err := engine.MeantStory(ctx, c.Arg(1))
	if err != nil {
		return nil, err
	}
	if c.Arg(0) == "merge" {
		other, err := engine.MeantStory(ctx, c.Arg(2))
		return func(lib *store.Writer) (*hearsay.StoryRuling, error) {
			return ingest.MergeStories(ctx, lib, s.ID, other.ID, p.now())
		}, err
	}
	var articles []hearsay.ArticleID
	for _, name := range c.Args()[2:] {
		id, err := engine.Resolve(ctx, name)
		if err != nil {
			return nil, err
		}
		articles = append(articles, id)
	}
	decide := map[string]func(context.Context, *store.Writer, hearsay.StoryID, []hearsay.ArticleID, time.Time) (*hearsay.StoryRuling, error){
		"split": ingest.SplitStory, "confirm": ingest.ConfirmStory, "reject": ingest.RejectStory,
	}[c.Arg(0)]
	return func(lib *store.Writer) (*hearsay.StoryRuling, error) {
		return decide(ctx, lib, s.ID, articles, p.now())
	}, nil
}
