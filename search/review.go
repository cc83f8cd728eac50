// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/family"
	"hearsay/prose"
	"hearsay/reuse"
)

const (
	// maxReviewing is how many articles that publish reviews one question looks into: those that
	// share most with what is asked about.
	maxReviewing = 48
	// maxConcerns is how many reviews are told.
	maxConcerns = 20
	// A claim and a text share a passage when they have claimWords words of it in common and half of the claim, or
	// all of a claim that has leastClaim words.
	claimWords = 8
	leastClaim = 5
	// maxClaimChanges is how many changes of a quotation are told.
	maxClaimChanges = 3
)

// Concerns are the reviews of the library that concern words, as Article's are those that concern an
// article: the words as spoken, or as part of a text. Errors: those of the library, and ErrTooLarge.
func (e *Engine) Concerns(ctx context.Context, words string) ([]hearsay.Concern, error) {
	if len(words) > maxText {
		return nil, hearsay.ErrTooLarge
	}
	asked := &hearsay.Article{ID: nowhere, Text: words}
	return e.concerns(ctx, asked, []family.Quoted{{Article: asked.Brief(), Words: []string{words}, Content: []hearsay.Span{{End: len(words)}}, Mode: hearsay.Direct, Number: -1}})
}

// nowhere is the ID of words that stand in no article: to package family zero means the words of the claim.
var nowhere = hearsay.ArticleID{1}

// concerns finds the reviews that other pages publish and that concern an article with some quotations: those of its
// addresses first, then the latest.
func (e *Engine) concerns(ctx context.Context, a *hearsay.Article, quoted []family.Quoted) ([]hearsay.Concern, error) {
	publishers, err := e.lib.Reviewing(ctx, a, maxReviewing)
	if err != nil || len(publishers) == 0 {
		return nil, err
	}
	m := newMeasure(a, quoted)
	var out []hearsay.Concern
	for _, id := range publishers {
		p, err := e.shelf.article(ctx, id)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // removed since
		}
		if err != nil {
			return nil, err
		}
		if story(a) != "" && story(a) == story(p.Article) {
			continue // a version of the page itself
		}
		for i := range p.Reviews {
			if why := m.why(&p.Reviews[i]); len(why) > 0 {
				out = append(out, hearsay.Concern{Review: p.Reviews[i], In: p.Brief(), Why: why})
			}
		}
	}
	slices.SortStableFunc(out, compareConcerns)
	out = slices.CompactFunc(out, sameReview)
	return out[:min(len(out), maxConcerns)], nil
}

// MostConcerned is how many articles of a story are looked at for reviews that concern them.
const MostConcerned = 40

// StoryConcerns are the reviews of the library that concern articles of a story: the earliest ones of
// its members, MostConcerned at most. Those that concern most of them come first.
func (e *Engine) StoryConcerns(ctx context.Context, v *hearsay.StoryView) ([]hearsay.StoryConcern, error) {
	some, err := e.lib.HasReviewed(ctx)
	if err != nil || !some {
		return nil, err
	}
	var out []hearsay.StoryConcern
	for _, m := range v.Members[:min(len(v.Members), MostConcerned)] {
		a, quotations, err := e.lib.Article(ctx, m.ID)
		if errors.Is(err, hearsay.ErrNotFound) {
			continue // removed since
		}
		if err != nil {
			return nil, err
		}
		list, err := e.concerns(ctx, a, family.Read(a, quotations))
		if err != nil {
			return nil, err
		}
		for i := range list {
			out = addConcern(out, a, &list[i])
		}
	}
	slices.SortStableFunc(out, func(a, b hearsay.StoryConcern) int { return len(b.Articles) - len(a.Articles) })
	return out[:min(len(out), maxConcerns)], nil
}

// addConcern adds what concerns an article to what concerns its story.
func addConcern(list []hearsay.StoryConcern, a *hearsay.Article, c *hearsay.Concern) []hearsay.StoryConcern {
	at := slices.IndexFunc(list, func(s hearsay.StoryConcern) bool { return sameReview(hearsay.Concern{Review: s.Review}, *c) })
	if at < 0 {
		list, at = append(list, hearsay.StoryConcern{Review: c.Review, In: c.In}), len(list)
	}
	list[at].Articles = append(list[at].Articles, hearsay.ConcernedArticle{Article: a, Why: c.Why})
	return list
}

// compareConcerns puts those first that name an address, then the later ones; those of one review follow
// each other, that of the longest article first.
func compareConcerns(a, b hearsay.Concern) int {
	named := func(c *hearsay.Concern) int {
		if c.Why[0].Kind == hearsay.NamesAddress {
			return 0
		}
		return 1
	}
	return cmp.Or(named(&a)-named(&b), b.Published.Earliest.Compare(a.Published.Earliest), cmp.Compare(a.URL, b.URL), cmp.Compare(a.Claim, b.Claim),
		b.In.Words-a.In.Words, slices.Compare(a.In.ID[:], b.In.ID[:]))
}

