// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hearsay"
	"hearsay/prose"
	"hearsay/search"
	"hearsay/store"
	"hearsay/wire"
)

// articlePage is the page at "/articles/ID".
type articlePage struct {
	frame
	Story    hearsay.Story // the one that it is in
	Article  *hearsay.Article
	Headline []Run
	Date     hearsay.Date // the chosen one; zero when there is none
	Dated    plot         // all dates
	Text     []paragraph
	Said     []said // quotations, as far as they are shown
	More     int    // reported statements that are not shown
	All      bool   // every quotation was asked for
	Credits  []credit
	Check    *creditCheck // of the earlier article that shares most words; nil for none
	Links    []link
	Chain    []hop
	Versions []version
	Doubts   []doubt       // what speaks against the dates
	Checks   []factCheck   // by others, that concern it
	Answer   *answer       // its trace against the rest of the library
	Untraced string        // why there is none
	Shares   []store.Share // of an article whose text is not kept
	// MoreShares says that there are more than these.
	MoreShares bool
	Linked     linked
	// Changeable says that the library can be changed from these pages.
	Changeable bool
	// DatesSaid are what people said of its date.
	DatesSaid []hearsay.DateRuling
	// Undated says that the page itself has no date.
	Undated bool
	// Invented says that it is of the sample library.
	Invented bool
	Noted    noted
}

// said is a quotation beside the text.
type said struct {
	ID       string // of the place in the text
	Number   int
	Speaker  string   // "" when not known
	Perhaps  []string // whom the source may mean, when that is not known
	Voice    string   // ID of the speaker in the library; "" for none
	Role     string
	As       string // the words that name the source in the text
	How      string
	Mode     hearsay.Mode
	Polarity hearsay.Polarity
	Extended bool
	Words    string // the first words of the content
	Verb     string
	Via      []string
	Wordings string // address of the page with all wordings of it; "" for none
	Part     hearsay.Part
	Flags    []hearsay.Flag
}

// credit is a place where the page says that it has text from somebody else.
type credit struct {
	hearsay.Credit
	Name     string
	Sentence []Run
	In       string
}

// doubt is a finding about the dates, with the sentence that it stands in.
type doubt struct {
	Says     string
	Sentence []Run
}

// link is a hyperlink of the article text.
type link struct {
	Words, URL string
	Outgoing   string // URL when it may be followed
}

// version is one version of the page.
type version struct {
	hearsay.Revision
	Here    bool
	Compare string // with the one before
}

func (s *site) article(r *http.Request) (response, error) {
	view, err := s.articleAsked(r)
	if err != nil {
		return response{}, err
	}
	page, err := s.newArticlePage(r.Context(), view, r.FormValue("profile") == "all")
	page.DatesSaid = s.datesSaid(r, view.DateRulings)
	return response{view: "article", page: page}, err
}

func (s *site) articleAsked(r *http.Request) (*search.View, error) {
	id, err := pathID[hearsay.Article](r, "article")
	if err != nil {
		return nil, err
	}
	return s.engine.Article(r.Context(), id)
}

// articleJSON is the article page as JSON: what was read, and the versions of the page.
func (s *site) articleJSON(r *http.Request) (wire.ArticleView, error) {
	view, err := s.articleAsked(r)
	if err != nil {
		return wire.ArticleView{}, err
	}
	versions, err := wire.NewVersions(view.Versions, func(id hearsay.ArticleID) (string, error) { return s.engine.Text(r.Context(), id) })
	if err != nil {
		return wire.ArticleView{}, err
	}
	out := wire.ArticleView{Reading: wire.NewReading(view.Article, view.Quotations, view.Chain).WithForks(view.Article, view.Forks).WithFindings(view.Article, view.Findings), Versions: versions}
	for _, s := range view.Shares {
		out.Shares = append(out.Shares, wire.Share{Article: wire.NewBrief(s.With), Words: s.Words})
	}
	for _, d := range s.datesSaid(r, view.DateRulings) {
		out.Said = append(out.Said, wire.NewDateDecision(&d))
	}
	var cut string
	if out.Notes, cut, err = s.notesJSON(r.Context(), view); err != nil {
		return out, err
	}
	out.Cut = strings.Trim(out.Cut+"; "+cut, "; ")
	out.FactChecks = wire.NewFactChecks(view.Concerns, view.Article)
	if view.MoreShares {
		out.Cut = strings.Trim(out.Cut+"; "+wire.SharesCut(len(view.Shares)), "; ")
	}
	return out, err
}

