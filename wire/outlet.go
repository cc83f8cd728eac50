// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"fmt"
	"strconv"

	"hearsay"
)

// Standing counts the articles of an outlet by where most of their words are from. Own,
// the copies, Wire, Unknown and Uncounted add up to Articles.
type Standing struct {
	ID         string `json:"id"`
	Outlet     *Agent `json:"outlet"` // null: articles that name none
	Articles   int    `json:"articles"`
	Dated      int    `json:"dated"`
	First      string `json:"first"` // RFC 3339; "" when none has a date
	Last       string `json:"last"`
	Own        int    `json:"own"`
	Credited   int    `json:"credited_copy"`
	Uncredited int    `json:"uncredited_copy"`
	Wire       int    `json:"wire"`
	Unknown    int    `json:"unknown"`
	Uncounted  int    `json:"uncounted,omitempty"` // articles that were not looked at yet, where counting goes on
	Sample     bool   `json:"sample,omitempty"`    // it is of the sample library, and invented
}

// Counting says that who takes from whom is being counted, so that the answer is not of the
// library as it is now, or not complete.
type Counting struct {
	Looked int `json:"looked"` // articles that were looked at
	Of     int `json:"of"`
	// AsOf is how many articles the library had when it was counted before, which is what the answer
	// has; 0: it was not, and the answer has only how many articles there are, and when.
	AsOf int `json:"as_of,omitempty"`
}

// NewCounting converts how far a count is; nil for one that is done. Articles is how many the answer
// counts.
func NewCounting(p *hearsay.Pending, articles int) *Counting {
	if p == nil {
		return nil
	}
	c := &Counting{Looked: p.Looked, Of: p.Of}
	if p.Earlier {
		c.AsOf = articles
	}
	return c
}

// And is what says of an answer that it is not complete, before what else is missing from it: "" for
// nothing, as where nothing is being counted.
func (c *Counting) And(cut string) string {
	says := c.Says()
	if says != "" && cut != "" {
		says += "; "
	}
	return says + cut
}

// Says is a sentence of it; "" where nothing is being counted.
func (c *Counting) Says() string {
	switch {
	case c == nil:
		return ""
	case c.AsOf > 0:
		return fmt.Sprintf("counted when the library had %d articles; it has changed since and is being counted again, %d of %d articles so far", c.AsOf, c.Looked, c.Of)
	}
	return fmt.Sprintf("who takes from whom is being counted, %d of %d articles so far; ask again for all of it", c.Looked, c.Of)
}

// Outlets is a page of outlets, those of most articles first.
type Outlets struct {
	Total   int        `json:"total"`
	Offset  int        `json:"offset"`
	Outlets []Standing `json:"outlets"`
	// Counting is there while who takes from whom is being counted.
	Counting *Counting `json:"counting,omitempty"`
	Paging
	Cutting
}

// NewStanding converts the counts of an outlet.
func NewStanding(s hearsay.Standing) Standing {
	return Standing{
		ID: s.ID.String(), Outlet: optionalAgent(s.Outlet), Articles: s.Articles, Dated: s.Dated, First: stamp(s.First), Last: stamp(s.Last),
		Own: s.Own, Credited: s.Credited, Uncredited: s.Uncredited, Wire: s.Wire, Unknown: s.Unknown, Uncounted: s.Uncounted,
	}
}

// NewOutlets converts a page of outlets.
func NewOutlets(list []hearsay.Standing, total, offset int) Outlets {
	out := Outlets{Total: total, Offset: offset, Outlets: []Standing{}}
	for _, s := range list {
		out.Outlets = append(out.Outlets, NewStanding(s))
	}
	return out
}

// StandingColumns are what the cells of a Standing hold.
func StandingColumns() []hearsay.Column {
	return []hearsay.Column{
		TextColumn("id", "names the outlet in this library"), TextColumn("outlet", "its name; empty for articles that name none"), TextColumn("domain", "its domain"),
		NumberColumn("articles", "how many there are"), NumberColumn("dated", "how many of them have a date"), TextColumn("first", "date of the earliest"), TextColumn("last", "date of the latest"),
		NumberColumn("own", "articles of which no earlier one of another outlet has half"), NumberColumn("credited_copy", "of which one has, and they name or link it"),
		NumberColumn("uncredited_copy", "of which one has, and they do not"), NumberColumn("wire", "of which one has, and they credit a press agency"),
		NumberColumn("unknown", "of which another outlet's has half, and dates do not tell which was first"),
	}
}

// Cells are the fields as a row of a table.
func (s Standing) Cells() []string {
	out := []string{s.ID, "", "", strconv.Itoa(s.Articles), strconv.Itoa(s.Dated), s.First, s.Last}
	if s.Outlet != nil {
		out[1], out[2] = s.Outlet.Name, s.Outlet.Domain
	}
	if s.Uncounted > 0 { // none is known yet
		return append(out, "", "", "", "", "")
	}
	for _, n := range []int{s.Own, s.Credited, s.Uncredited, s.Wire, s.Unknown} {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// OutletView is one outlet with those that it takes from, and that take from it.
type OutletView struct {
	Standing
	TakesFrom []Taking `json:"takes_from"`
	TakenBy   []Taking `json:"taken_by"`
	Gaps      []Gap    `json:"gaps"` // the longest stretches without an article
	// Counting is there while who takes from whom is being counted.
	Counting *Counting `json:"counting,omitempty"`
	Cutting
}

// Taking is the other end of an exchange.
type Taking struct {
	ID       string        `json:"id"`
	Outlet   *Agent        `json:"outlet"`
	Articles int           `json:"articles"`
	Credited int           `json:"credited"`
	Delay    float64       `json:"delay_seconds"` // the median
	Pairs    []ArticlePair `json:"pairs"`         // some of them, the latest
}

// ArticlePair is an article and the earlier one that it has words of.
type ArticlePair struct {
	Article string `json:"article"`
	From    string `json:"from"`
	Words   int    `json:"words"`
}

// Gap is a stretch of days without an article.
type Gap struct {
	From string `json:"from"` // the first day without
	To   string `json:"to"`   // the last
	Days int    `json:"days"`
}

// NewTaking converts one end of a taking.
func NewTaking(t hearsay.Taking, other hearsay.Standing) Taking {
	out := Taking{ID: other.ID.String(), Outlet: optionalAgent(other.Outlet), Articles: t.Articles, Credited: t.Credited, Delay: t.Delay.Seconds(), Pairs: []ArticlePair{}}
	for _, p := range t.Pairs {
		out.Pairs = append(out.Pairs, ArticlePair{p.Article.String(), p.From.String(), p.Words})
	}
	return out
}
