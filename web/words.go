// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// words are what templates may call.
var words = template.FuncMap{
	"count":    grouped,
	"many":     many,
	"lang":     language,
	"outgoing": outgoing,
	"outlet":   outletName,
	"when":     newWhen,
	"relation": func(r hearsay.Relation) string { return relationWords[r] },
	"removed":  func(k hearsay.RemovedKind) string { return removedWords[k] },
	"polarity": func(p hearsay.Polarity) string { return polarityWords[p] },
	"step":     func(r hearsay.StepRelation) string { return stepWords[r] },
	"credit":   func(k hearsay.CreditKind) string { return creditWords[k] },
	"how":      func(how string) string { return strings.ReplaceAll(how, "-", " ") },
	"agent":    agentName,
	"quiet":    quiet,
	"period":   period,
	"lag":      span,
	"size":     size,
	"lasting":  lasting,
	"loud":     loud,
	"example":  func(r hearsay.Ref) hearsay.Example { return hearsay.Example{Ref: r} },
	"tongue":   tongue,
	"moment":   func(t time.Time) string { return t.UTC().Format("2 Jan 2006, 15:04 MST") },
	"neg":      func(n int) int { return -n },
	"add":      func(a, b int) int { return a + b },
	"pair":     func(a, b any) struct{ A, B any } { return struct{ A, B any }{a, b} },
	"delay":    delay,
	"picks":    newPicks,
	"rowsOf":   func(list []tieRow) int { return max(1, len(list)) },
}

// relationWords explains the words of the relation vocabulary.
var relationWords = map[hearsay.Relation]string{
	hearsay.Identical:    "the same text, but for case and punctuation",
	hearsay.Copies:       "long runs of the same words",
	hearsay.Rewrites:     "the same passages in other words",
	hearsay.Quotes:       "shares only quoted words",
	hearsay.Cites:        "names it or links to it, and shares little text",
	hearsay.Revises:      "a later version of the same page",
	hearsay.SharesSource: "both seem to come from a text that is not in this library",
}

var removedWords = map[hearsay.RemovedKind]string{
	hearsay.Repeat:      "printed twice on the page",
	hearsay.Boilerplate: "the outlet prints it everywhere",
	hearsay.Furniture:   "controls, comments or teasers around the article",
	hearsay.Hidden:      "invisible or look-alike characters",
}

var polarityWords = map[hearsay.Polarity]string{
	hearsay.Denied:       "denied",
	hearsay.Declined:     "declined to say",
	hearsay.Questioned:   "asked",
	hearsay.Hypothetical: "not said yet: “if”",
	hearsay.Future:       "expected to be said",
	hearsay.NotSaid:      "not said",
}

var stepWords = map[hearsay.StepRelation]string{
	hearsay.StepCredits: "credited on the page",
	hearsay.StepCites:   "linked to on the page",
	hearsay.StepQuotes:  "quoted on the page",
	hearsay.StepTold:    "said it",
	hearsay.StepShares:  "shares text with it, and names nobody",
}

var creditWords = map[hearsay.CreditKind]string{
	hearsay.CreditLine:  "credit line",
	hearsay.InDatelines: "dateline",
	hearsay.InBylines:   "byline",
	hearsay.Attribution: "named in the text",
	hearsay.ReadMore:    "“read more” link",
	hearsay.Syndication: "marked up as taken from",
}

// basisWords names the places that a date can stand in. A meta element keeps its
// name beside the words.
var basisWords = map[string]string{
	"feed": "feed", "url": "in the address", "http": "said by the server", "text": "printed on the page",
	"seen": "first seen by this library", "given": "given by whoever added it", hearsay.PersonSays: "said by a person",
}

func basis(code string) string {
	if w, ok := basisWords[code]; ok {
		return w
	}
	for _, notation := range []string{"json-ld:", "microdata:", "rdfa:"} {
		if field, ok := strings.CutPrefix(code, notation); ok {
			return "page data, " + field
		}
	}
	if field, ok := strings.CutPrefix(code, "meta:"); ok {
		return "page header, " + field
	}
	return code
}