func (s *site) newArticlePage(ctx context.Context, view *search.View, all bool) (articlePage, error) {
	a := view.Article
	page := articlePage{frame: s.frame(titleOf(a), "/articles"), Article: a, All: all}
	page.Twin = "/articles/" + a.ID.String() + ".json"
	page.Date, _ = a.Published()
	if len(a.Dates) > 0 {
		page.Dated = newPlot(datesFigure(a), "dated", "/articles/"+a.ID.String()+"/dates", "")
	}
	page.Linked = newLinked(a, view.Quotations)
	page.Shares, page.MoreShares = view.Shares, view.MoreShares
	page.Changeable = s.changes(ctx)
	page.Undated = !slices.ContainsFunc(a.Dates, func(d hearsay.Date) bool { return d.Basis != "seen" && d.Basis != hearsay.PersonSays })
	page.Invented = s.fiction.holds(a.ID)
	var err error
	if page.Story, err = s.engine.StoryOf(ctx, a.ID); err != nil && !errors.Is(err, hearsay.ErrNotFound) {
		return page, err
	}
	var marks []ink
	if err := s.traceArticle(ctx, &page); err != nil {
		return page, err
	}
	if page.Answer != nil {
		marks = append(marks, page.Answer.marks...)
	}
	if page.Noted, err = s.notesOn(ctx, view); err != nil {
		return page, err
	}
	marks = append(marks, page.Noted.inks(a.Text)...)
	var inHeadline, inText []ink
	page.Said, page.More, inHeadline, inText = quotations(a, view.Quotations, all)
	if err := s.findVoices(ctx, a.ID, page.Said, view.Quotations); err != nil {
		return page, err
	}
	linkWordings(page.Said, view)
	marks = append(marks, inText...)
	for _, c := range a.Citations {
		if inside(c.Anchor, a.Text) {
			marks = append(marks, ink{span: c.Anchor, kind: inkLink, url: c.URL})
			page.Links = append(page.Links, link{c.Anchor.In(a.Text), c.URL, outgoing(c.URL)})
		}
	}
	page.Headline = runs(a.Headline, hearsay.Span{Start: 0, End: len(a.Headline)}, inHeadline)
	page.Text = s.readerText(a, page.Said, marks)
	for _, c := range a.Credits {
		sentence, in := evidence(a, c.Evidence)
		page.Credits = append(page.Credits, credit{c, agentName(c.To), sentence, in})
	}
	if page.Answer != nil {
		page.Check = checkCredits(a, view.Quotations, page.Answer.Trace.Matches)
	}
	for _, f := range view.Findings {
		sentence, _ := evidence(a, f.At)
		page.Doubts = append(page.Doubts, doubt{f.Says, sentence})
	}
	page.Checks = newFactChecks(view.Concerns, a)
	page.Versions = versions(view)
	page.Chain = newChain(view.Chain, a, nil)
	if page.Answer != nil && len(page.Answer.Chain) > 0 {
		page.Chain = page.Answer.Chain // goes on where the page itself ends
	}
	return page, nil
}

// traceArticle looks for the passages of the article in the rest of the library.
// The article is shown without them when that fails in a way that is not ours.
func (s *site) traceArticle(ctx context.Context, page *articlePage) error {
	t, err := s.engine.Trace(ctx, search.Request{Article: page.Article.ID})
	if err != nil {
		f := failureOf(err)
		if f.status >= http.StatusInternalServerError {
			return err
		}
		page.Untraced = f.title
		return nil
	}
	if t.Text != page.Article.Text {
		page.Untraced = "The index holds another version of the text."
		return nil
	}
	page.Answer, err = s.newAnswer(ctx, t)
	return err
}

// readerText is the article with all that was found in it.
func (s *site) readerText(a *hearsay.Article, list []said, marks []ink) []paragraph {
	blocks := make([]hearsay.Span, 0, len(a.Blocks))
	for _, b := range a.Blocks {
		blocks = append(blocks, b.Span)
	}
	if len(blocks) == 0 {
		blocks = prose.Paragraphs(a.Text)
	}
	out := marked(a.Text, blocks, marks)
	at := map[string]int{} // paragraph in which a quotation begins
	for i := range out {
		if i < len(a.Blocks) {
			out[i].Kind = a.Blocks[i].Kind
		}
		for _, run := range out[i].Runs {
			for _, id := range run.IDs {
				at[id] = i
			}
		}
	}
	for _, q := range list {
		if i, ok := at[q.ID]; ok && q.Part == hearsay.InText {
			out[i].Notes = append(out[i].Notes, q)
		}
	}
	return out
}

