// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"hearsay"
	"hearsay/search"
	"hearsay/store"
)

// fake is an engine that gives the same answers to every question.
type fake struct {
	trace      *hearsay.Trace
	view       *search.View
	comparison *hearsay.Comparison
	results    *search.Results
	briefs     []hearsay.Brief
	text       string
	extent     hearsay.Searched
	voice      *hearsay.VoiceView
	families   []hearsay.FamilyView
	said       []hearsay.Said
	story      *hearsay.StoryView
	err        error
	asked      []search.Request
}

func (f *fake) Trace(_ context.Context, r search.Request) (*hearsay.Trace, error) {
	f.asked = append(f.asked, r)
	return f.trace, f.err
}

func (f *fake) Article(context.Context, hearsay.ArticleID) (*search.View, error) {
	return f.view, f.err
}

func (f *fake) Compare(context.Context, hearsay.ArticleID, hearsay.ArticleID) (*hearsay.Comparison, error) {
	return f.comparison, f.err
}

func (f *fake) Look(_ context.Context, a search.Asked) (*search.Found, error) {
	if f.results == nil {
		return nil, f.err
	}
	counts := []store.Count{{Value: f.results.Query, Label: f.results.Query, Articles: 2}}
	times := []search.Bucket{{From: time.Unix(0, 0).UTC(), Before: time.Unix(3e6, 0).UTC(), Articles: 2}}
	part := search.Part{Text: f.results.Query, Field: "outlet", Value: f.results.Query, Without: f.results.Query}
	return &search.Found{Query: f.results.Query, Total: f.results.Total, Rows: f.results.Total, Hits: f.results.Hits, Parts: []search.Part{part, {Text: f.results.Query}},
		Counts: &search.Counts{Outlets: counts, Languages: counts, Speakers: counts, Times: times}}, f.err
}

func (f *fake) Latest(context.Context, int, int) ([]hearsay.Brief, int, error) {
	return f.briefs, len(f.briefs), f.err
}

func (f *fake) Text(context.Context, hearsay.ArticleID) (string, error) { return f.text, f.err }

func (f *fake) Extent(context.Context) (hearsay.Searched, error) { return f.extent, f.err }

func (f *fake) Stories(context.Context, search.StoryOrder, int, int) ([]hearsay.Story, int, error) {
	return []hearsay.Story{f.story.Story}, 1, f.err
}

func (f *fake) EarlyStory(ctx context.Context, id hearsay.StoryID, _ int) (*hearsay.StoryView, error) {
	return f.Story(ctx, id)
}

func (f *fake) Story(context.Context, hearsay.StoryID) (*hearsay.StoryView, error) {
	return f.story, f.err
}

func (f *fake) StoryOf(context.Context, hearsay.ArticleID) (hearsay.Story, error) {
	return f.story.Story, f.err
}

func (f *fake) Voices(context.Context, search.VoiceFilter, int, int) ([]hearsay.Voice, int, error) {
	return []hearsay.Voice{f.voice.Voice}, 1, f.err
}

func (f *fake) Voice(context.Context, hearsay.VoiceID) (*hearsay.VoiceView, error) {
	return f.voice, f.err
}

func (f *fake) MeantVoices(context.Context, string) ([]hearsay.Voice, error) {
	return []hearsay.Voice{f.voice.Voice}, f.err
}

func (f *fake) SaidBy(context.Context, hearsay.VoiceID, search.Mark, int, int) (search.Listing[hearsay.Said], error) {
	return search.Listing[hearsay.Said]{Rows: f.said}, f.err
}

func (f *fake) About(context.Context, *hearsay.VoiceView, search.Mark, int, int) (*search.About, error) {
	return &search.About{Names: []string{f.voice.Agent.Name}, Namesakes: 1, Total: len(f.said), Mentions: f.mentions()}, f.err
}

func (f *fake) EachAbout(_ context.Context, _ *hearsay.VoiceView, each func(hearsay.Mention) error) error {
	for _, m := range f.mentions() {
		if err := each(m); err != nil {
			return err
		}
	}
	return f.err
}