// When is a date as a page shows it.
type When struct {
	Text      string // "Tue 14 Mar 2028, 09:02 UTC"
	Machine   string // for the datetime attribute; "" when there is no one moment
	Precision string // "day only"; "" when the claim names a minute
	Basis     string
}

// newWhen writes a date as precisely as it is known and not more. The zero date
// is "undated".
func newWhen(d hearsay.Date) When {
	w := When{Text: d.Value, Basis: basis(d.Basis)}
	if d.Value == "" {
		return When{Text: "undated"}
	}
	if from, to, ok := strings.Cut(d.Value, "/"); ok {
		switch {
		case open(from):
			w.Text = "before " + moment(to).Text
		case open(to):
			w.Text = "after " + moment(from).Text
		default:
			w.Text = "between " + moment(from).Text + " and " + moment(to).Text
		}
		return w
	}
	m := moment(d.Value)
	w.Text, w.Machine, w.Precision = m.Text, m.Machine, m.Precision
	return w
}

// open reports whether an end of an EDTF interval has no bound.
func open(end string) bool { return end == "" || end == ".." }

// moment reads one EDTF date. Marks of doubt ("?", "~", "%") become words.
func moment(value string) When {
	bare := strings.TrimRight(value, "?~%")
	doubt := ""
	if bare != value {
		doubt = "about "
	}
	for _, f := range []struct{ in, out, precision string }{
		{time.RFC3339, "Mon 2 Jan 2006, 15:04 MST", ""},
		{"2006-01-02T15:04Z07:00", "Mon 2 Jan 2006, 15:04 MST", ""},
		{"2006-01-02T15:04:05", "Mon 2 Jan 2006, 15:04", "zone not stated"},
		{"2006-01-02T15:04", "Mon 2 Jan 2006, 15:04", "zone not stated"},
		{"2006-01-02", "Mon 2 Jan 2006", "day only"},
		{"2006-01", "January 2006", "month only"},
		{"2006", "2006", "year only"},
	} {
		t, err := time.Parse(f.in, bare)
		if err != nil {
			continue
		}
		text := t.Format(f.out)
		if _, offset := t.Zone(); f.precision == "" && offset == 0 {
			text = t.UTC().Format(f.out)
		} else if f.precision == "" {
			text = t.Format("Mon 2 Jan 2006, 15:04 -07:00")
		}
		return When{Text: doubt + text, Machine: bare, Precision: f.precision}
	}
	return When{Text: value}
}

// grouped writes a count with thin spaces between thousands: 12 345.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// many is "1 article" or "14 articles".
func many(n int, one, more string) string {
	if n == 1 {
		return grouped(n) + " " + one
	}
	return grouped(n) + " " + more
}

// language returns a language tag that is fit for a lang attribute, or "". The
// tag comes from pages, so only its form is trusted.
func language(tag string) string {
	if len(tag) == 0 || len(tag) > 35 {
		return ""
	}
	for _, c := range tag {
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return ""
		}
	}
	return tag
}

// outletName is the name of an outlet, its domain, or words that say there is none.
func outletName(a hearsay.Agent) string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Domain != "":
		return a.Domain
	}
	return "outlet not named"
}

// delay is a number of seconds in words.
func delay(seconds *int64) string {
	if *seconds < 60 {
		return "less than a minute"
	}
	return span(time.Duration(*seconds) * time.Second)
}

// quiet takes the invisible controls out of a text that stands in a form field,
// where the words that otherwise show them would be sent back as text.
func quiet(text string) string {
	return withoutControls.Replace(text)
}

// agentName is the best that is known of a name; "" for nobody.
func agentName(a hearsay.Agent) string {
	switch {
	case a.Name != "":
		return a.Name
	case a.Role != "":
		return a.Role
	case a.Domain != "":
		return a.Domain
	}
	return ""
}