// sameReview reports two that are of one review: its page was captured twice, or a feed told of it, too.
func sameReview(a, b hearsay.Concern) bool {
	return a.URL == b.URL && a.Claim == b.Claim && a.Published.Earliest.Equal(b.Published.Earliest)
}

// measure tells why reviews concern one article.
type measure struct {
	article   *hearsay.Article
	addresses []string // plain
	parts     []measured
	quoted    []family.Quoted
}

// measured is a part of the article with its words.
type measured struct {
	part  hearsay.Part
	words []prose.Word
	query *reuse.Query
}

func newMeasure(a *hearsay.Article, quoted []family.Quoted) *measure {
	m := &measure{article: a, quoted: quoted}
	for _, part := range []hearsay.Part{hearsay.InText, hearsay.InHeadline} {
		text := a.Text
		if part == hearsay.InHeadline {
			text = a.Headline
		}
		words := prose.Words(text)
		m.parts = append(m.parts, measured{part, words, reuse.News().QueryCodes(reuse.AppendCodes(nil, words), nil)})
	}
	for _, address := range []string{a.URL, a.Canonical} {
		if plain := hearsay.PlainAddress(address); plain != "" {
			m.addresses = append(m.addresses, plain)
		}
	}
	return m
}

// why are the reasons for which a review concerns the article; none when it does not. It is a function
// of the two alone.
func (m *measure) why(r *hearsay.Review) []hearsay.ConcernReason {
	var out []hearsay.ConcernReason
	if slices.ContainsFunc(r.Appearances, func(address string) bool { return slices.Contains(m.addresses, hearsay.PlainAddress(address)) }) {
		out = append(out, hearsay.ConcernReason{Kind: hearsay.NamesAddress, Says: "names this address as one where the claim stands"})
	}
	for _, piece := range pieces(r.Claim) {
		if q, ok := m.spoken(piece); ok {
			return append(out, q)
		}
	}
	for n, piece := range pieces(r.Claim) {
		whose := "the claim's %d words"
		if n > 0 {
			whose = "the %d words that the claim quotes"
		}
		if p, ok := m.shared(piece, whose); ok {
			return append(out, p)
		}
	}
	return out
}

// pieces are a claim and the words within it that stand between quote marks.
func pieces(claim string) []string {
	out := []string{claim}
	for _, q := range family.Read(&hearsay.Article{Text: claim}, nil) {
		out = append(out, q.Exact())
	}
	return out
}

// spoken looks for a quotation that is of the same utterance as the words of a claim.
func (m *measure) spoken(claim string) (hearsay.ConcernReason, bool) {
	wanted := phrases(terms(claim))
	like := slices.DeleteFunc(slices.Clone(m.quoted), func(q family.Quoted) bool { return !wanted.in(q.Exact()) })
	if len(like) == 0 {
		return hearsay.ConcernReason{}, false
	}
	for _, f := range family.Asked(claim, hearsay.ArticleID{}, like) {
		for _, v := range f.Variants {
			if v.Article != m.article.ID || len(v.Content) == 0 || v.Exact == "" {
				continue
			}
			if r, ok := m.told(claim, &v); ok {
				return r, true
			}
		}
	}
	return hearsay.ConcernReason{}, false
}

// told says how a quotation is tied to a claim, and reports whether any of its words are the claim's: where only
// names and numbers are, it is not told.
func (m *measure) told(claim string, v *hearsay.Rendering) (hearsay.ConcernReason, bool) {
	d := family.Changes(family.Wording{Text: v.Exact, Mode: v.Mode}, family.Wording{Text: claim})
	d.Steps = slices.DeleteFunc(d.Steps, func(s family.Step) bool { return !family.Risky(s.Kind) })
	changes := d.Says(v.Exact, claim)
	out := hearsay.ConcernReason{
		Kind: hearsay.SharesSpeech, At: hearsay.Place{Part: v.Part, Span: v.Content[0]},
		Says: "looks at the same words as a quotation here", Changes: changes[:min(len(changes), maxClaimChanges)],
	}
	if m.article.ID == nowhere {
		out.Says, out.At = "looks at these words", hearsay.Place{}
	}
	return out, !v.Anchored
}

// shared looks for a passage that the article has in common with the words of a claim. Whose says which of the
// claim's words these are.
func (m *measure) shared(claim, whose string) (hearsay.ConcernReason, bool) {
	codes := reuse.Codes(claim)
	for _, p := range m.parts {
		for _, found := range p.query.Align(codes, min(leastClaim, len(codes))) {
			if found.Matched < leastClaim || found.Matched < len(codes) && (found.Matched < claimWords || 2*found.Matched < len(codes)) {
				continue
			}
			out := hearsay.ConcernReason{
				Kind: hearsay.SharesPassage, At: hearsay.Place{Part: p.part, Span: reuse.Bytes(p.words, found.A)},
				Says: fmt.Sprintf("%d of "+whose+" stand here", found.Matched, len(codes)),
			}
			if m.article.ID == nowhere {
				out.At = hearsay.Place{}
			}
			return out, true
		}
	}
	return hearsay.ConcernReason{}, false
}
