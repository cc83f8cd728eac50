// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/draw"
	"hearsay/family"
	"hearsay/search"
	"hearsay/wire"
)

// utterancePage is the page at "/quotes/ID": one utterance in all its wordings. The ID
// is that of an article that prints it, and its number among the article's quotations.
type utterancePage struct {
	frame
	*hearsay.FamilyView
	Own      string // address
	Query    string // of the base, behind addresses; "" for the one that is chosen when none is said
	Words    string // of the base, and its language
	Lang     string
	BaseWhy  string
	Wordings []numberedWording
	Speakers []spokenBy
	Timeline plot
	Linked   linked
	Printed  []printing
	Rest     int // printings that are not in the table
	Once     bool
	Checks   []factCheck // that concern the words of the base
}

// numberedWording is a wording with the sentences around it, where it is first printed.
type numberedWording struct {
	wordingRow
	N       int
	Base    bool
	Address string // of the page with this one as the base
	Count   int    // articles
	First   *hearsay.Brief
	Context *context3
}

// context3 is a text with what stands before and behind it.
type context3 struct{ Before, Words, Behind string }

// spokenBy is a speaker that articles give the words to; "" for nobody.
type spokenBy struct {
	Name     string
	Articles int
}

// printing is a wording in an article.
type printing struct {
	printedAt
	N int
}

const (
	maxWordings = 60
	maxContexts = 30
)

// wordingsOf is an utterance that is asked about: the family, and the order of its wordings.
type wordingsOf struct {
	id       string
	view     *hearsay.FamilyView
	wordings [][]int
	base     int // of wordings
}

// words are those of the base.
func (u *wordingsOf) words() string { return u.view.Variants[u.view.Base].Exact }

// askedUtterance reads a request. Errors: ErrNotFound, ErrInvalid.
func (s *site) askedUtterance(r *http.Request) (*wordingsOf, error) {
	name := r.PathValue("id")
	first, number, _ := strings.Cut(name, "-")
	n, err := strconv.Atoi(number)
	article, bad := articleID(first)
	if err != nil || bad != nil || n < 1 {
		return nil, fmt.Errorf("quotation: %w", hearsay.ErrNotFound)
	}
	base, err := count(r, "base", 0)
	if err != nil {
		return nil, err
	}
	v, err := s.familyOf(r.Context(), article, n)
	if err != nil {
		return nil, err
	}
	if v.Family.Earliest >= 0 {
		v.Family = family.Rebase(&v.Family, v.Family.Earliest)
	}
	u := &wordingsOf{id: name, view: v, wordings: v.Wordings()}
	if base > len(u.wordings) {
		return nil, fmt.Errorf("base %d: %w: there are %d wordings", base, hearsay.ErrInvalid, len(u.wordings))
	}
	if base > 0 {
		u.base = base - 1
		v.Family = family.Rebase(&v.Family, u.wordings[u.base][0])
	}
	return u, nil
}

// familyOf finds the utterance of a quotation of an article; of one variant when no
// other article has the words.
func (s *site) familyOf(ctx context.Context, article hearsay.ArticleID, number int) (*hearsay.FamilyView, error) {
	a, err := s.engine.Article(ctx, article)
	if err != nil {
		return nil, err
	}
	var own *family.Quoted
	read := family.Read(a.Article, a.Quotations)
	for i := range read {
		if read[i].Number == number-1 {
			own = &read[i]
		}
	}
	if own == nil {
		return nil, fmt.Errorf("quotation %d of the article: %w", number, hearsay.ErrNotFound)
	}
	families, err := s.engine.Claimed(ctx, search.Claim{Words: own.Exact(), Article: article})
	if err != nil {
		return nil, err
	}
	for i := range families {
		for _, v := range families[i].Variants {
			if v.Article == article && v.Quotation == number {
				return &families[i], nil
			}
		}
	}
	alone := family.Group([]family.Quoted{*own})
	if len(alone) == 0 {
		return nil, fmt.Errorf("quotation %d of the article: %w", number, hearsay.ErrNotFound)
	}
	return &hearsay.FamilyView{Family: alone[0], Articles: []hearsay.Brief{a.Article.Brief()}}, nil
}

func (s *site) utteranceJSON(r *http.Request) (wire.Family, error) {
	u, err := s.askedUtterance(r)
	if err != nil {
		return wire.Family{}, err
	}
	checks, err := s.engine.Concerns(r.Context(), u.words())
	out := wire.NewFamily(u.view)
	out.FactChecks = wire.NewFactChecks(checks, nil)
	return out, err
}

func utteranceAsks() []param {
	return []param{{name: "base", kind: aCount, says: "number of the wording that changes are told against; the earliest when not said"}}
}

func (s *site) timelineFile(r *http.Request) (response, error) {
	u, err := s.askedUtterance(r)
	if err != nil {
		return response{}, err
	}
	return figureFile(r, u.timeline(), nil)
}

// claimDraft is a ClaimReview of an utterance for a person to complete, as a file.
func (s *site) claimDraft(r *http.Request) (response, error) {
	u, err := s.askedUtterance(r)
	if err != nil {
		return response{}, err
	}
	b, err := encodeJSON(wire.NewClaimReviewDraft(u.view))
	return response{file: b, mediaType: "application/ld+json", download: "claimreview-draft-" + u.id + ".jsonld"}, err
}

