// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"slices"

	"hearsay"
	"hearsay/chain"
)

const (
	// Words that this many articles of one outlet share, and of no other, are
	// called boilerplate when they are also a large part of what the library
	// has of that outlet: a footer, a disclaimer, a standing head.
	minBoilerplate   = 5
	boilerplateShare = 0.25
)

// boilerplate marks the words of the question that one outlet prints everywhere.
func (e *Engine) boilerplate(ctx context.Context, q *question, found []finding) ([]bool, error) {
	byOutlet := map[string][]finding{}
	var names []hearsay.Agent
	for _, f := range found {
		name := f.match.Article.Outlet
		if name.Name == "" {
			continue
		}
		if byOutlet[name.Name] == nil {
			names = append(names, name)
		}
		byOutlet[name.Name] = append(byOutlet[name.Name], f)
	}
	marked := make([]bool, len(q.query.Words()))
	all := coverage(found, len(marked))
	for _, outlet := range names {
		of := byOutlet[outlet.Name]
		if len(of) < minBoilerplate {
			continue
		}
		articles, err := e.ofOutlet(ctx, outlet)
		if err != nil {
			return nil, err
		}
		for i, n := range coverage(of, len(marked)) {
			if n >= minBoilerplate && n == all[i] && float64(n) >= boilerplateShare*float64(articles) {
				marked[i] = true
			}
		}
	}
	return marked, nil
}

// coverage counts, for every word of the question, the findings that share it.
func coverage(found []finding, words int) []int {
	out := make([]int, words)
	for _, f := range found {
		for _, r := range f.regions {
			for i := r.Start; i < r.End; i++ {
				out[i]++
			}
		}
	}
	return out
}

// within counts the marked words of some regions.
func within(regions []hearsay.Span, marked []bool) int {
	n := 0
	for _, r := range regions {
		for _, is := range marked[r.Start:r.End] {
			if is {
				n++
			}
		}
	}
	return n
}

// classes says of every word of the question what was found of it.
func (q *question) classes(found []finding, boilerplate []bool) hearsay.Classes {
	shared := coverage(found, len(boilerplate))
	same, quoted := make([]bool, len(boilerplate)), slices.Clone(q.quoted)
	for _, f := range found {
		for _, r := range f.spoken {
			for i := r.Start; i < r.End; i++ {
				quoted[i] = true
			}
		}
		for _, r := range f.equal {
			for i := r.Start; i < r.End; i++ {
				same[i] = true
			}
		}
	}
	var c hearsay.Classes
	for i := range boilerplate {
		switch {
		case shared[i] == 0:
			c.New++
		case boilerplate[i]:
			c.Boilerplate++
		case quoted[i]:
			c.Quotation++
		case same[i]:
			c.Same++
		default:
			c.Reworded++
		}
	}
	return c
}

// maxSteps bounds a chain that is joined from several articles.
const maxSteps = 12

// join makes the chain: what the page says of itself, continued by what the
// articles say that the library holds of those it names. Of a page that names nobody
// it is the way that its text came, as far as the texts tell; pasted text begins with
// the article that shares most with it.
func (e *Engine) join(ctx context.Context, q *question, found []finding, d *descent, t *hearsay.Trace) error {
	if q.Forward {
		return nil
	}
	j := &joiner{e: e, found: found, d: d, t: t}
	if q.article != nil {
		ways := chain.PageWays(q.article, q.Quotations)
		t.Chain, t.Forks = ways.Main, j.forks(ways.Forks)
	}
	if len(t.Chain) == 0 {
		if err := j.begin(ctx, q); err != nil {
			return err
		}
	}
	for i := 0; i < len(t.Chain) && len(t.Chain) < maxSteps; i++ {
		if err := j.extend(ctx, i); err != nil {
			return err
		}
	}
	return nil
}

type joiner struct {
	e     *Engine
	found []finding
	d     *descent
	t     *hearsay.Trace
}

// maxForks is how many other ways are shown.
const maxForks = 8

// forks leads other ways to the articles that the library holds of those they name.
func (j *joiner) forks(ways [][]hearsay.Step) [][]hearsay.Step {
	ways = ways[:min(len(ways), maxForks)]
	for _, way := range ways {
		for i := range way {
			if s := &way[i]; s.Article.IsZero() && !speaks(s.Agent) {
				s.Article = j.articleOf(s.Agent)
			}
		}
	}
	return ways
}

