// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// storiesPage is the page at "/stories".
type storiesPage struct {
	frame
	Orders        []tab
	Total, Offset int
	Rows          []hearsay.Story
	Before, After string // addresses of the neighbouring rows; "" at the ends
}

// storyOrder reads how a request wants stories ordered.
func storyOrder(r *http.Request) (search.StoryOrder, url.Values, error) {
	switch order := r.FormValue("order"); order {
	case "", "latest":
		return search.LatestStories, url.Values{}, nil
	case "largest":
		return search.LargestStories, url.Values{"order": {order}}, nil
	default:
		return 0, nil, fmt.Errorf("order %q: %w: latest or largest", order, hearsay.ErrInvalid)
	}
}

func (s *site) stories(r *http.Request) (response, error) {
	order, asked, err := storyOrder(r)
	if err != nil {
		return response{}, err
	}
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	page := storiesPage{frame: s.frame("Stories", "/stories"), Offset: offset}
	if page.Rows, page.Total, err = s.engine.Stories(r.Context(), order, offset, limit); err != nil {
		return response{}, err
	}
	page.Before, page.After = neighbours("/stories", asked, rows{offset, len(page.Rows), page.Total, limit})
	page.Twin = pageAddress("/stories.json", asked, offset, limit)
	page.Orders = []tab{
		{"Latest", "/stories", order == search.LatestStories},
		{"Largest", pageAddress("/stories", url.Values{"order": {"largest"}}, 0, pageSize), order == search.LargestStories},
	}
	return response{view: "stories", page: page}, nil
}

// storyAsks are the parameters of a list of stories.
func storyAsks() []param {
	return []param{{name: "order", kind: aChoice, choices: []string{"latest", "largest"}, says: "which come first"}}
}

func (s *site) storiesJSON(r *http.Request) (wire.Stories, error) {
	order, _, err := storyOrder(r)
	if err != nil {
		return wire.Stories{}, err
	}
	offset, limit, err := window(r, maxRows)
	if err != nil {
		return wire.Stories{}, err
	}
	stories, total, err := s.engine.Stories(r.Context(), order, offset, limit)
	return wire.NewStories(stories, total, offset), err
}

// storyPage is the page at "/stories/ID".
type storyPage struct {
	frame
	Story   *hearsay.StoryView
	Origins []originCard
	Ties    []tieRow
	Rest    int // ties that are not on the page
}

// What a page shows of a story; its twin has all.
const (
	maxCards = 60
	maxTies  = 400
	// unfolded is how many articles of an origin are shown before the rest is folded.
	unfolded = 5
)

// originCard is one origin with the articles that go back to it.
type originCard struct {
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
}

// end is one end of a tie: an article, or a source that is not in the library.
type end struct {
	Name    string
	Article hearsay.ArticleID // zero for one that is not
	Ghost   bool
}

// tieRow is a derivation.
type tieRow struct {
	*hearsay.Derivation
	Of, By end
}

func (s *site) storyAsked(r *http.Request) (*hearsay.StoryView, error) {
	id, err := hearsay.ParseID[hearsay.Story](r.PathValue("id"))
	if err != nil || id.IsZero() {
		return nil, fmt.Errorf("story: %w", hearsay.ErrNotFound)
	}
	return s.engine.Story(r.Context(), id)
}

func (s *site) storyJSON(r *http.Request) (wire.StoryView, error) {
	v, err := s.storyAsked(r)
	if err != nil {
		return wire.StoryView{}, err
	}
	return wire.NewStoryView(v), nil
}

