// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"context"
	"slices"
	"strings"

	"hearsay"
	"hearsay/store"
)

// About is a page of the articles that name a voice.
type About struct {
	// Names are those that were looked for: the voice's own, and others of it that have two
	// words. A surname alone is looked for only when it is all there is.
	Names []string
	// Namesakes is how many other voices have one of these names: articles about them are
	// among these.
	Namesakes int
	Total     int // articles, not on this page alone
	Mentions  []hearsay.Mention
	Next      Mark // of the last of them; zero when none follow
}

// About returns the articles that name a voice, in their text or headline, the latest
// first: limit of those that follow a mark, and of these offset left out. Articles are found by the name alone. With a limit of 0 they are only counted:
// nobody looks for namesakes, which reads every name of the library. Errors: those of Voice.
func (e *Engine) About(ctx context.Context, v *hearsay.VoiceView, after Mark, offset, limit int) (*About, error) {
	a := &About{Names: namesOf(v)}
	f, wanted := naming(a.Names)
	if f.Words == "" {
		return a, nil
	}
	found, err := e.lib.FindAfter(ctx, f, after, offset, limit)
	if err != nil {
		return nil, err
	}
	a.Total, a.Next = found.Total, found.Next
	if limit == 0 {
		return a, nil
	}
	if a.Namesakes, err = e.namesakes(ctx, v.Voice, a.Names); err != nil {
		return nil, err
	}
	for _, id := range found.Rows {
		m, err := e.mention(ctx, v, id, wanted)
		if err != nil {
			return nil, err
		}
		a.Mentions = append(a.Mentions, m)
	}
	return a, nil
}

// EachAbout calls f for every article that names a voice, the latest first, until it
// returns an error.
func (e *Engine) EachAbout(ctx context.Context, v *hearsay.VoiceView, f func(hearsay.Mention) error) error {
	for at := (Mark{}); ; {
		a, err := e.About(ctx, v, at, 0, perFind)
		if err != nil {
			return err
		}
		for _, m := range a.Mentions {
			if err := f(m); err != nil {
				return err
			}
		}
		if at = a.Next; at.IsZero() {
			return nil
		}
	}
}

// namesOf are the names by which articles about a voice are found.
func namesOf(v *hearsay.VoiceView) []string {
	out := []string{v.Agent.Name}
	for _, g := range v.Variants {
		if len(foldWords(g.Name)) > 1 && !slices.ContainsFunc(out, func(have string) bool { return slices.Equal(foldWords(have), foldWords(g.Name)) }) {
			out = append(out, g.Name)
		}
	}
	return out
}

// naming is the filter for articles with any of some names, and their folded words.
func naming(names []string) (f store.Filter, wanted [][]string) {
	var phrases []string
	for _, n := range names {
		if words := foldWords(n); len(words) > 0 {
			wanted = append(wanted, words)
			phrases = append(phrases, `"`+strings.Join(words, " ")+`"`)
		}
	}
	return store.Filter{Words: strings.Join(phrases, " OR "), ByDate: true}, wanted
}

// namesakes counts the other voices with one of the names.
func (e *Engine) namesakes(ctx context.Context, v hearsay.Voice, names []string) (int, error) {
	others := map[hearsay.VoiceID]bool{}
	for _, name := range names {
		found, _, err := e.lib.Voices(ctx, VoiceFilter{Name: name, Kind: v.Agent.Kind}, 0, maxNamesakes)
		if err != nil {
			return 0, err
		}
		for _, o := range found {
			if o.ID != v.ID {
				others[o.ID] = true
			}
		}
	}
	return len(others), nil
}

// mention says where an article names a voice.
func (e *Engine) mention(ctx context.Context, v *hearsay.VoiceView, id hearsay.ArticleID, wanted [][]string) (hearsay.Mention, error) {
	a, qs, err := e.lib.Article(ctx, id)
	if err != nil {
		return hearsay.Mention{}, err
	}
	m := hearsay.Mention{Article: a, Quotations: qs}
	for _, s := range matches(a.Headline, wanted) {
		m.Places = append(m.Places, hearsay.Place{Part: hearsay.InHeadline, Span: s})
	}
	for _, s := range matches(a.Text, wanted) {
		m.Places = append(m.Places, hearsay.Place{Span: s})
	}
	for i := range qs {
		switch q := &qs[i]; {
		case v.Called(q.Speaker.Agent.Kind, q.Speaker.Agent.Name):
			m.By++
		case slices.ContainsFunc(m.Places, func(p hearsay.Place) bool { return p.Part == q.Part && inContent(q, p.Span) }):
			m.In = append(m.In, i)
		}
	}
	return m, nil
}

func inContent(q *hearsay.Quotation, s hearsay.Span) bool {
	return slices.ContainsFunc(q.Content, func(c hearsay.Span) bool { return c.Contains(s) })
}

// Unclear is a page of the quotations of which no speaker is known.
type Unclear struct {
	Quotations, Articles int // in all
	Said                 []hearsay.Said
	Next                 Mark // of the last article; zero when none follow
}

// Unclear returns the quotations of which no speaker is known, in a page of the articles
// that have such, the latest first: limit of those that follow a mark, and of these offset left out.
func (e *Engine) Unclear(ctx context.Context, after Mark, offset, limit int) (*Unclear, error) {
	found, err := e.lib.Unclear(ctx, after, offset, limit)
	if err != nil {
		return nil, err
	}
	u := &Unclear{Next: found.Next}
	if u.Quotations, u.Articles, err = e.countUnclear(ctx); err != nil {
		return nil, err
	}
	for _, id := range found.Rows {
		said, err := e.saidIn(ctx, id, func(q *hearsay.Quotation, _ string) bool { return q.Speaker.Agent.Name == "" })
		if err != nil {
			return nil, err
		}
		u.Said = append(u.Said, said...)
	}
	return u, nil
}

// countUnclear counts them. The answer is kept until the library changes.
func (e *Engine) countUnclear(ctx context.Context) (quotations, articles int, err error) {
	if err := e.refresh(ctx); err != nil {
		return 0, 0, err
	}
	e.mu.RLock()
	kept, generation := e.unclear, e.generation
	e.mu.RUnlock()
	if kept != nil {
		return kept[0], kept[1], nil
	}
	if quotations, articles, err = e.lib.CountUnclear(ctx); err != nil {
		return 0, 0, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.generation == generation {
		e.unclear = &[2]int{quotations, articles}
	}
	return quotations, articles, nil
}
