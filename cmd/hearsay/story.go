// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

func storyCommand() command {
	return command{
		name: "story", args: "[ID|FILE|URL | merge A B | split ID ARTICLE… | confirm ID [ARTICLE…] | reject ID [ARTICLE…] | undo [N] | decisions]",
		short: "articles on one event: who had it from whom, and how many independent origins",
		long: `Without an argument, the stories of the library: articles on one event. With the id of
a story or of an article in it, an address or a page, one story: its articles, where each
is from, as far as this library shows, and how many independent origins are left when
copies count once.

Which articles are on one event is told by shared passages, links, and names at about
the same time. What a person decides outranks that, for ever, and can be undone:
  merge A B             two stories are one
  split ID ARTICLE…     these articles are a story by themselves
  confirm ID ARTICLE…   these articles, or all of the story, belong together
  reject ID ARTICLE…    these articles, or all of the story, do not belong together
  undo [N]              take back a decision, the last one or that of this number
  decisions             what was decided`,
		example: "hearsay story --library news\nhearsay story --library news page.html",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.IntVar(&c.limit, "limit", 20, "how many stories to print (`n`)")
			c.IntVar(&c.offset, "offset", 0, "after the first `n`")
			c.StringVar(&c.order, "order", "latest", "stories in `order`: latest or largest first")
			egressFlags(c)
		},
		run: runStory,
	}
}

func runStory(ctx context.Context, p *program, c *call) error {
	if c.limit < 1 || c.limit > 10_000 || c.offset < 0 {
		return usage("--limit is between 1 and 10,000, --offset not negative")
	}
	switch c.Arg(0) {
	case "merge", "split", "confirm", "reject", "undo":
		return decide(ctx, p, c, p.meantStoryOrder, storyDecision)
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	switch {
	case c.NArg() == 0:
		return p.listStories(ctx, c, engine)
	case c.Arg(0) == "decisions":
		all, err := engine.StoryRulings()
		if err != nil {
			return err
		}
		return printDecisions(p, c, all, storyDecision)
	case c.NArg() > 1:
		return usage("one story at a time, not %d", c.NArg())
	}
	s, err := p.askedStory(ctx, c, engine)
	if err != nil {
		return err
	}
	v, err := engine.Story(ctx, s.ID)
	if err != nil {
		return err
	}
	checks, err := engine.StoryConcerns(ctx, v)
	if err != nil {
		return err
	}
	if c.json {
		out := wire.NewStoryView(v)
		out.FactChecks = wire.NewStoryFactChecks(checks)
		return p.printJSON(out)
	}
	writeStory(p.stdout, v)
	printStoryConcerns(p.stdout, checks)
	return nil
}

func (p *program) listStories(ctx context.Context, c *call, engine *search.Engine) error {
	order, ok := map[string]search.StoryOrder{"latest": search.LatestStories, "largest": search.LargestStories}[c.order]
	if !ok {
		return usage("--order %q: latest or largest", c.order)
	}
	stories, total, err := engine.Stories(ctx, order, c.offset, c.limit)
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(wire.NewStories(stories, total, c.offset))
	}
	for i := range stories {
		fmt.Fprintf(p.stdout, "%s\n  %s\n", storyLine(&stories[i]), stories[i].ID)
	}
	fmt.Fprintf(p.stdout, "%s of %s\n", thousands(len(stories)), plural(total, "story"))
	return nil
}

