// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
)

// Rank orders the kinds of claim by how seldom they are wrong about publication. The
// order was chosen by scoring each kind alone on labelled pages (doc/eval.md).
type Rank int8

// The ranks, best first. The last three do not say when the article was published:
// they say by when something was there.
const (
	Given     Rank = iota // by the person who adds the article
	Published             // machine-readable: published then
	Stated                // machine-readable: the page's date
	Printed               // beside the headline
	InAddress
	Marked  // a time element
	Found   // somewhere on the page
	Changed // modified then
	Served  // the server's time of change
	Bound   // an archive or the server had it then
	Seen    // by this library
)

// Claims are the dates that something about one article states.
type Claims struct {
	habits Habits
	list   []claim
}

// claim is one of them. From and to are as written, on clocks of UTC: claims of one
// page are compared by what they say, since they share a zone even when nobody
// knows it.
type claim struct {
	hearsay.Date
	rank     Rank
	from, to time.Time
	// turned is the other reading of a date whose month and day may be the other way
	// round; nil for others.
	turned *claim
}

// NewClaims begins a list for a page of such habits.
func NewClaims(h Habits) *Claims { return &Claims{habits: h} }

// Add reads a claim from text and keeps it; what holds no date is dropped, and so is
// the same again. Basis is as in [hearsay.Date].
func (c *Claims) Add(rank Rank, basis, text string) {
	if text == "" {
		return
	}
	t, ok := parseInstant(text, c.habits)
	if !ok || t.whole && rank != Given { // a year alone is seldom that of the page
		return
	}
	made := newClaim(rank, basis, t)
	if t.doubt {
		other := newClaim(rank, basis, t.turned())
		made.turned = &other
	}
	d := made.Date
	if slices.ContainsFunc(c.list, func(have claim) bool { return have.Basis == d.Basis && have.Value == d.Value }) {
		return
	}
	c.list = append(c.list, made)
}

func newClaim(rank Rank, basis string, t instant) claim {
	c := claim{Date: t.date(), rank: rank}
	c.Basis, c.from, c.to = basis, c.Earliest, c.Latest
	if !t.zoned {
		_, c.from, c.to = t.written()
		c.to = c.to.Add(-time.Second)
	}
	return c
}

// NotAfter keeps that the page was there at a moment, rank Bound or Seen: nobody
// has a page before it is there. The zero time says nothing.
func (c *Claims) NotAfter(rank Rank, basis string, at time.Time) {
	if at.IsZero() {
		return
	}
	at = at.UTC()
	c.list = append(c.list, claim{hearsay.Date{Value: "../" + at.Format(time.RFC3339), Latest: at, Basis: basis}, rank, time.Time{}, at, nil})
}

// earliestWeb is when the first news sites opened; a page that claims an earlier
// day is about that day, or wrong.
var earliestWeb = time.Date(1900+firstWebYear, 1, 1, 0, 0, 0, 0, time.UTC)

// Choose returns the claims, best first, and every one with a reason. One is chosen
// unless there is none: those are ruled out that cannot be; the best of the rest is
// the first by rank, unless the address and another claim agree on a different day;
// and of those that agree with it, the most precise. Seen is when the page was
// received; zero when that is not known.
func (c *Claims) Choose(seen time.Time) []hearsay.Date {
	claims := slices.Clone(c.list)
	slices.SortStableFunc(claims, func(a, b claim) int {
		if a.rank == b.rank && a.rank >= Bound {
			return a.to.Compare(b.to)
		}
		return cmp.Compare(a.rank, b.rank)
	})
	possible := make([]bool, len(claims))
	best := -1
	for i := range claims {
		if other := claims[i].turned; other != nil && impossible(claims[i], seen) != "" && impossible(*other, seen) == "" {
			claims[i] = *other
		}
		claims[i].Why = impossible(claims[i], seen)
		possible[i] = claims[i].Why == ""
		if possible[i] && best < 0 {
			best = i
		}
	}
	if best < 0 {
		return dates(claims, 0)
	}
	i, why := outvote(claims, possible, best)
	i, why = sharpen(claims, possible, i, why)
	claims[i].Chosen, claims[i].Why = true, why
	for k := range claims {
		if claims[k].Why == "" {
			claims[k].Why = notChosen(claims[k], claims[i])
		}
	}
	return dates(claims, i)
}

// dates are those of the claims, the one at first before all others. What was found
// somewhere on the page is left out where it says what another claim says: it was
// most likely found there.
func dates(claims []claim, first int) []hearsay.Date {
	out := make([]hearsay.Date, 0, len(claims))
	if first < len(claims) {
		out = append(out, claims[first].Date)
	}
	for i := range claims {
		if i != first && (claims[i].rank != Found || !slices.ContainsFunc(claims, claims[i].repeats)) {
			out = append(out, claims[i].Date)
		}
	}
	return out
}