func (f *fake) mentions() (out []hearsay.Mention) {
	for _, s := range f.said {
		places := []hearsay.Place{{Span: hearsay.Span{End: len(s.Article.Text)}}}
		out = append(out, hearsay.Mention{Article: s.Article, Quotations: s.Quotations, Places: places, In: []int{s.I}, By: 1})
	}
	return out
}

func (f *fake) Unclear(context.Context, search.Mark, int, int) (*search.Unclear, error) {
	return &search.Unclear{Quotations: 3, Articles: 2, Said: f.said}, f.err
}

func (f *fake) Excerpt(context.Context, hearsay.ArticleID) ([]hearsay.Span, error) {
	return nil, f.err
}

func (f *fake) Rulings() ([]hearsay.Ruling, error) {
	var refs []hearsay.Ref
	for _, v := range f.voice.Variants {
		refs = append(refs, hearsay.Ref{Guise: v.Guise})
	}
	if refs == nil {
		return nil, f.err
	}
	return []hearsay.Ruling{{N: 1, At: f.voice.First, Same: true, A: refs, B: refs}, {N: 2, A: refs, B: refs, Undone: true}}, f.err
}

func (f *fake) Families(context.Context, search.Quoted, int) (search.Utterances, error) {
	return search.Utterances{Families: f.families, More: true, Latest: 250}, f.err
}

func (f *fake) Claimed(context.Context, search.Claim) ([]hearsay.FamilyView, error) {
	return f.families, f.err
}

func (f *fake) Concerns(context.Context, string) ([]hearsay.Concern, error) {
	return f.view.Concerns, f.err
}

func (f *fake) StoryConcerns(context.Context, *hearsay.StoryView) ([]hearsay.StoryConcern, error) {
	var out []hearsay.StoryConcern
	for _, c := range f.view.Concerns {
		out = append(out, hearsay.StoryConcern{Review: c.Review, In: c.In, Articles: []hearsay.ConcernedArticle{{Article: f.view.Article, Why: c.Why}}})
	}
	return out, f.err
}

func (f *fake) Speakers(context.Context, hearsay.ArticleID) (map[hearsay.Guise]hearsay.VoiceID, error) {
	agent := f.view.Quotations[0].Speaker.Agent
	return map[hearsay.Guise]hearsay.VoiceID{{Kind: agent.Kind, Name: agent.Name}: voiceID}, f.err
}

func (f *fake) Resolve(context.Context, string) (hearsay.ArticleID, error) {
	return firstID, f.err
}

func (f *fake) AtAddress(context.Context, string) ([]hearsay.Brief, error) {
	return f.briefs, f.err
}

func (f *fake) Custody(context.Context, hearsay.ArticleID) (*search.Custody, error) {
	p := f.text
	return &search.Custody{Article: firstID, File: p, Capture: hearsay.Capture{URL: p, Name: p, MediaType: p}}, f.err
}

func (f *fake) Articles(context.Context, search.Mark, int, int) (search.Listing[hearsay.Brief], error) {
	return search.Listing[hearsay.Brief]{Rows: f.briefs, Total: len(f.briefs)}, f.err
}

func (f *fake) StoriesAfter(context.Context, search.StoryOrder, search.Mark, int, int) (search.Listing[hearsay.Story], error) {
	return search.Listing[hearsay.Story]{Rows: []hearsay.Story{f.story.Story}, Total: 1}, f.err
}

func (f *fake) VoicesAfter(context.Context, search.VoiceFilter, search.Mark, int, int) (search.Listing[hearsay.Voice], error) {
	return search.Listing[hearsay.Voice]{Rows: []hearsay.Voice{f.voice.Voice}, Total: 1}, f.err
}

func (f *fake) EachSaid(_ context.Context, _ search.Quoted, each func(hearsay.Said) bool) error {
	for _, s := range f.said {
		each(s)
	}
	return f.err
}

func (f *fake) EachStory(_ context.Context, _ search.StoryFilter, each func(*search.Told) error) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 1, each(&search.Told{Story: f.story.Story, Lineage: f.story.Lineage})
}

func (f *fake) EachArticle(_ context.Context, each func(*hearsay.Article) error) error {
	if f.err != nil {
		return f.err
	}
	return each(f.view.Article)
}

