// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating_test

import (
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/dating"
)

// page is an article of 14 March 2014 with such claims ("basis value"), seen in 2025.
func page(t *testing.T, text string, lines ...string) *hearsay.Article {
	t.Helper()
	a := &hearsay.Article{Text: text, Seen: time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)}
	claims := dating.NewClaims(world)
	for _, l := range lines {
		basis, value, _ := strings.Cut(l, " ")
		rank, known := ranks[basis]
		if at, bound := strings.CutPrefix(value, "../"); bound {
			when, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			claims.NotAfter(dating.Bound, basis, when)
			continue
		}
		if !known {
			rank = dating.Published
		}
		claims.Add(rank, basis, value)
	}
	claims.NotAfter(dating.Seen, "seen", a.Seen)
	a.Dates = claims.Choose(a.Seen)
	return a
}

func TestFindings(t *testing.T) {
	const published = "json-ld:datePublished 2014-03-14T09:00:00Z"
	for _, c := range []struct {
		name   string
		claims []string
		want   string // kinds, in order
		says   string // part of the first
	}{
		{"no date", nil, "", ""},
		{"one date", []string{published}, "", ""},
		{"two that agree", []string{published, "meta:article:published_time 2014-03-14"}, "", ""},
		{"the day after, somewhere", []string{published, "meta:article:published_time 2014-03-15"}, "", ""},
		{"two that do not", []string{published, "meta:article:published_time 2014-03-20T09:00:00Z"}, "dates-disagree",
			"Two dates of publication are given, at least 5 days apart: 2014-03-14T09:00:00Z (json-ld:datePublished) and 2014-03-20T09:00:00Z (meta:article:published_time)."},
		{"the same contradiction in three fields is told once",
			[]string{published, "meta:article:published_time 2014-03-20T09:00:00Z", "meta:pubdate 2014-03-20T09:00:00Z"}, "dates-disagree", ""},
		{"given against the page", []string{"given 2014-03-14", "json-ld:datePublished 2014-03-20T09:00:00Z"}, "dates-disagree", ""},
		{"items of a list", []string{published, "meta:datepublished 2014-03-01", "meta:datepublished 2014-02-01"}, "", ""},
		{"the day of a video", []string{published, "json-ld:uploadDate 2013-01-01"}, "", ""},
		{"1970 is no date", []string{published, "meta:pubdate 1970-01-01T00:00:00Z"}, "", ""},
		{"changed later", []string{published, "meta:article:modified_time 2014-03-20T09:00:00Z"}, "", ""},
		{"changed hours before: scheduled", []string{published, "meta:article:modified_time 2014-03-13T19:00:00Z"}, "", ""},
		{"changed days before", []string{published, "meta:article:modified_time 2014-03-10T09:00:00Z"}, "modified-before-published",
			"The page says that it was changed at 2014-03-10T09:00:00Z (meta:article:modified_time), at least 3 days before its date of publication"},
		{"the server's time of change, too", []string{published, "http:last-modified Mon, 10 Mar 2014 09:00:00 GMT"}, "modified-before-published", ""},
		{"an address of the day", []string{published, "url 2014-03-14"}, "", ""},
		{"an address of a later day", []string{published, "url 2014-03-20"}, "newer-address",
			"The address of the page names 2014-03-20, at least 5 days later than its date of publication"},
		{"an address of an earlier day", []string{published, "url 2014-03-01"}, "dates-disagree", ""},
		{"the future", []string{"json-ld:datePublished 2031-01-01T00:00:01Z", "url 2014-03-14"}, "date-in-future",
			"The page gives 2031-01-01T00:00:01Z (json-ld:datePublished), but it was seen on 1 April 2025, 12:00 UTC, at least 2100 days before that."},
		{"today, somewhere", []string{"json-ld:datePublished 2025-04-02"}, "", ""},
		{"later than an archive had it", []string{published, "archive ../2014-03-01T00:00:00Z"}, "date-in-future",
			"but it was in a web archive on 1 March 2014, 00:00 UTC, at least 13 days before that."},
		{"later than it was served", []string{published, "http:date ../2014-03-01T00:00:00Z"}, "date-in-future", "but it was served on"},
		{"beside the headline anything may stand", []string{published, "text 2014-03-20"}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var kinds []string
			got := dating.Findings(page(t, "", c.claims...))
			for _, f := range got {
				kinds = append(kinds, string(f.Kind))
			}
			if strings.Join(kinds, " ") != c.want {
				t.Fatalf("found %q, want %q: %+v", kinds, c.want, got)
			}
			if c.says != "" && !strings.Contains(got[0].Says, c.says) {
				t.Errorf("says %q, want %q", got[0].Says, c.says)
			}
		})
	}
}