// askedStory is the story that the argument means: by an ID, an address, or a page.
// A page that the library does not have goes with the article that shares most with
// it.
func (p *program) askedStory(ctx context.Context, c *call, engine *search.Engine) (hearsay.Story, error) {
	s, err := engine.MeantStory(ctx, c.Arg(0))
	_, notID := hearsay.ParseID[hearsay.Story](c.Arg(0))
	if err == nil || !errors.Is(err, hearsay.ErrNotFound) || notID == nil {
		return s, err
	}
	r, err := p.readOne(ctx, c)
	if err != nil {
		return s, err
	}
	if s, err = engine.StoryOf(ctx, r.Article.ID); !errors.Is(err, hearsay.ErrNotFound) {
		return s, err
	}
	t, err := engine.Trace(ctx, search.Request{Reading: &r.Article, Quotations: r.Quotations})
	if err != nil {
		return s, err
	}
	if len(t.Matches) == 0 || t.Matches[0].Words == 0 {
		return s, fmt.Errorf("story of %s: %w: the page is not in this library, and shares no passage with it", c.Arg(0), hearsay.ErrNotFound)
	}
	fmt.Fprintf(p.stderr, "The page is not in this library; this is the story of the article that shares most with it.\n")
	return engine.StoryOf(ctx, t.Matches[0].Article.ID)
}

// storyLine says what a story is, on one line.
func storyLine(s *hearsay.Story) string {
	confirmed := ""
	if s.Confirmed {
		confirmed = " · confirmed by a person"
	}
	return fmt.Sprintf("%s · %s, %s · %s%s", clip(nameOr(s.Earliest.Headline, "no headline"), 60), plural(s.Articles, "article"), plural(s.Outlets, "outlet"),
		period(s.First, s.Last), confirmed)
}

// storyDecision is a ruling on stories, as it is printed.
func storyDecision(r *hearsay.StoryRuling) decision {
	return decision{r.N, r.At, r.Undone, r.By, storyRulingText(r), wire.NewStoryDecision(r)}
}

// storyRulingText says what was decided.
func storyRulingText(r *hearsay.StoryRuling) string {
	a, b := articlesText(r.Articles), articlesText(r.Others)
	switch r.Verb {
	case hearsay.MergeStories:
		return a + " and " + b + " are one story"
	case hearsay.SplitStory:
		return a + " are a story by themselves"
	case hearsay.RejectStory:
		return a + " are not of one story"
	}
	return a + " are of one story"
}

// articlesText names the first of some articles, and counts the others.
func articlesText(ids []hearsay.ArticleID) string {
	if len(ids) == 0 {
		return "nothing"
	}
	text := "article " + ids[0].String()
	if len(ids) > 1 {
		text += fmt.Sprintf(" (and %s more)", thousands(len(ids)-1))
	}
	return text
}

// originKinds say what sort of beginning an origin is.
var originKinds = map[hearsay.OriginKind]string{
	hearsay.AgencyCopy: "press agency", hearsay.PressRelease: "release", hearsay.Interview: "interview", hearsay.Conference: "said to several at once",
	hearsay.OfficialRecord: "official record", hearsay.Translation: "text in another language", hearsay.OwnReport: "no other source named or shared",
}

// nodeText is what an end of a derivation is called.
func nodeText(v *hearsay.StoryView, n hearsay.Node) string {
	if n.Unseen > 0 && n.Unseen <= len(v.Lineage.Unseen) {
		if a := v.Lineage.Unseen[n.Unseen-1].Agent; !a.IsZero() {
			return clip(nameOr(a.Name, a.Domain), 60) + " (not in this library)"
		}
		return "a source that is not in this library"
	}
	if a := v.Texts[n.Article]; a != nil {
		return clip(nameOr(a.Outlet.Name, "outlet not known"), 60)
	}
	return n.Article.String()
}

// derivationText says where an article is from, on one line.
func derivationText(v *hearsay.StoryView, d *hearsay.Derivation) string {
	if d.Undecided {
		return fmt.Sprintf("tied to %s: %s, %s; which was first is not known", nodeText(v, d.From), d.Relation, d.Certainty)
	}
	text := fmt.Sprintf("from %s: %s, %s", nodeText(v, d.From), d.Relation, d.Certainty)
	var why []string
	for _, e := range d.Evidence[:min(2, len(d.Evidence))] {
		if e.Says != "" && e.Weight > 0 {
			why = append(why, strings.TrimSuffix(e.Says, "."))
		}
	}
	if len(why) > 0 {
		text += " (" + strings.Join(why, "; ") + ")"
	}
	return text
}
