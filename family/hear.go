// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/forest"
	"hearsay/prose"
)

// Hear parts the articles of a family by whose ear the words came through, as far
// as the lineage of these articles tells. Articles of which one is from the other
// are one hearing, and so are those that have the words from one source that is not
// among them, or from one interviewer. Articles that were at one news conference
// are hearings of their own, unless they have an error in common. Adding a copy of an article adds no hearing: the copy
// is derived. Hearings come largest first, then by their articles. The words asked
// about are no article, and in none.
func Hear(f *hearsay.Family, via map[hearsay.ArticleID][]hearsay.Agent, l *hearsay.Lineage) []hearsay.Hearing {
	h := hearer{at: map[hearsay.ArticleID]int32{}, family: f}
	for i := range f.Variants {
		id := f.Variants[i].Article
		if _, again := h.at[id]; !again && !id.IsZero() {
			h.at[id] = int32(len(h.ids))
			h.ids = append(h.ids, id)
			h.groups.Add()
		}
	}
	h.why = make([][]string, len(h.ids))
	h.derive(l)
	h.unseen(l)
	h.media(l, via)
	h.inherit(l)
	return h.hearings(l)
}

// hearer joins the articles of a family.
type hearer struct {
	family *hearsay.Family
	ids    []hearsay.ArticleID
	at     map[hearsay.ArticleID]int32
	groups forest.Forest
	why    [][]string // by article: why it is tied to another
	root   map[int32]hearsay.Node
}

func (h *hearer) tie(a, b int32, why string) {
	if h.groups.Root(a) != h.groups.Root(b) {
		h.why[max(a, b)] = append(h.why[max(a, b)], why)
		h.groups.Join(a, b)
	}
}

// lentWords is how sure it must be that an article which shares nothing but speech
// with another has it from there, and did not hear it, too.
const lentWords = 0.6

// derive ties articles of which one has words of the other.
func (h *hearer) derive(l *hearsay.Lineage) {
	for i := range l.Derivations {
		d := &l.Derivations[i]
		a, okA := h.at[d.Derived]
		b, okB := h.at[d.From.Article]
		if okA && okB && d.Relation != hearsay.SharesSource && (d.Relation != hearsay.Quotes || d.Confidence >= lentWords) {
			h.tie(a, b, h.reason(d))
		}
	}
}

func (h *hearer) reason(d *hearsay.Derivation) string {
	if len(d.Evidence) > 0 {
		return d.Evidence[0].Says
	}
	return fmt.Sprintf("one article %s the other", d.Relation)
}

// unseen ties articles that have the words from one source which is not among the
// articles. What was said to several at once, each of them heard.
func (h *hearer) unseen(l *hearsay.Lineage) {
	h.root = map[int32]hearsay.Node{}
	for n := range l.Unseen {
		u := &l.Unseen[n]
		if u.Kind == hearsay.Conference {
			continue
		}
		first := int32(-1)
		for _, id := range u.Members {
			i, ok := h.at[id]
			if !ok {
				continue
			}
			if first >= 0 {
				h.tie(first, i, "both have it from "+cmp.Or(u.Agent.Name, "a source that is not in this library"))
				continue
			}
			first = i
			if _, again := h.root[i]; !again {
				h.root[i] = hearsay.Node{Unseen: n + 1}
			}
		}
	}
}

// media ties articles that name one outlet as the one who was told, and the
// outlet's own.
func (h *hearer) media(l *hearsay.Lineage, via map[hearsay.ArticleID][]hearsay.Agent) {
	by := map[string]int32{}
	names := map[string]string{}
	for _, id := range h.ids {
		for _, m := range via[id] {
			key := mediumKey(m.Name)
			if first, ok := by[key]; ok {
				h.tie(first, h.at[id], "both say that it was said to "+m.Name)
			} else if key != "" {
				by[key], names[key] = h.at[id], m.Name
			}
		}
	}
	for _, b := range l.Articles {
		if i, ok := h.at[b.ID]; ok {
			if first, told := by[mediumKey(b.Outlet.Name)]; told && b.Outlet.Name != "" {
				h.tie(first, i, "the other says that it was said to "+names[mediumKey(b.Outlet.Name)])
			}
		}
	}
}

// mediumKey is an outlet's name without its article.
func mediumKey(name string) string { return strings.TrimPrefix(prose.Fold(name), "the ") }

// hearings are the groups.
func (h *hearer) hearings(l *hearsay.Lineage) []hearsay.Hearing {
	groups := map[int32]*hearsay.Hearing{}
	for i, id := range h.ids {
		root := h.groups.Root(int32(i))
		g := groups[root]
		if g == nil {
			g = &hearsay.Hearing{Root: hearsay.Node{Article: id}}
			groups[root] = g
		}
		if node, ok := h.root[int32(i)]; ok && g.Root.Unseen == 0 {
			g.Root = node
		}
		g.Articles = append(g.Articles, id)
		g.Why = append(g.Why, h.why[i]...)
	}
	out := make([]hearsay.Hearing, 0, len(groups))
	for _, root := range slices.Sorted(maps.Keys(groups)) {
		g := groups[root]
		g.Why = summed(g)
		out = append(out, *g)
	}
	slices.SortStableFunc(out, func(a, b hearsay.Hearing) int {
		return cmp.Or(cmp.Compare(len(b.Articles), len(a.Articles)), bytes.Compare(a.Articles[0][:], b.Articles[0][:]))
	})
	return out
}

// maxWhys is how many reasons are worth reading.
const maxWhys = 5

func summed(g *hearsay.Hearing) []string {
	if len(g.Articles) == 1 {
		return []string{"nothing here ties it to another article that prints these words"}
	}
	slices.Sort(g.Why)
	why := slices.Compact(g.Why)
	if more := len(why) - maxWhys; more > 0 {
		why = append(why[:maxWhys:maxWhys], fmt.Sprintf("and %d reasons more", more))
	}
	return why
}

// Caution is what is to be said of several hearings.
func Caution(hearings int) string {
	if hearings < 2 {
		return ""
	}
	return fmt.Sprintf("%d hearings of one utterance: together they show that the words were spoken, and are no independent evidence of anything beyond that one utterance.", hearings)
}
