// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// Placed is an article with its address and its chosen date; zero for none.
type Placed struct {
	ID   hearsay.ArticleID
	URL  string
	Date hearsay.Date
}

// Bracketed is what the number in the address of an article says of its date.
type Bracketed struct {
	Article hearsay.ArticleID
	// Date is an interval, basis "url-order", with its reason; it is never chosen.
	Date hearsay.Date
	// Finding says that the article's own date is earlier than its number; zero when
	// it is not, or has none.
	Finding hearsay.Finding
}

const (
	// neighbours is how many dated articles on either side bound a date. The middle
	// one of them does, so that neither one article that was written long before
	// it was put out, nor one that is itself back-dated, moves the bound.
	neighbours = 3
	// fewest is of how many dated articles an order is read at all, and how many
	// steps of it must go up for one that goes down.
	fewest, upward = 8, 5
	// early is how much earlier than its number a date must be to be told.
	early = 2 * day
)

// Bracket bounds the dates of articles by the numbers in their addresses (?p=1234,
// /12345-title, -art12345) among those of the same outlet, where numbers of dated
// articles rise with time: at least eight dated ones, five steps up for one down. An
// article counts whose number lies between three dated ones on either side. The
// answer is sorted by number and does not depend on the order of the list; it holds
// articles without a date and those whose date is early for their number. Time is
// n log n in the articles.
func Bracket(list []Placed) []Bracketed {
	bySeries := map[series][]numbered{}
	for _, p := range list {
		if s, n, ok := numberIn(p.URL); ok {
			bySeries[s] = append(bySeries[s], numbered{p, n})
		}
	}
	var out []Bracketed
	for _, s := range sortedSeries(bySeries) {
		out = append(out, bracketSeries(bySeries[s])...)
	}
	return out
}

// series is what addresses of one count share: the host and what stands around
// the number.
type series struct{ host, around string }

func sortedSeries(m map[series][]numbered) []series {
	out := make([]series, 0, len(m))
	for s := range m {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b series) int { return cmp.Or(cmp.Compare(a.host, b.host), cmp.Compare(a.around, b.around)) })
	return out
}

type numbered struct {
	Placed
	n int64
}

// dated reports whether the article has a date of its own that orders it.
func (p numbered) dated() bool {
	return !p.Date.Earliest.IsZero() && p.Date.Latest.Sub(p.Date.Earliest) < 4*day
}

func bracketSeries(list []numbered) []Bracketed {
	slices.SortFunc(list, func(a, b numbered) int { return cmp.Or(cmp.Compare(a.n, b.n), bytes.Compare(a.ID[:], b.ID[:])) })
	var dated []numbered
	for _, p := range list {
		if p.dated() {
			dated = append(dated, p)
		}
	}
	up, down := steps(dated)
	if len(dated) < fewest || up < fewest/2 || up < upward*down {
		return nil
	}
	var out []Bracketed
	for _, p := range list {
		below, above := around(dated, p)
		if below == nil || above == nil {
			continue
		}
		b := bracket(p, below, above)
		if b.Date.Latest.Before(b.Date.Earliest) || p.dated() && b.Finding.Kind == "" {
			continue
		}
		out = append(out, b)
	}
	return out
}

// steps counts neighbours whose dates are apart: up where the greater number is the
// later, down where it is the earlier.
func steps(dated []numbered) (up, down int) {
	for i := 1; i < len(dated); i++ {
		a, b := dated[i-1].Date, dated[i].Date
		switch {
		case a.Latest.Before(b.Earliest):
			up++
		case b.Latest.Add(day).Before(a.Earliest):
			down++
		}
	}
	return up, down
}

// around returns the dated articles of the next lower and the next higher numbers,
// nearest first, or nil where there are too few. Versions of one page have one
// number and are no neighbours.
func around(dated []numbered, p numbered) (below, above []numbered) {
	lo, _ := slices.BinarySearchFunc(dated, p.n, func(d numbered, n int64) int { return cmp.Compare(d.n, n) })
	hi, _ := slices.BinarySearchFunc(dated, p.n+1, func(d numbered, n int64) int { return cmp.Compare(d.n, n) })
	if lo < neighbours || len(dated)-hi < neighbours {
		return nil, nil
	}
	below = slices.Clone(dated[lo-neighbours : lo])
	slices.Reverse(below)
	return below, dated[hi : hi+neighbours]
}