func (f *fake) Holding(context.Context) (*search.Holding, error) {
	p := f.text
	counts := []store.Count{{Value: p, Label: p, Articles: 2}}
	return &search.Holding{Holding: store.Holding{Articles: 2, Outlets: counts, Languages: counts, Years: counts}, Damaged: []string{p}}, f.err
}

func (f *fake) Have(_ context.Context, ids []hearsay.ArticleID) ([]hearsay.ArticleID, error) {
	return ids, f.err
}

func (f *fake) Exchange(context.Context) (*hearsay.Exchange, error) {
	b := f.briefs[0]
	one := hearsay.Standing{ID: outletID, Outlet: b.Outlet, Articles: 2, Dated: 1, First: b.Seen, Last: b.Seen, Own: 2}
	two := one
	two.ID = hearsay.NewID[hearsay.Standing]("test", "two")
	pairs := []hearsay.Pair{{Article: firstID, From: secondID, Words: 30}}
	return &hearsay.Exchange{
		Standings: []hearsay.Standing{one, two},
		Takings:   []hearsay.Taking{{By: one.ID, From: two.ID, Articles: 1, Pairs: pairs}, {By: two.ID, From: one.ID, Articles: 1, Credited: 1, Delay: time.Hour, Pairs: pairs}},
	}, f.err
}

func (f *fake) OutletsAfter(ctx context.Context, _ search.Mark, _, _ int) (search.OutletListing, error) {
	x, err := f.Exchange(ctx)
	return search.OutletListing{Listing: search.Listing[hearsay.Standing]{Rows: x.Standings, Total: len(x.Standings)}, Pending: x.Pending, Counted: x.Articles()}, err
}

func (f *fake) OutletDays(context.Context, hearsay.OutletID) ([]hearsay.DayCount, error) {
	day := time.Date(2028, 3, 1, 0, 0, 0, 0, time.UTC)
	return []hearsay.DayCount{{Day: day, Articles: 1}, {Day: day.AddDate(0, 0, 1), Articles: 2}, {Day: day.AddDate(0, 0, 2), Articles: 2}, {Day: day.AddDate(0, 0, 40), Articles: 1}}, f.err
}

var (
	outletID = hearsay.NewID[hearsay.Standing]("test", "outlet")
	voiceID  = hearsay.NewID[hearsay.Voice]("test", "voice")
	firstID  = hearsay.NewID[hearsay.Article]("test", "first")
	secondID = hearsay.NewID[hearsay.Article]("test", "second")
)

