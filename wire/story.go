// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import "hearsay"

// Story is articles on one event, as a list shows them.
type Story struct {
	ID        string `json:"id"`
	Count     int    `json:"count"` // articles
	Outlets   int    `json:"outlets"`
	First     string `json:"first"` // RFC 3339
	Last      string `json:"last"`
	Earliest  Brief  `json:"earliest"`
	Confirmed bool   `json:"confirmed"` // by a person, at least in part
}

// Stories is what `hearsay story` prints of several.
type Stories struct {
	Total   int     `json:"total"`
	Offset  int     `json:"offset"`
	Stories []Story `json:"stories"`
	Paging
}

// NewStories converts a page of stories.
func NewStories(stories []hearsay.Story, total, offset int) Stories {
	out := Stories{Total: total, Offset: offset, Stories: []Story{}}
	for _, s := range stories {
		out.Stories = append(out.Stories, newStory(s))
	}
	return out
}

func newStory(s hearsay.Story) Story {
	return Story{s.ID.String(), s.Articles, s.Outlets, stamp(s.First), stamp(s.Last), NewBrief(s.Earliest), s.Confirmed}
}

// StoryView is what `hearsay story` prints of one.
type StoryView struct {
	Story
	Articles    []StoryMember   `json:"articles"` // by date and id
	More        int             `json:"more"`     // articles that are not among them
	Derivations []Derivation    `json:"derivations"`
	Unseen      []Unseen        `json:"unseen"`
	Origins     StoryOrigins    `json:"origins"`
	Findings    []StoryFinding  `json:"findings"`
	Decisions   []StoryDecision `json:"decisions"`
	// FactChecks are reviews by others that concern its articles: of the earliest 40, those that concern most.
	FactChecks []StoryFactCheck `json:"fact_checks,omitempty"`
	Cutting
}

// StoryMember is an article of a story, with why it is in it.
type StoryMember struct {
	Brief
	In StoryTie `json:"in"`
}

// StoryTie is why an article is in its story.
type StoryTie struct {
	Rule     string `json:"rule"`
	With     string `json:"with,omitempty"` // article
	Words    int    `json:"words,omitempty"`
	Names    int    `json:"names,omitempty"`
	Decision int    `json:"decision,omitempty"`
	Says     string `json:"says"`
}

// Derivation says that an article has words from another, or from a source that is
// not in the library, or names it.
type Derivation struct {
	Derived    string     `json:"derived"`
	From       string     `json:"from"` // id of an article or of one of unseen
	Relation   string     `json:"relation"`
	Main       bool       `json:"main"`
	Undecided  bool       `json:"undecided"` // nothing tells which was first
	Certainty  string     `json:"certainty"`
	Confidence float64    `json:"confidence"`
	Evidence   []Evidence `json:"evidence"`
}

// Evidence is one input of a decision.
type Evidence struct {
	Kind    string  `json:"kind"`
	Says    string  `json:"says"`
	Weight  float64 `json:"weight"`
	Derived *Span   `json:"at_derived,omitempty"` // where it stands in the two texts
	From    *Span   `json:"at_from,omitempty"`
}

// Unseen is a source that is not in the library.
type Unseen struct {
	ID      string   `json:"id"`
	Agent   *Agent   `json:"agent" jsonschema:"nullable"` // null: nobody names it
	Kind    string   `json:"kind"`
	Members []string `json:"members"`
	Why     []string `json:"why"`
}

// StoryOrigins counts where the articles of a story begin.
type StoryOrigins struct {
	Count  int           `json:"count"`
	Groups []StoryOrigin `json:"groups"`
}

// StoryOrigin is a group of articles whose main text begins at one place.
type StoryOrigin struct {
	Root     string   `json:"root"` // id of an article or of one of unseen
	Unseen   bool     `json:"unseen"`
	Kind     string   `json:"kind"`
	Articles []string `json:"articles"`
	Why      []string `json:"why"`
}

// StoryFinding is one thing that a reader should know of before trusting an answer.
type StoryFinding struct {
	Kind    string `json:"kind"`
	Article string `json:"article"`
	Other   string `json:"other,omitempty"`
	Says    string `json:"says"`
	At      *Span  `json:"at,omitempty"`
}

