// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/chain"
)

// narrow says which matches of a trace are shown. It is applied to the answer and
// changes nothing of it: origins are those of all matches. Zero fields hide nothing.
type narrow struct {
	HideQuotes    bool      // matches that share quoted words only
	HideStanding  bool      // matches that share standing phrases only
	HideOwn       bool      // matches of the outlet of the traced article itself
	Language      string    // of the match
	After, Before time.Time // of its date, as Filter has it
}

// readNarrow reads the filters of a request. Error: ErrInvalid.
func readNarrow(r *http.Request) (n narrow, err error) {
	for _, h := range r.Form["hide"] {
		for _, part := range strings.Split(h, ",") {
			switch part {
			case "":
			case "quotes":
				n.HideQuotes = true
			case "boilerplate":
				n.HideStanding = true
			case "own":
				n.HideOwn = true
			default:
				return n, fmt.Errorf("hide %.40q is none of quotes, boilerplate, own: %w", part, hearsay.ErrInvalid)
			}
		}
	}
	n.Language = strings.ToLower(language(r.FormValue("lang")))
	if n.After, err = day(r.FormValue("after")); err != nil {
		return n, err
	}
	n.Before, err = day(r.FormValue("before"))
	return n, err
}

// dayLayout is how forms send days.
const dayLayout = "2006-01-02"

func day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(dayLayout, text)
	if err != nil {
		return t, fmt.Errorf("%.40q is no day such as 2025-03-14: %w", text, hearsay.ErrInvalid)
	}
	return t, nil
}

// Any reports whether anything may be hidden.
func (n narrow) Any() bool { return n != narrow{} }

// set writes the filters into an address.
func (n narrow) set(v url.Values) {
	var hide []string
	if n.HideQuotes {
		hide = append(hide, "quotes")
	}
	if n.HideStanding {
		hide = append(hide, "boilerplate")
	}
	if n.HideOwn {
		hide = append(hide, "own")
	}
	for name, value := range map[string]string{"hide": strings.Join(hide, ","), "lang": n.Language, "after": n.AfterDay(), "before": n.BeforeDay()} {
		if value != "" {
			v.Set(name, value)
		}
	}
}

// AfterDay and BeforeDay are the days as the form has them; "" for none.
func (n narrow) AfterDay() string  { return dayText(n.After) }
func (n narrow) BeforeDay() string { return dayText(n.Before) }

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(dayLayout)
}

// of is a trace with the matches that pass; the trace given stays as it is.
func (n narrow) of(t *hearsay.Trace) *hearsay.Trace {
	if !n.Any() {
		return t
	}
	out := *t
	out.Matches = slices.DeleteFunc(slices.Clone(t.Matches), func(m hearsay.Match) bool { return !n.passes(t, &m) })
	return &out
}

func (n narrow) passes(t *hearsay.Trace, m *hearsay.Match) bool {
	b, tag := &m.Article, strings.ToLower(m.Article.Language)
	switch {
	case n.HideQuotes && m.Relation == hearsay.Quotes:
		return false
	case n.HideStanding && m.Boilerplate > 0 && m.Words-m.Boilerplate < shortest:
		return false
	case n.HideOwn && t.Read != nil && chain.SameOutlet(t.Read.Outlet, b.Outlet):
		return false
	case n.Language != "" && tag != n.Language && !strings.HasPrefix(tag, n.Language+"-"):
		return false
	case (!n.After.IsZero() || !n.Before.IsZero()) && b.Date.Value == "":
		return false
	case !n.After.IsZero() && b.Date.Latest.Before(n.After):
		return false
	}
	return n.Before.IsZero() || b.Date.Earliest.Before(n.Before)
}