// hostile is an engine in whose every field the payload stands.
func hostile(payload string) *fake {
	p := payload
	text := p + " the ferry will not sail before the spring said the harbour master on Tuesday " + p
	whole := hearsay.Span{Start: 0, End: len(text)}
	agent := hearsay.Agent{Name: p, Kind: hearsay.Outlet, Role: p, Domain: p, QID: p}
	date := hearsay.Date{Value: p, Basis: p, Chosen: true, Why: p}
	seen := time.Date(2028, 3, 14, 9, 2, 0, 0, time.UTC)
	brief := hearsay.Brief{ID: firstID, URL: p, Outlet: agent, Headline: p, Date: date, Seen: seen, Language: p, Words: 7}
	other := brief
	other.ID = secondID
	article := &hearsay.Article{
		ID: firstID, URL: p, Canonical: p, Outlet: agent, Headline: p, Byline: []string{p}, Dateline: p, Language: p,
		Dates: []hearsay.Date{date}, Seen: seen, Text: text, Words: 7,
		Removed: []hearsay.Removed{{Kind: hearsay.Furniture, Exact: p, Note: p}, {Kind: hearsay.RemovedKind(p)}},
		Reviews: []hearsay.Review{hostileReview(p), {}},
		Credits: []hearsay.Credit{{Kind: hearsay.CreditLine, To: agent, URL: p, Evidence: hearsay.Place{Span: whole}}},
		Citations: []hearsay.Citation{
			{Anchor: hearsay.Span{Start: 0, End: len(p)}, URL: p},
			{Anchor: hearsay.Span{Start: 0, End: len(p)}, URL: "javascript:alert(1)//" + p},
		},
	}
	if len(p) == 0 {
		article.Citations = nil
	}
	inHeadline := []hearsay.Span{{Start: 0, End: len(p)}}
	if p == "" {
		inHeadline = nil // a zero span is no span
	}
	second := *article
	second.ID = secondID
	chain := []hearsay.Step{
		{Agent: agent, Relation: hearsay.StepRelation(p), Evidence: hearsay.Place{Span: whole}},
		{Agent: agent, Relation: hearsay.StepTold, Evidence: hearsay.Place{Part: hearsay.InHeadline, Span: hearsay.Span{Start: 0, End: len(p)}}, In: secondID, Article: secondID},
	}
	direction := hearsay.Direction{From: hearsay.MatchSide, Why: []string{p}}
	match := hearsay.Match{
		Article: brief, Relation: hearsay.Relation(p), Words: 7, Identity: 1, Certainty: hearsay.Certainty(p), Direction: direction,
		Passages: []hearsay.Alignment{{A: whole, B: whole, Matched: 7, Identity: 1}},
	}
	twin := match
	twin.Article = other
	guise := hearsay.Guise{Kind: hearsay.AgentKind(p), Name: p, Role: p}
	voice := hearsay.Voice{ID: voiceID, Agent: agent, Articles: 2, Quotations: 3, First: seen, Last: seen}
	example := hearsay.Example{Ref: hearsay.Ref{Guise: guise}, In: &brief}
	extent := hearsay.Searched{Articles: 2, Outlets: 1, Earliest: seen, Latest: seen, Languages: []string{p}}
	quotations := []hearsay.Quotation{
		{
			Source: hearsay.Span{Start: 0, End: len(p)}, Cue: whole, Content: []hearsay.Span{whole}, Mode: hearsay.Mode(p), Profile: hearsay.Core,
			Polarity: hearsay.Declined, Speaker: hearsay.Speaker{Agent: agent, How: p}, Via: []hearsay.Via{{Agent: agent}}, Within: -1, Flags: []hearsay.Flag{hearsay.Flag(p)},
		},
		{Part: hearsay.InHeadline, Content: inHeadline, Within: -1, Speaker: hearsay.Speaker{Alternatives: []hearsay.Candidate{{Agent: agent, How: p}}}},
	}
	return &fake{
		voice: &hearsay.VoiceView{
			Voice: voice, Variants: []hearsay.Variant{{Guise: guise, Articles: 2, First: seen, Last: seen}}, More: 1,
			Why:   []hearsay.Reason{{Rule: hearsay.Rule(p), A: example, B: hearsay.Example{Ref: hearsay.Ref{Guise: guise}}, Ruling: 1}},
			Apart: true, Perhaps: []hearsay.Voice{voice},
		},
		story:    hostileStory(p, article, &second),
		families: hostileFamilies(p, article),
		said:     []hearsay.Said{{Article: article, Quotations: quotations, I: 0, Voice: voiceID}, {Article: article, Quotations: quotations, I: 1}},
		trace: &hearsay.Trace{
			Text: text, Words: 7, Classes: hearsay.Classes{Same: 3, Reworded: 2, Quotation: 1, Boilerplate: 1, New: 1},
			Matches: []hearsay.Match{match, twin}, Chain: chain, Forks: [][]hearsay.Step{chain}, Notes: []string{p}, Searched: extent, Article: firstID, Read: article, Cited: []*hearsay.Article{&second},
			Origins: []hearsay.OriginGroup{{Earliest: &brief, Articles: []hearsay.ArticleID{firstID, secondID}, Why: []string{p}}, {Unseen: true, Why: []string{p}}},
		},
		view: &search.View{
			Article: article, Chain: chain, Versions: []hearsay.Revision{{Brief: brief}, {Brief: other, Before: firstID, Says: p, Changes: []hearsay.Change{{Kind: hearsay.Changed, A: whole, B: whole, Words: 7}}}},
			Findings:   []hearsay.Finding{{Kind: hearsay.FindingKind(p), Says: p, At: hearsay.Place{Span: whole}}},
			Quotations: quotations, Concerns: hostileConcerns(p, brief),
		},
		comparison: &hearsay.Comparison{
			A: article, B: &second, Words: map[hearsay.ChangeKind]int{hearsay.Changed: 7}, Direction: direction,
			Changes: []hearsay.Change{{Kind: hearsay.Changed, A: whole, B: whole, Words: 7}},
		},
		results: &search.Results{Query: p, Total: 1, Hits: []search.Hit{{
			Brief: brief, Article: article,
			Matched: []hearsay.Place{{Span: hearsay.Span{Start: 0, End: len(p)}}, {Part: hearsay.InHeadline, Span: hearsay.Span{Start: 0, End: len(p)}}},
		}}},
		briefs: []hearsay.Brief{brief, other}, text: text, extent: extent,
	}
}

