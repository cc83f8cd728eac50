// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"hearsay"
)

// claim is one date that something about the article states. Rank orders the
// kinds of statement by how seldom they are wrong about publication.
type claim struct {
	hearsay.Date
	rank int
}

// The ranks. The order was chosen by scoring each kind alone on the pages of
// adbar's gold dates; doc/eval.md has the table.
const (
	rankGiven = iota
	rankPublished
	rankStated
	rankText
	rankURL
	rankTime
	rankFound
	rankModified
	rankHTTP
	rankSeen
)

// publishedMeta and the others name the meta elements that hold dates.
var (
	publishedMeta = strings.Fields("article:published_time datepublished og:article:published_time og:published_time " +
		"published_time publishdate publish_date publish-date pubdate publicationdate publication_date date_published " +
		"parsely-pub-date sailthru.date dc.date.issued dcterms.issued dc.date.created dcterms.created dc.created " +
		"article.published rnews:datepublished bt:pubdate originalpublicationdate cxenseparse:recs:publishtime citation_publication_date " +
		"citation_date article:post_date prism.publicationdate")
	statedMeta = strings.Fields("date dc.date dcterms.date datecreated created date.created article.created displaydate " +
		"display_date pdate video:release_date")
	modifiedMeta = strings.Fields("article:modified_time og:updated_time datemodified dc.modified dcterms.modified " +
		"last-modified lastmod revised updated_time og:article:modified_time date.modified article:updated_time")
)

// dates gathers every date that is stated of the article and chooses one.
func dates(c hearsay.Capture, f *facts, address string, near []string, found time.Time) []hearsay.Date {
	g := &gathering{order: orderOf(f.lang, address)}
	g.add(rankGiven, "given", c.Given.Date)
	g.linked(f)
	g.metas(f, rankPublished, publishedMeta)
	g.metas(f, rankStated, statedMeta)
	g.metas(f, rankModified, modifiedMeta)
	g.timeElements(f)
	for _, s := range near {
		g.add(rankText, "text", s)
	}
	if !found.IsZero() {
		g.add(rankFound, "text", found.Format(time.DateOnly))
	}
	g.address(address)
	g.add(rankHTTP, "http:last-modified", c.Header["Last-Modified"])
	g.seen(c.At)
	return choose(g.claims, c.At)
}

// datedText returns the short pieces of the page that stand where pages print
// the date: between the headline and the body, just above, or marked up as date.
func datedText(cands []candidate) []string {
	first, _ := extent(cands)
	head := first
	for i := range cands {
		if cands[i].head && i <= first {
			head = i
			break
		}
	}
	var near, far []string
	for i := range cands {
		c := &cands[i]
		if c.words > 30 || !strings.ContainsAny(c.text, "0123456789") {
			continue
		}
		switch {
		case i >= head-3 && i <= first+1:
			near = append(near, c.text)
		case dateNames.MatchString(namesAround(c.node)):
			far = append(far, c.text)
		}
	}
	return append(near, far...)
}