// TestEvents has sentences of an article that is dated 14 March 2014.
func TestEvents(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"The bank announced on 20 March 2014 that it had sold the harbour.", true},
		{"On March 20th, 2014, police arrested three men at the quay.", true},
		{"He died on Thursday, March 20, 2014, at home.", true},
		{"“It is over,” the mayor said on 20 March 2014.", true},
		{"Nothing. The ferry sank off the cape; eleven people died on 20 March 2014.", true},

		// Earlier, or the same day somewhere.
		{"The bank announced on 10 March 2014 that it had sold the harbour.", false},
		{"The bank announced on 15 March 2014 that it had sold the harbour.", false},
		// Announcements.
		{"The bank will open on 20 March 2014.", false},
		{"The bank announced that it would open on 20 March 2014.", false},
		{"The opening, announced last week, is scheduled for noon on 20 March 2014.", false},
		{"The court said the trial was due to begin on 20 March 2014.", false},
		{"The minister said the levy comes into force on 20 March 2014 unless the house objects.", false},
		{"Ministers agreed that talks begin on 20 March 2014.", false},
		{"The summit is on 20 March 2014.", false},
		{"They’ll have met on 20 March 2014.", false},
		{"Voting opens on 20 March 2014.", false},
		{"Tickets sold on 20 March 2014 could be returned.", false},
		// A verb in another sentence.
		{"The mayor resigned.\n\nCome and see us on 20 March 2014!", false},
		{"The mayor resigned. Come and see us on 20 March 2014!", false},
		// No day, no date.
		{"The mayor resigned in March 2015.", false},
		{"The mayor resigned on 31 February 2015.", false},
	} {
		got := dating.Findings(page(t, c.text, "json-ld:datePublished 2014-03-14T09:00:00Z"))
		if (len(got) > 0) != c.want {
			t.Errorf("%q: %+v, want %t", c.text, got, c.want)
		}
		if len(got) > 0 && (got[0].Kind != hearsay.EarlierThanFact || !strings.Contains(got[0].At.Span.In(c.text), "2014")) {
			t.Errorf("%q: %+v", c.text, got[0])
		}
	}
}

// TestEventsOfChangedPage: who changes a page later may tell of what came between.
func TestEventsOfChangedPage(t *testing.T) {
	const text = "He died on March 20, 2014, at home."
	claims := []string{"json-ld:datePublished 2014-03-14T09:00:00Z", "meta:article:modified_time 2014-03-21T09:00:00Z"}
	if got := dating.Findings(page(t, text, claims...)); len(got) > 0 {
		t.Errorf("%+v", got)
	}
	if got := dating.Findings(page(t, text)); len(got) > 0 {
		t.Errorf("without a date: %+v", got)
	}
}

func FuzzFindings(f *testing.F) {
	f.Add("The bank announced on 20 March 2014 that it had sold the harbour.", "2014-03-14T09:00:00Z", "2014-03-10")
	f.Add("On March 20th, 2014, police", "14.3.2014", "1.1.70")
	f.Fuzz(func(t *testing.T, text, one, two string) {
		a := page(t, text, "json-ld:datePublished "+strings.TrimPrefix(one, "../"), "meta:article:modified_time "+strings.TrimPrefix(two, "../"))
		for _, x := range dating.Findings(a) {
			if x.Says == "" || x.At.Span.End > len(text) || x.At.Span.Start < 0 || x.At.Span.Start > x.At.Span.End {
				t.Fatalf("%+v", x)
			}
		}
	})
}