// StoryDecision is what a person decided of stories.
type StoryDecision struct {
	N        int      `json:"n"`
	At       string   `json:"at"`
	Do       string   `json:"do"` // merge, split, confirm, reject
	Articles []string `json:"articles"`
	Others   []string `json:"others"`
	Undone   bool     `json:"undone"`
	By       string   `json:"by,omitempty"`        // whose account, where several use the library
	UndoneBy string   `json:"undone_by,omitempty"` // who took it back
}

// NewStoryDecision converts a ruling.
func NewStoryDecision(r *hearsay.StoryRuling) StoryDecision {
	return StoryDecision{r.N, stamp(r.At), string(r.Verb), idTexts(r.Articles), idTexts(r.Others), r.Undone, r.By, r.UndoneBy}
}

func idTexts(ids []hearsay.ArticleID) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, id.String())
	}
	return out
}

// NewStoryView converts a story with what is known of it.
func NewStoryView(v *hearsay.StoryView) StoryView {
	out := StoryView{
		Story: newStory(v.Story), Articles: []StoryMember{}, More: v.More, Derivations: []Derivation{}, Unseen: []Unseen{},
		Origins: StoryOrigins{Count: len(v.Lineage.Origins), Groups: []StoryOrigin{}}, Findings: []StoryFinding{}, Decisions: []StoryDecision{}, Cutting: Cutting{MembersCut(v.More)},
	}
	for i := range v.Members {
		m := &v.Members[i]
		out.Articles = append(out.Articles, StoryMember{NewBrief(m.Brief), StoryTie{
			string(m.Tie.Rule), m.Tie.With.String(), m.Tie.Words, m.Tie.Names, m.Tie.Ruling, m.Tie.Says(),
		}})
	}
	l := lineageWriter{v: v, rulers: map[hearsay.ArticleID]*rulers{}}
	for i := range v.Lineage.Derivations {
		out.Derivations = append(out.Derivations, l.derivation(&v.Lineage.Derivations[i]))
	}
	for i := range v.Lineage.Unseen {
		u := &v.Lineage.Unseen[i]
		out.Unseen = append(out.Unseen, Unseen{u.ID().String(), optionalAgent(u.Agent), string(u.Kind), idTexts(u.Members), orEmpty(u.Why)})
	}
	for i := range v.Lineage.Origins {
		o := &v.Lineage.Origins[i]
		out.Origins.Groups = append(out.Origins.Groups, StoryOrigin{l.node(o.Root), o.Root.Unseen > 0, string(o.Kind), idTexts(o.Articles), orEmpty(o.Why)})
	}
	for i := range v.Lineage.Findings {
		f := &v.Lineage.Findings[i]
		out.Findings = append(out.Findings, StoryFinding{string(f.Kind), f.Article.String(), f.Other.String(), f.Says, l.place(f.Article, f.At)})
	}
	for i := range v.Rulings {
		out.Decisions = append(out.Decisions, NewStoryDecision(&v.Rulings[i]))
	}
	return out
}

// lineageWriter converts what stands in several articles.
type lineageWriter struct {
	v      *hearsay.StoryView
	rulers map[hearsay.ArticleID]*rulers
}

// node is the id of an article or an unseen source.
func (l *lineageWriter) node(n hearsay.Node) string {
	if n.Unseen > 0 && n.Unseen <= len(l.v.Lineage.Unseen) {
		return l.v.Lineage.Unseen[n.Unseen-1].ID().String()
	}
	return n.Article.String()
}

// place converts evidence; nil where there is none.
func (l *lineageWriter) place(id hearsay.ArticleID, p hearsay.Place) *Span {
	a := l.v.Texts[id]
	if a == nil || p.IsZero() || p.In(a) == "" {
		return nil
	}
	if l.rulers[id] == nil {
		l.rulers[id] = newRulers(a)
	}
	return l.rulers[id].place(p)
}

func (l *lineageWriter) derivation(d *hearsay.Derivation) Derivation {
	out := Derivation{
		Derived: d.Derived.String(), From: l.node(d.From), Relation: string(d.Relation), Main: d.Main, Undecided: d.Undecided,
		Certainty: string(d.Certainty), Confidence: round(d.Confidence), Evidence: []Evidence{},
	}
	for _, e := range d.Evidence {
		out.Evidence = append(out.Evidence, Evidence{string(e.Kind), e.Says, e.Weight, l.place(d.Derived, e.Derived), l.place(d.From.Article, e.From)})
	}
	return out
}