// hostileConcerns are fact-checks in whose every field the payload stands.
func hostileConcerns(p string, b hearsay.Brief) []hearsay.Concern {
	why := []hearsay.ConcernReason{{Kind: hearsay.ConcernKind(p), Says: p, At: hearsay.Place{Span: hearsay.Span{End: len(p)}}, Changes: []string{p, p}}, {Says: p}}
	return []hearsay.Concern{{Review: hostileReview(p), In: b, Why: why}, {Review: hearsay.Review{Claim: p}, In: b, Why: why[1:]}}
}

func hostileReview(p string) hearsay.Review {
	return hearsay.Review{Claim: p, Claimants: []string{p, p}, Appearances: []string{p, "https://ok.example/" + url.QueryEscape(p)}, Reviewer: p, Published: hearsay.Date{Value: p, Basis: p}, URL: p}
}

// hostileFamilies are utterances in whose every field the payload stands.
func hostileFamilies(p string, a *hearsay.Article) []hearsay.FamilyView {
	agent := hearsay.Agent{Name: p, Kind: hearsay.Person, Role: p}
	change := []hearsay.VariantChange{hearsay.VariantChange(p), hearsay.NegationLost}
	f := hearsay.Family{
		Base: 1, Earliest: 0, Speakers: []hearsay.Agent{agent, agent},
		Variants: []hearsay.Rendering{
			{Article: a.ID, Quotation: 1, Exact: "not " + p, Speaker: agent, Mode: hearsay.Mode(p), Changes: change, Says: []string{p}},
			{Exact: p + " \x80 " + p}, {Article: a.ID, Exact: "", Anchored: true},
		},
		Hearings: []hearsay.Hearing{{Articles: []hearsay.ArticleID{a.ID}, Why: []string{p}}, {Why: []string{p}}},
	}
	finding := hearsay.Finding{Kind: hearsay.FindingKind(p), Article: a.ID, Says: p}
	return []hearsay.FamilyView{{Family: f, Articles: []hearsay.Brief{a.Brief()}, Findings: []hearsay.Finding{finding}, Caution: p, More: 1}}
}

// hostileStory is a story in whose every field the payload stands.
func hostileStory(p string, a, b *hearsay.Article) *hearsay.StoryView {
	agent := hearsay.Agent{Name: p, Kind: hearsay.Outlet, Role: p, Domain: p}
	at := hearsay.Place{Span: hearsay.Span{Start: 0, End: len(p)}}
	evidence := []hearsay.Evidence{{Kind: hearsay.EvidenceKind(p), Says: p, Weight: 1, Derived: at, From: at}, {Says: p, Weight: -1}}
	ids := []hearsay.ArticleID{a.ID, b.ID}
	return &hearsay.StoryView{
		Story:   hearsay.Story{ID: hearsay.StoryID(a.ID), Articles: 2, Outlets: 1, First: a.Seen, Last: a.Seen, Earliest: a.Brief(), Confirmed: true},
		Members: []hearsay.StoryMember{{Brief: a.Brief(), Tie: hearsay.StoryTie{Rule: hearsay.StoryRule(p), With: b.ID}}, {Brief: b.Brief()}}, More: 1,
		Texts: map[hearsay.ArticleID]*hearsay.Article{a.ID: a, b.ID: b},
		Lineage: &hearsay.Lineage{
			Articles: []hearsay.Brief{a.Brief(), b.Brief()},
			Derivations: []hearsay.Derivation{
				{Derived: a.ID, From: hearsay.Node{Article: b.ID}, Relation: hearsay.Relation(p), Main: true, Certainty: hearsay.Certainty(p), Evidence: evidence},
				{Derived: b.ID, From: hearsay.Node{Unseen: 1}, Undecided: true, Evidence: evidence},
				{Derived: b.ID, From: hearsay.Node{Unseen: 2}},
			},
			Unseen:   []hearsay.Unseen{{Agent: agent, Kind: hearsay.OriginKind(p), Members: ids, Why: []string{p}}, {Members: ids}},
			Origins:  []hearsay.Origin{{Root: hearsay.Node{Article: b.ID}, Kind: hearsay.OwnReport, Articles: ids, Why: []string{p}}, {Root: hearsay.Node{Unseen: 1}, Articles: ids}},
			Findings: []hearsay.Finding{{Kind: hearsay.FindingKind(p), Article: a.ID, Other: b.ID, Says: p, At: at}},
		},
		Rulings: []hearsay.StoryRuling{{N: 1, At: a.Seen, Verb: hearsay.StoryVerb(p), Articles: ids, Others: ids, Undone: true}},
	}
}

