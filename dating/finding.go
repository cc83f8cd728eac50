// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
)

// role is what a claim of time is about, by its basis.
type role int8

const (
	loose     role = iota // a date of the page: of what, is not said
	published             // when the article was published
	changed               // when the page was changed
	bounds                // by when it was there
)

// The words in the names of fields that tell what a date is of. A date of creation
// or of a video on the page is none of the article's publication.
var (
	changeWords  = []string{"modif", "updat", "lastmod", "revised"}
	publishWords = []string{"publi", "pubdate", "pub-date", "issued", "post_date"}
)

func roleOf(basis string) role {
	basis = strings.ToLower(basis)
	contains := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(basis, w) })
	}
	switch {
	case basis == "seen" || basis == "archive" || basis == "http:date":
		return bounds
	case basis == "given" || basis == "feed":
		return published
	case strings.Contains(basis, "last-modified") || contains(changeWords):
		return changed
	case contains(publishWords):
		return published
	}
	return loose
}

// slack is how far apart dates must be before they are said to disagree: clocks in
// the wrong zone and articles that are put out a day after they were written are
// everyday things.
const slack = day

// Findings says what in an article speaks against its dates, by itself alone:
// claims of publication that cannot both be right, a date later than the page was
// there, a change before publication, an address of a later day, an event told of
// that is later still. Each is what is seen and no verdict; a page of a redesigned
// archive shows most of them in good faith. The order is that of the claims, then
// of the text. Time is linear in the text.
func Findings(a *hearsay.Article) []hearsay.Finding {
	f := findings{a: a, told: map[time.Time]bool{}}
	f.future()
	if d, ok := a.Published(); ok && roleOf(d.Basis) != bounds {
		f.chosen = d
		f.others()
		f.events()
	}
	return f.list
}

type findings struct {
	a      *hearsay.Article
	chosen hearsay.Date
	list   []hearsay.Finding
	told   map[time.Time]bool // claims, by what they begin with, that have a finding
}

func (f *findings) add(kind hearsay.FindingKind, at hearsay.Place, format string, args ...any) {
	f.list = append(f.list, hearsay.Finding{Kind: kind, Article: f.a.ID, Says: fmt.Sprintf(format, args...), At: at})
}

// future finds claims that are later than the page is known to have been there.
func (f *findings) future() {
	by, why := f.a.Seen, "was seen on"
	for _, d := range f.a.Dates {
		if roleOf(d.Basis) == bounds && !d.Latest.IsZero() && (by.IsZero() || d.Latest.Before(by)) {
			by, why = d.Latest, map[string]string{"archive": "was in a web archive on", "http:date": "was served on", "seen": "was seen on"}[d.Basis]
		}
	}
	if by.IsZero() {
		return
	}
	for _, d := range f.a.Dates {
		if r := roleOf(d.Basis); r == bounds || r == loose && !d.Chosen {
			continue
		}
		if d.Earliest.After(by.Add(time.Hour)) { // clocks differ
			f.told[d.Earliest.Truncate(time.Minute)] = true
			f.add(hearsay.DateInFuture, hearsay.Place{}, "The page gives %s, but it %s %s, %s before that.",
				claimed(d), why, by.UTC().Format("2 January 2006, 15:04 UTC"), apart(d.Earliest.Sub(by)))
		}
	}
}

// others compares the chosen date with what else is claimed, each time once.
func (f *findings) others() {
	for _, d := range f.a.Dates {
		if d.Chosen || d.Earliest.IsZero() || d.Latest.Before(earliestWeb) || f.listed(d.Basis) {
			continue
		}
		if kind, says := f.against(d); kind != "" && !f.told[d.Earliest.Truncate(time.Minute)] {
			f.told[d.Earliest.Truncate(time.Minute)] = true
			f.add(kind, hearsay.Place{}, "%s", says)
		}
	}
}

// listed reports whether a field stands on the page with several days, or is that of
// the chosen date: then it dates the items of a list, such as other articles.
func (f *findings) listed(basis string) bool {
	var first hearsay.Date
	for _, d := range f.a.Dates {
		switch {
		case d.Basis != basis:
		case first.Basis == "":
			first = d
		case d.Earliest.Sub(first.Latest) > slack || first.Earliest.Sub(d.Latest) > slack:
			return true
		}
	}
	return false
}

// against says what a claim has against the chosen date; no kind for nothing.
func (f *findings) against(d hearsay.Date) (hearsay.FindingKind, string) {
	before, after := f.chosen.Earliest.Sub(d.Latest), d.Earliest.Sub(f.chosen.Latest)
	switch r := roleOf(d.Basis); {
	case r == changed && before > slack:
		return hearsay.ModifiedBefore, fmt.Sprintf("The page says that it was changed at %s, %s before its date of publication, %s.",
			claimed(d), apart(before), claimed(f.chosen))
	case d.Basis == "url" && after > slack:
		return hearsay.NewerAddress, fmt.Sprintf("The address of the page names %s, %s later than its date of publication, %s.",
			d.Value, apart(after), claimed(f.chosen))
	case (r == published || d.Basis == "url") && max(before, after) > slack:
		return hearsay.DatesDisagree, fmt.Sprintf("Two dates of publication are given, %s apart: %s and %s.",
			apart(max(before, after)), claimed(f.chosen), claimed(d))
	}
	return "", ""
}

// claimed is a claim in a sentence: value and basis.
func claimed(d hearsay.Date) string { return fmt.Sprintf("%s (%s)", d.Value, d.Basis) }

// apart words a time between two dates.
func apart(d time.Duration) string {
	switch days := int(d / (24 * time.Hour)); {
	case days >= 2:
		return fmt.Sprintf("at least %d days", days)
	case d >= 2*time.Hour:
		return fmt.Sprintf("at least %d hours", int(d/time.Hour))
	}
	return "at least an hour"
}

const day = 24 * time.Hour
