// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"

	"hearsay"
	"hearsay/draw"
	"hearsay/search"
	"hearsay/wire"
)

// storyPage is the page at "/stories/ID".
type storyPage struct {
	frame
	Story    *hearsay.StoryView
	Origins  []originCard
	Want     storyWant
	Choices  storyChoices
	Views    []tab
	Lineage  plot
	Copies   plot
	Bins     []draw.Bin
	Articles []lineRow
	Rest     int    // articles that are not in the table
	All      string // address of more articles, set against each other; "" where no more can be
	Decide   bool
	Checks   []storyCheck // by others, that concern its articles
}

// storyChoices are what can be filtered by.
type storyChoices struct {
	Relations   []hearsay.Relation
	Certainties []hearsay.Certainty
	Outlets     []string
}

// What a page shows of a story; its twins have all.
const (
	maxCards = 60
	// early is how many articles are set against each other, the earliest, when no more are
	// asked for: that takes a second for each thousand.
	early    = 100
	maxLines = 400 // articles of the table
	maxTies  = 400 // articles of an origin
	// unfolded is how many articles of an origin are shown before the rest is folded.
	unfolded = 5
)

// originCard is one origin with the articles that go back to it.
type originCard struct {
	Letter  string
	Number  int
	Root    end
	Kind    string
	Why     []string
	Shown   []cardRow
	Folded  []cardRow
	Further int // that are not on the page
}

// cardRow is an article of an origin.
type cardRow struct {
	Article hearsay.Brief
	Root    bool
	From    string // whom it has its main text from, in words; "" for the root
	Sure    hearsay.Certainty
	In      string // why it is in the story
	Ruled   []int  // decisions of people that name it
}

// end is one end of a tie: an article, or a source that is not in the library.
type end struct {
	Name    string
	Article hearsay.ArticleID // zero for one that is not
	Ghost   bool
}

func (s *site) storyAsked(r *http.Request) (*hearsay.StoryView, error) {
	id, err := pathID[hearsay.Story](r, "story")
	if err != nil {
		return nil, err
	}
	most, err := count(r, "articles", early)
	if err != nil {
		return nil, err
	}
	v, err := s.engine.EarlyStory(r.Context(), id, max(1, most))
	if err != nil {
		return nil, err
	}
	out := *v
	out.Rulings = seen(v.Rulings, s.names(r.Context()), func(r *hearsay.StoryRuling) { r.By, r.UndoneBy = "", "" })
	return &out, nil
}

// storyAsk are the parameters of a story.
func storyAsk() []param {
	return []param{{name: "articles", kind: aCount, most: search.MaxMembers, says: "how many of the earliest articles are set against each other; 100 when not said"}}
}

func (s *site) storyJSON(r *http.Request) (wire.StoryView, error) {
	v, err := s.storyAsked(r)
	if err != nil {
		return wire.StoryView{}, err
	}
	out := wire.NewStoryView(v)
	checks, err := s.engine.StoryConcerns(r.Context(), v)
	out.FactChecks = wire.NewStoryFactChecks(checks)
	return out, err
}

// storyCSV has a row for each tie of a story.
func (s *site) storyCSV(r *http.Request) (lines[wire.DerivationRow], error) {
	v, err := s.storyAsked(r)
	if err != nil {
		return nil, err
	}
	return func(add func(wire.DerivationRow) error) (missing string, err error) {
		article := func(id hearsay.ArticleID) *hearsay.Article { return v.Texts[id] }
		return wire.MembersCut(v.More), wire.NewDerivationRows(v.Story.ID.String(), v.Lineage, article, add)
	}, nil
}

func (s *site) story(r *http.Request) (response, error) {
	want, err := readStoryWant(r)
	if err != nil {
		return response{}, err
	}
	v, err := s.storyAsked(r)
	if err != nil {
		return response{}, err
	}
	own := "/stories/" + v.Story.ID.String()
	if r.PathValue("id") != v.Story.ID.String() {
		return response{location: own}, nil
	}
	page := storyPage{frame: s.frame(storyTitle(&v.Story), "/stories"), Story: v, Want: want, Decide: s.changes(r.Context())}
	page.Twin, page.Table = own+".json", own+".csv"
	if w := (storyWant{Most: want.Most}).query(""); w != "" {
		page.Twin, page.Table = page.Twin+"?"+w, page.Table+"?"+w
	}
	if v.More > 0 && len(v.Members) < search.MaxMembers {
		page.All = own + "?" + storyWant{Most: search.MaxMembers}.query("")
	}
	n := newNarrator(v)
	for i := range v.Lineage.Origins[:min(len(v.Lineage.Origins), maxCards)] {
		page.Origins = append(page.Origins, n.card(i, &v.Lineage.Origins[i]))
	}
	page.Choices = storyChoices{relations, certainties, n.outlets()}
	for _, t := range []struct{ label, view string }{{"Plot and table", ""}, {"Plot", "plot"}, {"Table", "table"}} {
		page.Views = append(page.Views, tab{t.label, own + "?" + want.query(t.view) + "#h-lineage", want.View == t.view})
	}
	if want.View != "table" {
		page.Lineage = newPlot(n.lineagePlot(want), "lineage", own+"/lineage", want.query(""))
		page.Copies = newPlot(n.copiesPlot(want), "copies", own+"/copies", want.query(""))
	}
	if want.View != "plot" {
		page.Bins = n.copiesOverTime(want)
		page.Articles, page.Rest = n.lines(want)
	}
	checks, err := s.engine.StoryConcerns(r.Context(), v)
	page.Checks = newStoryChecks(checks)
	return response{view: "story", page: page}, err
}

func storyTitle(s *hearsay.Story) string {
	if s.Earliest.Headline == "" {
		return "A story"
	}
	return s.Earliest.Headline
}