func (s *site) utterance(r *http.Request) (response, error) {
	u, err := s.askedUtterance(r)
	if err != nil {
		return response{}, err
	}
	own := "/quotes/" + u.id
	words := u.words()
	page := utterancePage{frame: s.frame("“"+shortened(words, 70)+"”", "/quotes"), FamilyView: u.view, Own: own, Words: words, Lang: u.view.Brief(u.view.Variants[u.view.Base].Article).Language, Once: len(u.view.Variants) < 2, Speakers: u.speakers()}
	page.Twin = own + ".json"
	article, number, _ := strings.Cut(u.id, "-")
	page.Save = s.saves(r.Context(), "You are told of articles that come to this library and have these words, as they are or altered.",
		[2]string{"kind", "quotation"}, [2]string{"article", article}, [2]string{"n", number})
	query := ""
	if u.base > 0 {
		query = "base=" + strconv.Itoa(u.base+1)
		page.Query = "?" + query
		page.Twin += page.Query
	}
	page.BaseWhy, page.Linked = u.baseWhy(), newClaim(u.view, u.id)
	if page.Wordings, err = s.numbered(r.Context(), u, own); err != nil {
		return response{}, err
	}
	page.Timeline = newPlot(u.timeline(), "timeline", own+"/timeline", query)
	page.Printed, page.Rest = u.printings()
	checks, err := s.engine.Concerns(r.Context(), words)
	if err != nil {
		return response{}, err
	}
	page.Checks = newFactChecks(checks, nil)
	return response{view: "quote", page: page}, nil
}

func shortened(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

func (u *wordingsOf) baseWhy() string {
	switch {
	case u.base > 0:
		return "chosen by you"
	case u.view.Family.Earliest >= 0:
		return "the earliest copy in this library"
	}
	return "dates do not decide which was first; it is the one that was asked about"
}

// numbered are the wordings, in one order whichever is the base.
func (s *site) numbered(ctx context.Context, u *wordingsOf, own string) (out []numberedWording, err error) {
	for i, w := range u.wordings[:min(len(u.wordings), maxWordings)] {
		briefs := u.view.BriefsOf(w)
		n := numberedWording{wordingRow: newWordingRow(u.view, w), N: i + 1, Base: i == u.base, Address: own, Count: len(briefs)}
		if i > 0 {
			n.Address = fmt.Sprintf("%s?base=%d", own, i+1)
		}
		if len(briefs) > 0 {
			n.First = &briefs[0]
		}
		if i < maxContexts {
			if n.Context, err = s.around(ctx, &u.view.Variants[w[0]]); err != nil {
				return nil, err
			}
		}
		out = append(out, n)
	}
	return out, nil
}

// timeline draws when each wording was printed.
func (u *wordingsOf) timeline() *draw.Figure {
	var rows []draw.Row
	for i, w := range u.wordings {
		row := newWordingRow(u.view, w)
		name := fmt.Sprintf("V%d", i+1)
		switch {
		case i == u.base:
			name += " · the base"
		case len(row.Loud) > 0:
			name = "! " + name + " · " + strings.Join(row.Loud, ", ")
		case len(row.Plain) > 0:
			name += " · " + strings.Join(row.Plain, ", ")
		default:
			name += " · the same words"
		}
		r := draw.Row{Name: name, Note: shortened(u.view.Variants[w[0]].Exact, 40), Flag: len(row.Loud) > 0}
		for _, k := range w {
			b := u.view.Brief(u.view.Variants[k].Article)
			if !b.ID.IsZero() {
				r.At = append(r.At, draw.Moment{When: drawnInterval(b.Date), Tip: outletName(b.Outlet) + ", " + newWhen(b.Date).Text, Link: "/articles/" + b.ID.String(), Chosen: k == u.view.Family.Earliest})
			}
		}
		rows = append(rows, r)
	}
	return draw.Rows("When each wording was printed", rows)
}

// speakers are those that articles give the words to, those of most articles first.
func (u *wordingsOf) speakers() (out []spokenBy) {
	in := map[string]map[hearsay.ArticleID]bool{}
	for i := range u.view.Variants {
		v := &u.view.Variants[i]
		if v.Article.IsZero() {
			continue
		}
		name := agentName(v.Speaker)
		if in[name] == nil {
			in[name] = map[hearsay.ArticleID]bool{}
		}
		in[name][v.Article] = true
	}
	for name, articles := range in {
		out = append(out, spokenBy{name, len(articles)})
	}
	slices.SortFunc(out, func(a, b spokenBy) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Name, b.Name))
	})
	return out
}

// printings are the articles with their wordings, in order of time; at most maxLines.
func (u *wordingsOf) printings() (out []printing, rest int) {
	for i, w := range u.wordings {
		for _, b := range u.view.BriefsOf(w) {
			out = append(out, printing{printedAt{b, "/articles/" + b.ID.String()}, i + 1})
		}
	}
	slices.SortStableFunc(out, func(a, b printing) int { return byTime(&a.Brief, &b.Brief) })
	rest = max(0, len(out)-maxLines)
	return out[:len(out)-rest], rest
}

// linkWordings gives quotations of an article the addresses of the pages that set all
// wordings of them beside each other.
func linkWordings(list []said, view *search.View) {
	if view.Article.Kept != nil {
		return // its words are not here to be compared
	}
	has := map[int]bool{}
	for _, q := range family.Read(view.Article, view.Quotations) {
		has[q.Number+1] = true
	}
	for i := range list {
		if has[list[i].Number] {
			list[i].Wordings = fmt.Sprintf("/quotes/%s-%d", view.Article.ID, list[i].Number)
		}
	}
}