// repeats reports whether another kind of claim says the same.
func (c claim) repeats(other claim) bool {
	return other.rank != Found && other.rank < Bound && (overlap(c, other) || other.turned != nil && overlap(c, *other.turned))
}

// impossible says why a claim cannot be the day of publication, or "".
func impossible(c claim, seen time.Time) string {
	switch {
	case c.rank >= Bound:
		return ""
	case c.rank != Given && c.to.Before(earliestWeb):
		return "earlier than the web"
	case !seen.IsZero() && c.from.After(seen.Add(26*time.Hour)):
		return "later than the page was seen (" + seen.UTC().Format(time.DateOnly) + ")"
	}
	return ""
}

// notChosen says why another one was chosen.
func notChosen(c, chosen claim) string {
	switch {
	case c.rank >= Bound:
		return "says by when the page was there, not when it was published"
	case c.rank == Changed || c.rank == Served:
		return "says when the page was changed, not when it was published"
	case chosen.rank >= Bound, overlap(c, chosen):
		return "agrees with the chosen one"
	case c.to.Before(chosen.from):
		return "earlier than the chosen one, and a weaker sign of publication"
	}
	return "later than the chosen one, and a weaker sign of publication"
}

// outvote replaces the best claim when the address names another day and a
// third claim agrees with the address. Machine-readable dates are often the day
// of a redesign; an address is rarely changed.
func outvote(claims []claim, possible []bool, best int) (int, string) {
	reason := rankReasons[claims[best].rank]
	if claims[best].rank == Given || claims[best].rank >= Bound {
		return best, reason
	}
	url := slices.IndexFunc(claims, func(c claim) bool { return c.rank == InAddress })
	if url < 0 || !possible[url] || sameDay(claims[best], claims[url]) {
		return best, reason
	}
	for i := range claims {
		if possible[i] && i != url && claims[i].rank < Changed && sameDay(claims[i], claims[url]) {
			return i, fmt.Sprintf("agrees with the address; %s says %s", claims[best].Basis, claims[best].Value)
		}
	}
	return best, reason + "; the address says " + claims[url].Value
}

// sharpen prefers, among claims of the same day, one with a time of day and a
// zone over one without.
func sharpen(claims []claim, possible []bool, best int, why string) (int, string) {
	if claims[best].rank >= Bound {
		return best, why
	}
	pick := best
	for i := range claims {
		if possible[i] && claims[i].rank <= Marked && overlap(claims[i], claims[best]) && claims[i].narrower(claims[pick]) {
			pick = i
		}
	}
	if pick != best {
		why = fmt.Sprintf("the most precise of those that agree with %s", claims[best].Basis)
	}
	return pick, why
}

// narrower compares by what is written and, where that is alike, by what it may mean.
func (c claim) narrower(d claim) bool {
	return cmp.Or(cmp.Compare(c.to.Sub(c.from), d.to.Sub(d.from)), cmp.Compare(c.Latest.Sub(c.Earliest), d.Latest.Sub(d.Earliest))) < 0
}

func overlap(a, b claim) bool { return !a.from.After(b.to) && !b.from.After(a.to) }

// sameDay reports whether two claims may be of one day, time zones allowed for.
func sameDay(a, b claim) bool {
	const zones = 14 * time.Hour
	return a.from.Before(b.to.Add(zones)) && b.from.Before(a.to.Add(zones))
}

var rankReasons = map[Rank]string{
	Given:     "given with the article",
	Published: "the page states it as the time of publication",
	Stated:    "the page states it as its date",
	Printed:   "stands beside the headline",
	InAddress: "stands in the address",
	Found:     "stands in the text of the page",
	Marked:    "the only date marked up on the page",
	Changed:   "only a time of change is stated",
	Served:    "only the server's time of change is known",
	Bound:     "no date was found; it was there then, so it is not later",
	Seen:      "no date was found; it was seen then, so it is not later",
}

// OrderOf tells how a page writes numeric dates, by its language (BCP 47) and its
// host. English of no stated country is either; most of it on American domains has
// the month first.
func OrderOf(language, host string) Order {
	language = strings.ToLower(language)
	tld := host[strings.LastIndexByte(host, '.')+1:]
	switch {
	case language == "en-us" || tld == "us" || tld == "gov" || tld == "mil":
		return MonthFirst
	case language != "" && language != "en" && !strings.HasPrefix(language, "en-ph") && !strings.HasPrefix(language, "en-ca"):
		return DayFirst
	}
	if _, country := countryZones[tld]; country && tld != "ca" && tld != "ph" {
		return DayFirst
	}
	if tld == "com" || tld == "edu" {
		return PerhapsMonthFirst
	}
	return PerhapsDayFirst
}