func bracket(p numbered, below, above []numbered) Bracketed {
	from := middle(below, func(d hearsay.Date) time.Time { return d.Earliest })
	to := middle(above, func(d hearsay.Date) time.Time { return d.Latest })
	b := Bracketed{Article: p.ID, Date: hearsay.Date{
		Value: from.Format(time.DateOnly) + "/" + to.Format(time.DateOnly), Earliest: from, Latest: to, Basis: "url-order",
		Why: fmt.Sprintf("its address has number %d; those of the numbers around it (%d to %d) are dated so, and in this outlet numbers rise with time",
			p.n, below[neighbours-1].n, above[neighbours-1].n),
	}}
	if p.dated() && from.Sub(p.Date.Latest) > early {
		b.Finding = hearsay.Finding{Kind: hearsay.NewerAddress, Article: p.ID, Says: fmt.Sprintf(
			"The address of the page has number %d; those of the numbers around it are dated %s, %s later than this one, %s.",
			p.n, between(from, to), apart(from.Sub(p.Date.Latest)), claimed(p.Date))}
	}
	return b
}

// between words an interval of days.
func between(from, to time.Time) string {
	a, b := from.Format(time.DateOnly), to.Format(time.DateOnly)
	if a == b {
		return a
	}
	return a + " to " + b
}

// middle is the median of one end of their dates.
func middle(list []numbered, end func(hearsay.Date) time.Time) time.Time {
	ends := make([]time.Time, 0, len(list))
	for _, p := range list {
		ends = append(ends, end(p.Date))
	}
	slices.SortFunc(ends, time.Time.Compare)
	return ends[len(ends)/2]
}

var (
	numberKeys = []string{"p", "id", "aid", "article", "articleid", "article_id", "storyid", "story_id", "newsid", "news_id", "nid", "artid", "idx"}
	numberPart = regexp.MustCompile(`^(\d{3,15})(?:[-_.].*)?$|^(?:.*[-_,])?([a-z]{0,8})(\d{4,15})(?:\.[a-z]{2,5})?$`)
)

// numberIn finds the number that tells the articles of an outlet apart, in the
// query or in the last part of the path that has one. A day or a year is none.
func numberIn(address string) (series, int64, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return series{}, 0, false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	query := u.Query()
	for _, key := range numberKeys {
		if n, err := strconv.ParseInt(query.Get(key), 10, 64); err == nil && n > 0 {
			return series{host, u.Path + "?" + key}, n, true
		}
	}
	parts := strings.Split(strings.ToLower(u.Path), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if around, n, ok := numberInPart(parts[i]); ok {
			return series{host, around}, n, true
		}
	}
	return series{}, 0, false
}

// Numbered reports whether an address has a number that [Bracket] reads.
func Numbered(address string) bool {
	_, _, ok := numberIn(address)
	return ok
}

func numberInPart(part string) (around string, n int64, ok bool) {
	m := numberPart.FindStringSubmatch(part)
	if m == nil {
		return "", 0, false
	}
	digits := m[1] + m[3]
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || dayLike(digits) {
		return "", 0, false
	}
	if m[1] != "" {
		return "#-", n, true
	}
	return "-" + m[2] + "#", n, true
}

// dayLike reports whether digits may be a year, a month or a day.
func dayLike(digits string) bool {
	switch len(digits) {
	case 4:
		return digits[:2] == "19" || digits[:2] == "20"
	case 6:
		return (digits[:2] == "19" || digits[:2] == "20") && digits[4:] <= "12"
	case 8:
		_, err := time.Parse("20060102", digits)
		return err == nil && (digits[:2] == "19" || digits[:2] == "20")
	}
	return false
}