// addresses are one of each page.
func addresses() []string {
	a, b := firstID.String(), secondID.String()
	return []string{
		"/", "/?q=ferry", "/?direction=went&q=ferry", "/?article=" + a, "/articles", "/articles/" + a, "/articles/" + a + "?profile=all",
		"/compare?a=" + a + "&b=" + b, "/compare?view=changes&a=" + a + "&b=" + b, "/search?q=ferry", "/help", "/from?url=" + url.QueryEscape("https://x.example/"), "/library",
		"/quotes", "/quotes?speaker=lee&text=ferry", "/quotes?claim=ferry",
		"/speakers", "/speakers?name=lee&kind=person", "/speakers/" + voiceID.String(),
		"/speakers/" + voiceID.String() + "/about", "/speakers/unclear",
		"/stories", "/stories?order=largest", "/stories/" + a, "/stories/" + a + "?relation=copies&certainty=likely&outlet=x", "/stories/" + a + "?view=table", "/quotes/" + a + "-1", "/outlets", "/outlets/" + outletID.String(),
	}
}

// drawings are plots as files.
func drawings() []string {
	a := firstID.String()
	return []string{"/articles/" + a + "/dates.svg", "/stories/" + a + "/lineage.svg", "/stories/" + a + "/copies.svg", "/quotes/" + a + "-1/timeline.svg", "/outlets/" + outletID.String() + "/articles.svg"}
}

// twins are the same in JSON.
func twins() []string {
	a, b := firstID.String(), secondID.String()
	return []string{"/trace.json?q=ferry", "/trace.json?article=" + a, "/articles.json", "/articles/" + a + ".json", "/compare.json?a=" + a + "&b=" + b, "/search.json?q=ferry", "/quotes.json?text=ferry", "/speakers.json", "/speakers/" + voiceID.String() + ".json", "/speakers/" + voiceID.String() + "/about.json", "/speakers/unclear.json", "/stories.json", "/stories/" + a + ".json", "/outlets.json", "/outlets/" + outletID.String() + ".json", "/quotes/" + a + "-1.json", "/library.json"}
}

// get answers a request of a browser on this machine.
func get(t testing.TB, h http.Handler, address string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Host = "127.0.0.1:8117"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// parse reads a page as a browser would.
func parse(t testing.TB, body string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// all returns the elements for which want is true, in document order.
func all(n *html.Node, want func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && want(d) {
			out = append(out, d)
		}
	}
	return out
}

// tag selects elements by name and class; an empty class is any.
func tag(name, class string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		if name != "" && n.Data != name {
			return false
		}
		for _, c := range strings.Fields(attr(n, "class")) {
			if c == class {
				return true
			}
		}
		return class == ""
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// byID returns the element with an ID; nil when there is none.
func byID(n *html.Node, id string) *html.Node {
	for _, d := range all(n, func(n *html.Node) bool { return attr(n, "id") == id }) {
		return d
	}
	return nil
}

// words is the text of an element with white space folded; "" for nil.
func words(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
