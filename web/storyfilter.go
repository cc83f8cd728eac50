// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"hearsay"
)

// storyWant is which of a story's ties a reader wants to see, and how.
type storyWant struct {
	Relation  hearsay.Relation
	Certainty hearsay.Certainty // at least
	Outlet    string            // of either end, as it is shown
	View      string            // "plot", "table", or "" for both
	Most      int               // articles; 0 where nothing is said of that
}

// certainties are the words of certainty, the least first.
var certainties = []hearsay.Certainty{hearsay.Possible, hearsay.Likely, hearsay.Strong, hearsay.Certain}

var relations = []hearsay.Relation{hearsay.Identical, hearsay.Copies, hearsay.Rewrites, hearsay.Quotes, hearsay.Cites, hearsay.Revises, hearsay.SharesSource}

// readStoryWant reads a request. Error: ErrInvalid.
func readStoryWant(r *http.Request) (w storyWant, err error) {
	q := r.URL.Query()
	w = storyWant{hearsay.Relation(q.Get("relation")), hearsay.Certainty(q.Get("certainty")), q.Get("outlet"), q.Get("view"), 0}
	w.Most, err = count(r, "articles", 0)
	switch {
	case err != nil:
	case w.Relation != "" && !slices.Contains(relations, w.Relation):
		err = fmt.Errorf("relation %.40q: %w: no such relation", w.Relation, hearsay.ErrInvalid)
	case w.Certainty != "" && !slices.Contains(certainties, w.Certainty):
		err = fmt.Errorf("certainty %.40q: %w: possible, likely, strong or certain", w.Certainty, hearsay.ErrInvalid)
	case w.View != "" && w.View != "plot" && w.View != "table":
		err = fmt.Errorf("view %.40q: %w: plot or table", w.View, hearsay.ErrInvalid)
	}
	return w, err
}

// Some reports whether anything is left out.
func (w storyWant) Some() bool { return w.Relation != "" || w.Certainty != "" || w.Outlet != "" }

// query is what stands behind an address that shows the same.
func (w storyWant) query(view string) string {
	v := url.Values{}
	for name, value := range map[string]string{"relation": string(w.Relation), "certainty": string(w.Certainty), "outlet": w.Outlet, "view": view} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if w.Most > 0 {
		v.Set("articles", strconv.Itoa(w.Most))
	}
	return v.Encode()
}

// wanted is the lineage of a story without the ties that are not wanted, and without
// the articles that then have none. O(n).
func (n *narrator) wanted(w storyWant) *hearsay.Lineage {
	all := n.v.Lineage
	if !w.Some() {
		return all
	}
	out := *all
	out.Derivations, out.Articles = nil, nil
	kept := map[hearsay.ArticleID]bool{}
	for _, d := range all.Derivations {
		ends := [2]end{n.end(hearsay.Node{Article: d.Derived}), n.end(d.From)}
		if w.Relation != "" && d.Relation != w.Relation || w.Outlet != "" && ends[0].Name != w.Outlet && ends[1].Name != w.Outlet ||
			w.Certainty != "" && slices.Index(certainties, d.Certainty) < slices.Index(certainties, w.Certainty) {
			continue
		}
		out.Derivations = append(out.Derivations, d)
		kept[d.Derived], kept[d.From.Article] = true, true
	}
	for _, b := range all.Articles {
		if kept[b.ID] || w.Outlet != "" && w.Outlet == outletName(b.Outlet) {
			out.Articles = append(out.Articles, b)
		}
	}
	return &out
}

// outlets are the names of the outlets of a story, each once, for a list to choose from.
func (n *narrator) outlets() []string {
	const most = 500
	var out []string
	for i := range n.v.Members {
		out = append(out, outletName(n.v.Members[i].Outlet))
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), most)]
}