// begin starts the chain with the way that the text of the page came, or at the best
// match, unless the match is known to be later or of the same page.
func (j *joiner) begin(ctx context.Context, q *question) error {
	if q.article != nil {
		if way := j.d.way(q.article.ID); len(way) > 0 {
			j.t.Chain = way[:min(len(way), maxSteps)]
			return j.cite(ctx, way)
		}
	}
	for _, f := range j.found {
		m := &f.match
		own := q.article != nil && chain.SameOutlet(q.article.Outlet, m.Article.Outlet)
		if m.Words == 0 || own || m.Article.Outlet.IsZero() || m.Relation == hearsay.Revises {
			continue
		}
		if q.article != nil && m.Direction.From != hearsay.MatchSide {
			continue
		}
		j.t.Chain = []hearsay.Step{{
			Agent: m.Article.Outlet, Relation: hearsay.StepShares, Article: m.Article.ID,
			Evidence: hearsay.Place{Span: m.Passages[0].A},
		}}
		way := j.d.way(m.Article.ID)
		for i := range way {
			if way[i].In.IsZero() {
				way[i].In = m.Article.ID
			}
			if !j.named(way[i].Agent) && len(j.t.Chain) < maxSteps {
				j.t.Chain = append(j.t.Chain, way[i])
			}
		}
		return j.cite(ctx, way)
	}
	return nil
}

// cite puts the articles that steps have their evidence in among those cited.
func (j *joiner) cite(ctx context.Context, steps []hearsay.Step) error {
	for _, s := range steps {
		known := slices.ContainsFunc(j.t.Cited, func(a *hearsay.Article) bool { return a.ID == s.In })
		if s.In.IsZero() || known {
			continue
		}
		v, err := j.e.shelf.article(ctx, s.In)
		if err != nil {
			return err
		}
		j.t.Cited = append(j.t.Cited, v.Article)
	}
	return nil
}

// extend looks for the article of step i in the library and inserts behind the
// step whom that article names.
func (j *joiner) extend(ctx context.Context, i int) error {
	step := &j.t.Chain[i]
	if speaks(step.Agent) {
		return nil
	}
	if step.Article.IsZero() {
		if step.Article = j.articleOf(step.Agent); step.Article.IsZero() {
			return nil
		}
	}
	a, said, err := j.e.chainOf(ctx, step.Article)
	if err != nil {
		return err
	}
	at, cited := i+1, false
	for _, s := range said {
		if j.named(s.Agent) || len(j.t.Chain) >= maxSteps {
			continue
		}
		if speaks(s.Agent) && j.endsWithSpeaker() {
			continue // the chain has its end already
		}
		s.In, cited = a.ID, true
		if speaks(s.Agent) {
			j.t.Chain = append(j.t.Chain, s)
			continue
		}
		j.t.Chain = append(j.t.Chain[:at:at], append([]hearsay.Step{s}, j.t.Chain[at:]...)...)
		at++
	}
	if cited && !slices.ContainsFunc(j.t.Cited, func(have *hearsay.Article) bool { return have.ID == a.ID }) {
		j.t.Cited = append(j.t.Cited, a)
	}
	return nil
}

// articleOf returns the article of an outlet that shares most with the question.
func (j *joiner) articleOf(outlet hearsay.Agent) hearsay.ArticleID {
	for _, f := range j.found {
		if chain.SameOutlet(outlet, f.match.Article.Outlet) {
			return f.match.Article.ID
		}
	}
	return hearsay.ArticleID{}
}

// named reports whether the chain has the agent already, or it is the outlet of
// the question itself.
func (j *joiner) named(a hearsay.Agent) bool {
	if j.t.Read != nil && chain.SameOutlet(a, j.t.Read.Outlet) {
		return true
	}
	for _, s := range j.t.Chain {
		if chain.SameOutlet(s.Agent, a) {
			return true
		}
	}
	return false
}

func (j *joiner) endsWithSpeaker() bool {
	n := len(j.t.Chain)
	return n > 0 && speaks(j.t.Chain[n-1].Agent)
}

// speaks reports an agent that says things rather than prints them: the end of a
// chain.
func speaks(a hearsay.Agent) bool { return a.Kind == hearsay.Person || a.Kind == hearsay.Anonymous }