// quotations prepares those that a page shows: statements by default, and with
// all also what somebody is said to think or want. It returns how many it left
// out, and the marks on the headline and the text.
func quotations(a *hearsay.Article, list []hearsay.Quotation, all bool) (shown []said, more int, headline, text []ink) {
	for i := range list {
		q := &list[i]
		if q.Profile == hearsay.Extended && !all {
			more++
			continue
		}
		in := a.Text
		if q.Part == hearsay.InHeadline {
			in = a.Headline
		}
		if e := q.Extent(); !inside(e, in) || e.IsZero() {
			continue
		}
		s := newSaid(q, in, i+1)
		marks := placesOf(q, s.ID)
		if q.Part == hearsay.InHeadline {
			headline = append(headline, marks...)
		} else {
			text = append(text, marks...)
		}
		shown = append(shown, s)
	}
	return shown, more, headline, text
}

func newSaid(q *hearsay.Quotation, text string, number int) said {
	s := said{
		ID: fmt.Sprintf("q%d", number), Number: number, Speaker: agentName(q.Speaker.Agent), As: q.Source.In(text), How: q.Speaker.How,
		Mode: q.Mode, Polarity: q.Polarity, Extended: q.Profile == hearsay.Extended, Verb: q.Cue.In(text), Part: q.Part,
	}
	for _, f := range q.Flags {
		if f != hearsay.InHeadlines { // Part says it
			s.Flags = append(s.Flags, f)
		}
	}
	if q.Speaker.Agent.Name != "" {
		s.Role = q.Speaker.Agent.Role
	}
	for _, c := range q.Speaker.Alternatives {
		s.Perhaps = append(s.Perhaps, agentName(c.Agent))
	}
	for _, v := range q.Via {
		s.Via = append(s.Via, agentName(v.Agent))
	}
	var content []string
	for _, c := range q.Content {
		content = append(content, c.In(text))
	}
	s.Words = beginning(strings.Join(content, " … "), 90)
	return s
}

// findVoices tells for every quotation who of the library its speaker is.
func (s *site) findVoices(ctx context.Context, article hearsay.ArticleID, list []said, qs []hearsay.Quotation) error {
	voices, err := s.engine.Speakers(ctx, article)
	for i := range list {
		agent := qs[list[i].Number-1].Speaker.Agent
		list[i].Voice = voices[hearsay.Guise{Kind: agent.Kind, Name: agent.Name}].String()
	}
	return err
}

// placesOf are the marks of a quotation on the text. The first piece of what was
// said carries the ID; without content, the source or cue does.
func placesOf(q *hearsay.Quotation, id string) []ink {
	var out []ink
	for _, c := range q.Content {
		out = append(out, ink{span: c, kind: inkSaid})
	}
	if !q.Source.IsZero() {
		out = append(out, ink{span: q.Source, kind: inkSource})
	}
	if len(out) == 0 {
		out = append(out, ink{span: q.Extent(), kind: inkSaid})
	}
	out[0].id = id
	return out
}

// beginning cuts a text behind the last whole word within most bytes.
func beginning(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= most {
		return text
	}
	cut := strings.LastIndexByte(text[:most], ' ')
	if cut < most/2 { // scripts without spaces, or one enormous word
		cut = most
		for cut > 0 && text[cut]&0xC0 == 0x80 {
			cut--
		}
	}
	return text[:cut] + " …"
}

// versions sets each version of the page beside the one before.
func versions(view *search.View) []version {
	if len(view.Versions) < 2 {
		return nil
	}
	var out []version
	for _, r := range view.Versions {
		v := version{Revision: r, Here: r.ID == view.Article.ID}
		if !r.Before.IsZero() {
			v.Compare = compareAddress(r.Before, r.ID)
		}
		out = append(out, v)
	}
	return out
}

func titleOf(a *hearsay.Article) string {
	if a.Headline != "" {
		return a.Headline
	}
	return "Article without a headline"
}
