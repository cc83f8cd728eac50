// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/family"
	"hearsay/reuse"
	"hearsay/search"
)

// found is what the answer to a question says of an article.
type found struct {
	kind hearsay.AlertEventKind
	says string
	why  []string
	link string
}

// confirm asks the question of an alert, and returns what the answer says of the articles
// that it may concern.
func (r *round) confirm(ctx context.Context, s *standing, of []*subject) (map[hearsay.ArticleID]*found, error) {
	switch s.Asks.Kind {
	case hearsay.AlertTrace:
		return r.traced(ctx, s, of)
	case hearsay.AlertSearch:
		return r.searched(ctx, s, of)
	case hearsay.AlertSpeaker:
		return r.spoken(s, of), nil
	case hearsay.AlertQuotation:
		return r.claimed(ctx, s, of)
	}
	out := map[hearsay.ArticleID]*found{}
	for _, a := range of {
		out[a.Article] = &found{
			kind: hearsay.NewArticle, link: "/articles/" + a.Article.String(),
			says: fmt.Sprintf("A new article of %s.", outletName(a.article.Outlet)),
			why:  []string{"It is of this outlet, by what its page says."},
		}
	}
	return out, nil
}

// traced asks where a text is from and, of an article, where it went.
func (r *round) traced(ctx context.Context, s *standing, of []*subject) (map[hearsay.ArticleID]*found, error) {
	var shared []*subject
	for _, a := range of {
		if a.Article != s.Asks.Article && len(s.query.Align(reuse.Codes(a.article.Text), s.minWords())) > 0 {
			shared = append(shared, a)
		}
	}
	out := map[hearsay.ArticleID]*found{}
	for _, forward := range []bool{false, true} {
		if len(shared) == 0 || forward && s.Asks.Article.IsZero() {
			break
		}
		matches, more, err := r.trace(ctx, s, forward)
		if err != nil {
			return nil, err
		}
		for _, a := range shared {
			m := matches[a.Article]
			if m == nil && more {
				if m, err = r.lib.TraceOf(ctx, s.request(forward), a.Article); err != nil {
					return nil, err
				}
			}
			if m != nil && out[a.Article] == nil {
				out[a.Article] = copyFound(s, a, m)
			}
		}
	}
	return out, nil
}

// trace asks one way, and reports whether the answer left articles out.
func (r *round) trace(ctx context.Context, s *standing, forward bool) (map[hearsay.ArticleID]*hearsay.Match, bool, error) {
	t, err := r.lib.Trace(ctx, s.request(forward))
	if err != nil {
		return nil, false, err
	}
	out := map[hearsay.ArticleID]*hearsay.Match{}
	for i := range t.Matches {
		if t.Matches[i].Words > 0 {
			out[t.Matches[i].Article.ID] = &t.Matches[i]
		}
	}
	return out, t.More > 0, nil
}

// copyFound tells a match.
func copyFound(s *standing, a *subject, m *hearsay.Match) *found {
	f := &found{kind: hearsay.NewCopy, link: "/articles/" + a.Article.String()}
	text, self := "the text", "the text"
	if !s.Asks.Article.IsZero() {
		self = "the article"
		text = self
		f.link = fmt.Sprintf("/compare?a=%s&b=%s", s.Asks.Article, a.Article)
	}
	f.says = fmt.Sprintf("%s shares %s with %s.", outletName(a.article.Outlet), count(m.Words, "word", "words"), text)
	switch m.Direction.From {
	case hearsay.MatchSide:
		f.why = append(f.why, "It is dated earlier than "+self+".")
	case hearsay.QuerySide:
		f.why = append(f.why, "It is dated later than "+self+".")
	default:
		f.why = append(f.why, "Which of the two was first is not known.")
	}
	if m.Direction.From != hearsay.UnknownSide {
		credit := "The later one does not name or link the earlier one."
		if m.Credited {
			credit = "The later one names or links the earlier one."
		}
		f.why = append(f.why, credit)
	}
	for _, why := range m.Direction.Why {
		if !slices.Contains(f.why, why) && len(f.why) < 2*maxWhy {
			f.why = append(f.why, why)
		}
	}
	if len(m.Passages) > 0 {
		f.why = append(f.why, "It has: "+quoted(m.Passages[0].B.In(a.article.Text)))
	}
	return f
}

// searched asks a query, of the numbers that the articles have.
func (r *round) searched(ctx context.Context, s *standing, of []*subject) (map[hearsay.ArticleID]*found, error) {
	out := map[hearsay.ArticleID]*found{}
	want := map[hearsay.ArticleID]bool{}
	for _, a := range of {
		want[a.Article] = true
	}
	for _, span := range spans(of) {
		hits, err := r.lib.Passing(ctx, s.Asks.Query, span[0]-1, span[1])
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if !want[h.Brief.ID] {
				continue
			}
			f := &found{kind: hearsay.NewArticle, link: "/articles/" + h.Brief.ID.String()}
			f.says = fmt.Sprintf("An article of %s passes the query.", outletName(h.Brief.Outlet))
			f.why = append(f.why, "Asked for: "+s.Asks.Query)
			if len(h.Matched) > 0 {
				f.why = append(f.why, "It has: "+quoted(around(h.Article, h.Matched[0])))
			}
			out[h.Brief.ID] = f
		}
	}
	return out, nil
}

