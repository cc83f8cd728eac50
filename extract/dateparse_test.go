// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"testing"
	"time"

	"hearsay"
)

func TestParseInstant(t *testing.T) {
	tests := []struct {
		in    string
		order order
		want  string // EDTF; "" for none
	}{
		{"2014-03-14", dayFirst, "2014-03-14"},
		{"2014-03-14T11:30:00+01:00", dayFirst, "2014-03-14T11:30:00+01:00"},
		{"2014-03-14T11:30:00.000Z", dayFirst, "2014-03-14T11:30:00Z"},
		{"2014-03-14 11:30", dayFirst, "2014-03-14T11:30:00"},
		{"20140314", dayFirst, "2014-03-14"},
		{"2014-03", dayFirst, "2014-03"},
		{"Fri, 14 Mar 2014 11:30:00 GMT", dayFirst, "2014-03-14T11:30:00Z"},
		{"14 March 2014", dayFirst, "2014-03-14"},
		{"March 14th, 2014 at 3:05 pm EDT", dayFirst, "2014-03-14T15:05:00-04:00"},
		{"Mar. 14, 2014", dayFirst, "2014-03-14"},
		{"14. März 2014, 11:30 Uhr", dayFirst, "2014-03-14T11:30:00"},
		{"14 марта 2014 года", dayFirst, "2014-03-14"},
		{"le 1er mai 2014", dayFirst, "2014-05-01"},
		{"14 de marzo de 2014", dayFirst, "2014-03-14"},
		{"2014年3月14日", dayFirst, "2014-03-14"},
		{"14/03/2014", dayFirst, "2014-03-14"},
		{"03/04/2014", dayFirst, "2014-04-03"},
		{"03/04/2014", monthFirst, "2014-03-04"},
		{"3/14/14", dayFirst, "2014-03-14"},
		{"14.03.14", monthFirst, "2014-03-14"},
		{"March 2014", dayFirst, "2014-03"},
		{"1394796600", dayFirst, "2014-03-14T11:30:00Z"},
		{"Posted by Ann Lee on 14 March 2014", dayFirst, "2014-03-14"},
		{"31 June 2014", dayFirst, ""},
		{"2014-13-45", dayFirst, ""},
		{"0000-00-00", dayFirst, ""},
		{"version 2.0.14", dayFirst, ""},
		{"call 555-2014", dayFirst, ""},
		{"forty boats", dayFirst, ""},
		{"", dayFirst, ""},
	}
	for _, test := range tests {
		got := ""
		if i, ok := parseInstant(test.in, test.order); ok {
			got = i.date().Value
		}
		if got != test.want {
			t.Errorf("parseInstant(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestDateInterval(t *testing.T) {
	d, ok := ParseDate("2014-03-14")
	if !ok || d.Earliest.Format(time.RFC3339) != "2014-03-14T00:00:00Z" || d.Latest.Format(time.RFC3339) != "2014-03-14T23:59:59Z" {
		t.Errorf("a day is %v to %v", d.Earliest, d.Latest)
	}
	d, ok = ParseDate("2014-03-14T11:30:00+01:00")
	if !ok || d.Earliest.Format(time.RFC3339) != "2014-03-14T10:30:00Z" {
		t.Errorf("half past eleven in Rome is %v", d.Earliest)
	}
}

// TestChoose has the conflicts of real pages.
func TestChoose(t *testing.T) {
	seen := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		claims []string // rank, basis, value
		want   string   // basis and value of the chosen one
	}{
		{"nothing", nil, ""},
		{"stated before seen beside the headline", []string{"3 text 2025-03-11", "1 json-ld:datePublished 2025-03-12"}, "json-ld:datePublished 2025-03-12"},
		{"more precise of those that agree", []string{"1 json-ld:datePublished 2025-03-12", "3 text 2025-03-12T09:10:00Z"}, "text 2025-03-12T09:10:00Z"},
		{"the future is impossible", []string{"1 json-ld:datePublished 2031-01-01", "3 text 2025-03-12"}, "text 2025-03-12"},
		{"before the web is impossible", []string{"1 meta:date 1970-01-01", "4 url 2025-03-12"}, "url 2025-03-12"},
		{"address and text outvote", []string{"1 json-ld:datePublished 2025-03-30", "3 text 2025-03-12", "4 url 2025-03-12"}, "text 2025-03-12"},
		{"the address alone does not", []string{"1 json-ld:datePublished 2025-03-30", "4 url 2025-03-12"}, "json-ld:datePublished 2025-03-30"},
		{"given is believed", []string{"0 given 1987-02-26", "1 json-ld:datePublished 2025-03-30"}, "given 1987-02-26"},
		{"only a change", []string{"7 meta:article:modified_time 2025-03-12"}, "meta:article:modified_time 2025-03-12"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for _, d := range choose(readClaims(t, test.claims), seen) {
				if d.Chosen {
					got = d.Basis + " " + d.Value
					if d.Why == "" {
						t.Error("chosen without a reason")
					}
				}
			}
			if got != test.want {
				t.Errorf("chose %q, want %q", got, test.want)
			}
		})
	}
}

func readClaims(t *testing.T, lines []string) []claim {
	t.Helper()
	var out []claim
	for _, l := range lines {
		var basis, value string
		rank := int(l[0] - '0')
		for i := 2; i < len(l); i++ {
			if l[i] == ' ' {
				basis, value = l[2:i], l[i+1:]
			}
		}
		d, ok := ParseDate(value)
		if !ok {
			t.Fatalf("no date in %q", l)
		}
		d.Basis = basis
		out = append(out, claim{d, rank})
	}
	return out
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2014-03-14T11:30:00+01:00", "14. März 2014", "3/14/14", "1394796600"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := ParseDate(s); ok && d.Latest.Before(d.Earliest) {
			t.Fatalf("%q ends before it begins: %+v", s, hearsay.Date(d))
		}
	})
}