func (s *site) story(r *http.Request) (response, error) {
	v, err := s.storyAsked(r)
	if err != nil {
		return response{}, err
	}
	own := "/stories/" + v.Story.ID.String()
	if r.PathValue("id") != v.Story.ID.String() {
		return response{location: own}, nil
	}
	page := storyPage{frame: s.frame(storyTitle(&v.Story), "/stories"), Story: v}
	page.Twin = own + ".json"
	n := newNarrator(v)
	for i := range v.Lineage.Origins[:min(len(v.Lineage.Origins), maxCards)] {
		page.Origins = append(page.Origins, n.card(i+1, &v.Lineage.Origins[i]))
	}
	for i := range v.Lineage.Derivations {
		if len(page.Ties) == maxTies {
			page.Rest = len(v.Lineage.Derivations) - i
			break
		}
		d := &v.Lineage.Derivations[i]
		page.Ties = append(page.Ties, tieRow{d, n.end(hearsay.Node{Article: d.Derived}), n.end(d.From)})
	}
	return response{view: "story", page: page}, nil
}

func storyTitle(s *hearsay.Story) string {
	if s.Earliest.Headline == "" {
		return "A story"
	}
	return s.Earliest.Headline
}

// narrator finds what is said of the articles of a story.
type narrator struct {
	v       *hearsay.StoryView
	members map[hearsay.ArticleID]*hearsay.StoryMember
	main    map[hearsay.ArticleID]*hearsay.Derivation
}

func newNarrator(v *hearsay.StoryView) *narrator {
	n := &narrator{v, map[hearsay.ArticleID]*hearsay.StoryMember{}, map[hearsay.ArticleID]*hearsay.Derivation{}}
	for i := range v.Members {
		n.members[v.Members[i].ID] = &v.Members[i]
	}
	for i := range v.Lineage.Derivations {
		if d := &v.Lineage.Derivations[i]; d.Main {
			n.main[d.Derived] = d
		}
	}
	return n
}

// end names one end of a tie.
func (n *narrator) end(node hearsay.Node) end {
	if node.Unseen > 0 && node.Unseen <= len(n.v.Lineage.Unseen) {
		u := &n.v.Lineage.Unseen[node.Unseen-1]
		if u.Agent.IsZero() {
			return end{Name: "a source that nobody names", Ghost: true}
		}
		return end{Name: agentName(u.Agent), Ghost: true}
	}
	if m := n.members[node.Article]; m != nil {
		return end{Name: outletName(m.Outlet), Article: node.Article}
	}
	return end{Name: node.Article.String(), Article: node.Article}
}

// card shows an origin: its root first, and when there are many, the rest folded.
func (n *narrator) card(number int, o *hearsay.Origin) originCard {
	c := originCard{Number: number, Root: n.end(o.Root), Kind: originWords[o.Kind], Why: o.Why}
	for i, id := range o.Articles {
		m := n.members[id]
		switch {
		case m == nil:
		case i >= maxTies:
			c.Further++
		case i < unfolded || len(o.Articles) <= unfolded+1:
			c.Shown = append(c.Shown, n.row(m, o))
		default:
			c.Folded = append(c.Folded, n.row(m, o))
		}
	}
	return c
}

func (n *narrator) row(m *hearsay.StoryMember, o *hearsay.Origin) cardRow {
	row := cardRow{Article: m.Brief, Root: o.Root.Article == m.ID, In: m.Tie.Says()}
	if with := n.members[m.Tie.With]; with != nil {
		row.In = "with " + outletName(with.Outlet) + ": " + row.In
	}
	d := n.main[m.ID]
	if d == nil || row.Root {
		return row
	}
	row.Sure = d.Certainty
	by := n.end(d.From).Name
	if row.From = fmt.Sprintf("from %s: %s", by, d.Relation); d.Undecided {
		row.From = fmt.Sprintf("tied to %s; which was first is not known", by)
	}
	return row
}

// originWords say what sort of beginning an origin is.
var originWords = map[hearsay.OriginKind]string{
	hearsay.AgencyCopy:     "press agency",
	hearsay.PressRelease:   "release of somebody concerned",
	hearsay.Interview:      "interview by one outlet",
	hearsay.Conference:     "said to several at once",
	hearsay.OfficialRecord: "official record",
	hearsay.Translation:    "text in another language",
	hearsay.OwnReport:      "no other source is named or shared",
	hearsay.UnknownKind:    "what it begins with is not known",
}