// maxGap is how many articles that are not wanted may lie between two that are asked for
// at once.
const maxGap = 1000

// spans puts the numbers of articles into few stretches.
func spans(of []*subject) (out [][2]int64) {
	var numbers []int64
	for _, a := range of {
		numbers = append(numbers, a.N)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if k := len(out) - 1; k >= 0 && n-out[k][1] <= maxGap {
			out[k][1] = n
		} else {
			out = append(out, [2]int64{n, n})
		}
	}
	return out
}

// spoken finds what a speaker is quoted with.
func (r *round) spoken(s *standing, of []*subject) map[hearsay.ArticleID]*found {
	n := slices.Index(r.list.all, s)
	out := map[hearsay.ArticleID]*found{}
	for _, a := range of {
		var says []string
		name, first := "", 0
		for i := range a.quotations {
			agent := a.quotations[i].Speaker.Agent
			voice := a.voices[hearsay.Guise{Kind: agent.Kind, Name: agent.Name}]
			if voice.IsZero() || !slices.Contains(r.list.voices[voice], n) {
				continue
			}
			if len(says) == 0 {
				name, first = agent.Name, i+1
			}
			says = append(says, content(a.article, &a.quotations[i]))
		}
		if len(says) == 0 {
			continue
		}
		f := &found{kind: hearsay.NewQuotation, link: fmt.Sprintf("/quotes/%s-%d", a.Article, first)}
		f.says = fmt.Sprintf("%s has %s of %s.", outletName(a.article.Outlet), count(len(says), "quotation", "quotations"), name)
		for _, text := range says[:min(len(says), maxWhy)] {
			f.why = append(f.why, "It has: "+quoted(text))
		}
		out[a.Article] = f
	}
	return out
}

// claimed asks who has an utterance.
func (r *round) claimed(ctx context.Context, s *standing, of []*subject) (map[hearsay.ArticleID]*found, error) {
	out := map[hearsay.ArticleID]*found{}
	asked := search.Claim{Words: s.Asks.Text, Article: s.Asks.Article}
	may := slices.ContainsFunc(of, func(a *subject) bool { // before all articles with some of the words are read
		return a.Article != s.Asks.Article && len(family.Asked(s.Asks.Text, hearsay.ArticleID{}, family.Read(a.article, a.quotations))) > 0
	})
	if !may {
		return out, nil
	}
	views, err := r.lib.Claimed(ctx, asked)
	if err != nil {
		return nil, err
	}
	for i := range views {
		if v := &views[i]; s.Asks.Number == 0 || names(v, &s.Asks) {
			for _, a := range of {
				if f := variantFound(v, a); f != nil && out[a.Article] == nil && a.Article != s.Asks.Article {
					out[a.Article] = f
				}
			}
		}
	}
	return out, nil
}

// names reports whether a family is the one that a quotation names.
func names(v *hearsay.FamilyView, q *hearsay.Question) bool {
	return slices.ContainsFunc(v.Variants, func(r hearsay.Rendering) bool { return r.Article == q.Article && r.Quotation == q.Number })
}

// variantFound tells how an article has an utterance; nil when it has not.
func variantFound(v *hearsay.FamilyView, a *subject) *found {
	i := slices.IndexFunc(v.Variants, func(r hearsay.Rendering) bool { return r.Article == a.Article })
	if i < 0 {
		return nil
	}
	r := &v.Variants[i]
	f := &found{kind: hearsay.NewVariant, link: "/articles/" + a.Article.String()}
	if r.Quotation > 0 {
		f.link = fmt.Sprintf("/quotes/%s-%d", a.Article, r.Quotation)
	}
	how := "in the words of the earliest copy"
	if v.Earliest < 0 || v.Earliest != v.Base {
		how = "in the words that it is compared with"
	}
	var changes []string
	for _, c := range r.Changes {
		changes = append(changes, strings.ReplaceAll(string(c), "-", " "))
	}
	if len(changes) > 0 {
		how = "altered: " + strings.Join(changes, ", ")
	}
	f.says = fmt.Sprintf("%s has the quotation, %s.", outletName(a.article.Outlet), how)
	f.why = append(f.why, "It has: "+quoted(r.Exact))
	f.why = append(f.why, r.Says[:min(len(r.Says), maxWhy)]...)
	if !r.Speaker.IsZero() {
		f.why = append(f.why, "It gives the words to "+outletName(r.Speaker)+".")
	}
	return f
}