// dateNames matches class names of elements that hold the date.
var dateNames = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:date|datum|time|timestamp|posted|published|publish|pub-?date|datetime|entry-date|post-date|fecha|data|meta)(?:[-_ ]|$)`)

// gathering collects claims, each basis and value once.
type gathering struct {
	claims []claim
	order  order
}

func (g *gathering) add(rank int, basis, text string) {
	if text == "" {
		return
	}
	t, ok := parseInstant(text, g.order)
	if !ok {
		return
	}
	d := t.date()
	d.Basis = basis
	for _, have := range g.claims {
		if have.Basis == d.Basis && have.Value == d.Value {
			return
		}
	}
	g.claims = append(g.claims, claim{d, rank})
}

func (g *gathering) metas(f *facts, rank int, names []string) {
	for _, m := range f.get(names...) {
		g.add(rank, "meta:"+m.name, m.value)
	}
}

func (g *gathering) linked(f *facts) {
	for _, k := range []struct {
		key  string
		rank int
	}{{"datePublished", rankPublished}, {"dateCreated", rankStated}, {"uploadDate", rankStated}, {"dateModified", rankModified}} {
		for _, v := range f.ld(k.key) {
			g.add(k.rank, "json-ld:"+k.key, v)
		}
	}
}

func (g *gathering) timeElements(f *facts) {
	rank := map[string]int{"published": rankStated, "modified": rankModified, "time": rankTime}
	for i := 0; i+1 < len(f.times); i += 2 {
		kind, stamp, visible := f.times[i].name, f.times[i].value, f.times[i+1].value
		if stamp == "" {
			stamp = visible
		}
		g.add(rank[kind], "meta:time", stamp)
	}
}

var (
	dayInURL  = regexp.MustCompile(`[/_.=-]((?:19|20)\d\d)[/_.-]?([01]\d)[/_.-]?([0-3]\d)(?:[^\d]|$)`)
	longInURL = regexp.MustCompile(`[/_.-]((?:19|20)\d\d)[/_-]([a-z]{3,9})[/_-]([0-3]?\d)(?:[^\d]|$)`)
)

// address reads /2014/03/14/ and the like.
func (g *gathering) address(address string) {
	_, path, _ := strings.Cut(address, "://")
	if m := dayInURL.FindStringSubmatch(path); m != nil {
		g.add(rankURL, "url", m[1]+"-"+m[2]+"-"+m[3])
	} else if m := longInURL.FindStringSubmatch(strings.ToLower(path)); m != nil {
		g.add(rankURL, "url", m[3]+" "+m[2]+" "+m[1])
	}
}

// seen bounds the date from above: nobody sees a page before it is there.
func (g *gathering) seen(at time.Time) {
	if at.IsZero() {
		return
	}
	g.claims = append(g.claims, claim{hearsay.Date{
		Value: "../" + at.UTC().Format(time.RFC3339), Latest: at.UTC(), Basis: "seen",
	}, rankSeen})
}

// orderOf guesses whether a page writes the month first.
func orderOf(lang, address string) order {
	lang = strings.ToLower(lang)
	if lang == "en-us" {
		return monthFirst
	}
	h := host(address)
	american := strings.HasSuffix(h, ".com") || strings.HasSuffix(h, ".gov") || strings.HasSuffix(h, ".us") || strings.HasSuffix(h, ".edu")
	return order((lang == "en" || lang == "") && american)
}

// earliestWeb is when the first news sites opened; a page that claims an earlier
// day is about that day, or wrong.
var earliestWeb = time.Date(1993, 1, 1, 0, 0, 0, 0, time.UTC)

// choose sorts the claims, best first, rules out the impossible ones, and
// chooses the best of the rest: the first by rank, unless the address and
// another claim agree on a different day; and of those that agree with it, the
// most precise.
func choose(claims []claim, seen time.Time) []hearsay.Date {
	slices.SortStableFunc(claims, func(a, b claim) int { return a.rank - b.rank })
	possible := make([]bool, len(claims))
	best := -1
	for i := range claims {
		claims[i].Why = impossible(claims[i], seen)
		possible[i] = claims[i].Why == ""
		if possible[i] && best < 0 {
			best = i
		}
	}
	if best >= 0 {
		i, why := outvote(claims, possible, best)
		i, why = sharpen(claims, possible, i, why)
		claims[i].Chosen, claims[i].Why = true, why
		best = i
	}
	out := make([]hearsay.Date, 0, len(claims))
	if best >= 0 {
		out = append(out, claims[best].Date)
	}
	for i, c := range claims {
		if i != best {
			out = append(out, c.Date)
		}
	}
	return out
}

// impossible says why a claim cannot be the day of publication, or "".
func impossible(c claim, seen time.Time) string {
	switch {
	case c.rank == rankSeen:
		return ""
	case c.rank != rankGiven && c.Latest.Before(earliestWeb):
		return "earlier than the web"
	case !seen.IsZero() && c.Earliest.After(seen.Add(26*time.Hour)):
		return "later than the page was seen (" + seen.UTC().Format(time.DateOnly) + ")"
	}
	return ""
}

// outvote replaces the best claim when the address names another day and a
// third claim agrees with the address. Machine-readable dates are often the day
// of a redesign; an address is rarely changed.
func outvote(claims []claim, possible []bool, best int) (int, string) {
	reason := rankReasons[claims[best].rank]
	if claims[best].rank == rankGiven || claims[best].rank == rankSeen {
		return best, reason
	}
	url := slices.IndexFunc(claims, func(c claim) bool { return c.rank == rankURL })
	if url < 0 || !possible[url] || sameDay(claims[best].Date, claims[url].Date) {
		return best, reason
	}
	for i := range claims {
		if possible[i] && i != url && claims[i].rank < rankModified && sameDay(claims[i].Date, claims[url].Date) {
			return i, fmt.Sprintf("agrees with the address; %s says %s", claims[best].Basis, claims[best].Value)
		}
	}
	return best, reason + "; the address says " + claims[url].Value
}

// sharpen prefers, among claims of the same day, one with a time of day and a
// zone over one without.
func sharpen(claims []claim, possible []bool, best int, why string) (int, string) {
	if claims[best].rank == rankSeen {
		return best, why
	}
	pick := best
	for i := range claims {
		if possible[i] && claims[i].rank <= rankTime && overlap(claims[i].Date, claims[best].Date) && width(claims[i].Date) < width(claims[pick].Date) {
			pick = i
		}
	}
	if pick != best {
		why = fmt.Sprintf("the most precise of those that agree with %s", claims[best].Basis)
	}
	return pick, why
}

func overlap(a, b hearsay.Date) bool {
	return !a.Earliest.After(b.Latest) && !b.Earliest.After(a.Latest)
}

func width(d hearsay.Date) time.Duration { return d.Latest.Sub(d.Earliest) }

// sameDay reports whether two dates may be one, time zones allowed for.
func sameDay(a, b hearsay.Date) bool {
	const zones = 14 * time.Hour
	return a.Earliest.Before(b.Latest.Add(zones)) && b.Earliest.Before(a.Latest.Add(zones))
}

var rankReasons = map[int]string{
	rankGiven:     "given with the article",
	rankPublished: "the page states it as the time of publication",
	rankStated:    "the page states it as its date",
	rankText:      "stands beside the headline",
	rankURL:       "stands in the address",
	rankFound:     "stands in the text of the page",
	rankTime:      "the only date marked up on the page",
	rankModified:  "only a time of change is stated",
	rankHTTP:      "only the server's time of change is known",
	rankSeen:      "no date was found; it was seen then, so it is not later",
}
