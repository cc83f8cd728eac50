// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package provenance

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Check says what is wrong with a truth, one sentence each; nothing when it hangs
// together: words travel forward in time, so that no article is its own source;
// main edges, chains and origins agree; origins and hearings are partitions;
// quoted words stand where they are said to stand.
func Check(t *Truth, articles []Article) []string {
	c := checker{graph: newGraph(t), times: map[string]time.Time{}, texts: map[string]string{}}
	c.articles(articles)
	c.edges()
	c.chains()
	c.stories()
	c.families()
	return c.problems
}

type checker struct {
	*graph
	times    map[string]time.Time // of articles and unseen sources
	texts    map[string]string
	problems []string
}

func (c *checker) problem(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

func (c *checker) articles(articles []Article) {
	for _, a := range articles {
		if _, twice := c.texts[a.ID]; twice {
			c.problem("article %s stands twice", a.ID)
		}
		c.texts[a.ID] = a.Plain()
	}
	for _, k := range c.truth.Articles {
		if _, ok := c.texts[k.ID]; !ok {
			c.problem("article %s is known and not there", k.ID)
		}
		c.times[k.ID] = k.Time
	}
	if len(c.times) != len(c.texts) {
		c.problem("%d articles, %d are known", len(c.texts), len(c.times))
	}
	for _, u := range c.truth.Unseen {
		if !isUnseen(u.ID) {
			c.problem("unseen source %s is called like an article", u.ID)
		}
		c.times[u.ID] = u.Time
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// Plain is the text, of HTML without its tags.
func (a *Article) Plain() string {
	if a.HTML == "" {
		return a.Text
	}
	return html.UnescapeString(tag.ReplaceAllString(a.HTML, ""))
}

func (c *checker) edges() {
	mains := map[string]int{}
	for i := range c.truth.Edges {
		e := &c.truth.Edges[i]
		if e.Main {
			mains[e.Derived]++
		}
		if isUnseen(e.Derived) {
			c.problem("unseen %s is derived", e.Derived)
		}
		for _, from := range append([]string{e.From}, e.Also...) {
			c.order(e.Derived, from)
		}
		if slices.Contains(e.Also, e.From) {
			c.problem("edge %s to %s: its own source stands among its equals", e.Derived, e.From)
		}
	}
	for id, n := range mains {
		if n > 1 {
			c.problem("%s has %d main edges", id, n)
		}
	}
}

func (c *checker) order(derived, from string) {
	d, known := c.times[derived]
	f, also := c.times[from]
	switch {
	case !known || !also:
		c.problem("edge %s to %s: an end is not known", derived, from)
	case !f.Before(d):
		c.problem("edge %s to %s: %s is not before %s", derived, from, f.Format(time.RFC3339), d.Format(time.RFC3339))
	}
}

// root is where main edges lead, hidden ones too.
func (c *checker) root(article string) string {
	for at, n := article, 0; ; n++ {
		up := ""
		for _, i := range c.graph.edges[at] {
			if e := &c.truth.Edges[i]; e.Main {
				up = e.From
			}
		}
		if up == "" || n > len(c.truth.Edges) {
			return at
		}
		at = up
	}
}

func (c *checker) chains() {
	stated := map[string][]string{}
	for _, ch := range c.truth.Chains {
		stated[ch.Of] = ch.Steps
	}
	for _, k := range c.truth.Articles {
		if want := c.way(k.ID); !slices.Equal(want, stated[k.ID]) {
			c.problem("chain of %s is %v, its main edges lead %v", k.ID, stated[k.ID], want)
		}
	}
}

// way is the chain that main edges make, as far as they can be seen.
func (g *graph) way(of string) []string {
	var steps []string
	for e := g.main(of); e != nil && len(steps) <= len(g.truth.Edges); e = g.main(e.From) {
		steps = append(steps, e.From)
	}
	return steps
}

// FillChains sets the chains of a truth from its edges.
func FillChains(t *Truth) {
	g := newGraph(t)
	t.Chains = nil
	for _, k := range t.Articles {
		if steps := g.way(k.ID); steps != nil {
			t.Chains = append(t.Chains, Chain{Of: k.ID, Steps: steps})
		}
	}
}

func (c *checker) stories() {
	var all []string
	for _, s := range c.truth.Stories {
		var members []string
		for _, o := range s.Origins {
			members = append(members, o.Members...)
			for _, m := range o.Members {
				if r := c.root(m); r != o.Root {
					c.problem("story %s: %s is of origin %s, its text begins at %s", s.ID, m, o.Root, r)
				}
			}
		}
		c.partition("origins of "+s.ID, s.Articles, members)
		all = append(all, s.Articles...)
	}
	var known []string
	for _, k := range c.truth.Articles {
		known = append(known, k.ID)
	}
	c.partition("stories", known, all)
}

// partition reports members that are missing, foreign or there twice.
func (c *checker) partition(name string, whole, members []string) {
	whole, members = slices.Clone(whole), slices.Clone(members)
	slices.Sort(whole)
	slices.Sort(members)
	if !slices.Equal(whole, members) {
		c.problem("%s are no partition: %d members of %d", name, len(members), len(whole))
	}
}

func (c *checker) families() {
	types := ChangeTypes()
	for _, f := range c.truth.Families {
		c.stands(f.ID, f.Article, f.Exact)
		in := []string{f.Article}
		for _, v := range f.Variants {
			c.stands(f.ID, v.Article, v.Exact)
			in = append(in, v.Article)
			if !slices.IsSorted(v.Changes) {
				c.problem("family %s: changes of %s are not sorted", f.ID, v.Article)
			}
			for _, change := range v.Changes {
				if !slices.Contains(types, change) {
					c.problem("family %s: no change %q", f.ID, change)
				}
			}
			if slices.Contains(v.Changes, "re-attributed") == (v.Speaker == f.Speaker) {
				c.problem("family %s: speaker of %s and its changes do not agree", f.ID, v.Article)
			}
		}
		c.partition("hearings of "+f.ID, in, slices.Concat(f.Hearings...))
	}
}

func (c *checker) stands(family, article, exact string) {
	if exact == "" || !strings.Contains(c.texts[article], exact) {
		c.problem("family %s: %q does not stand in %s", family, exact, article)
	}
}
