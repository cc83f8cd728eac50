// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating_test

import (
	"strings"
	"testing"
	"time"

	"hearsay/dating"
)

var (
	world   = dating.Habits{Zone: dating.World}
	america = dating.Habits{Order: dating.MonthFirst, Zone: dating.World}
)

// in is a page of an outlet with that domain.
func in(host string) dating.Habits {
	z, ok := dating.ZoneOf(host)
	if !ok {
		z = dating.World
	}
	return dating.Habits{Order: dating.OrderOf("", host), Zone: z}
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		in   string
		h    dating.Habits
		want string // EDTF; "" for none
	}{
		{"2014-03-14", world, "2014-03-14"},
		{"2014-03-14T11:30:00+01:00", world, "2014-03-14T11:30:00+01:00"},
		{"2014-03-14T11:30:00+0530", world, "2014-03-14T11:30:00+05:30"},
		{"2014-03-14T11:30:00.000Z", world, "2014-03-14T11:30:00Z"},
		{"2014-03-14 11:30", world, "2014-03-14T11:30:00"},
		{"20140314", world, "2014-03-14"},
		{"2014-03", world, "2014-03"},
		{"Fri, 14 Mar 2014 11:30:00 GMT", world, "2014-03-14T11:30:00Z"},
		{"14 March 2014", world, "2014-03-14"},
		{"March 14th, 2014 at 3:05 pm EDT", world, "2014-03-14T15:05:00-04:00"},
		{"Mar. 14, 2014", world, "2014-03-14"},
		{"14. März 2014, 11:30 Uhr", world, "2014-03-14T11:30:00"},
		{"14 марта 2014 года", world, "2014-03-14"},
		{"le 1er mai 2014", world, "2014-05-01"},
		{"14 de marzo de 2014", world, "2014-03-14"},
		{"2014年3月14日", world, "2014-03-14"},
		{"March 2014", world, "2014-03"},
		{"2014", world, "2014"},
		{"the war of 2014", world, ""},
		{"20140000", world, ""},
		{"2014-00-00", world, ""},
		{"1394796600", world, "2014-03-14T11:30:00Z"},
		{"Posted by Ann Lee on 14 March 2014", world, "2014-03-14"},

		// Which is the month?
		{"14/03/2014", world, "2014-03-14"},
		{"03/04/2014", world, "2014-04-03"},
		{"03/04/2014", america, "2014-03-04"},
		{"03/04/2014", in("paper.com"), "2014-03-04?"},
		{"03/04/2014", in("paper.org"), "2014-04-03?"},
		{"03/04/2014", in("paper.co.uk"), "2014-04-03"},
		{"04/04/2014", in("paper.com"), "2014-04-04"},
		{"3/14/14", world, "2014-03-14"},
		{"14.03.14", america, "2014-03-14"},
		{"14/03/98", world, "1998-03-14"},
		{"14/03/93", world, "1993-03-14"},
		{"14/03/92", world, "2092-03-14"},

		// A day that programs write as a moment.
		{"2014-03-14T00:00:00Z", world, "2014-03-14"},
		{"2014-03-14T00:00:00.000+02:00", world, "2014-03-14"},
		{"2014-03-14T00:00:01Z", world, "2014-03-14T00:00:01Z"},

		// No such day.
		{"31 June 2014", world, ""},
		{"31 February 2014", world, ""},
		{"29/02/2014", world, ""},
		{"29/02/2016", world, "2016-02-29"},
		{"2014-13-45", world, ""},
		{"0000-00-00", world, ""},
		{"0000-00-00 00:00:00", world, ""},
		{"0001-01-01T00:00:00Z", world, ""},
		{"9999-12-31T23:59:59Z", world, ""},
		{"31/12/9999", world, ""},
		{"1970-01-01T00:00:00Z", world, "1970-01-01"},
		{"0", world, ""},
		{"-62135596800", world, ""},

		// Other calendars are not ours to read.
		{"13/05/1435", world, ""},           // Hijri
		{"1435-05-13", world, ""},           // Hijri
		{"24/12/1392", world, ""},           // Persian
		{"14/03/2557", world, ""},           // Thai
		{"14 มีนาคม 2557", world, ""},       // Thai
		{"平成26年3月14日", world, ""},           // Japanese era
		{"令和7年3月14日（金）", world, ""},         // Japanese era
		{"12 Adar II 5774", world, ""},      // Hebrew
		{"23 Phalguna 1935", world, ""},     // Indian
		{"١٤ مارس ٢٠١٤", world, ""},         // not misread, not read
		{"13 جمادى الأولى 1435", world, ""}, // Hijri

		// No date.
		{"version 2.0.14", world, ""},
		{"call 555-2014", world, ""},
		{"192.168.10.14", world, ""},
		{"forty boats", world, ""},
		{"", world, ""},
	} {
		d, ok := dating.Read(c.in, c.h)
		if d.Value != c.want || ok != (c.want != "") {
			t.Errorf("Read(%q) = %q, %t, want %q", c.in, d.Value, ok, c.want)
		}
	}
}

// TestReadInterval: an interval is as wide as what is known of clock and zone.
func TestReadInterval(t *testing.T) {
	for _, c := range []struct {
		in               string
		h                dating.Habits
		earliest, latest string
	}{
		{"2014-03-14", world, "2014-03-13T11:00:00Z", "2014-03-15T10:59:59Z"},
		{"2014-03-14", in("zeitung.de"), "2014-03-13T22:00:00Z", "2014-03-14T22:59:59Z"},
		{"2014-03-14", in("paper.co.jp"), "2014-03-13T14:00:00Z", "2014-03-14T14:59:59Z"},
		{"2014-03-14T00:00:00+01:00", world, "2014-03-13T23:00:00Z", "2014-03-14T22:59:59Z"},
		{"2014-03-14T00:00:00Z", in("zeitung.de"), "2014-03-13T22:00:00Z", "2014-03-14T22:59:59Z"},
		{"2014-03-14T11:30:00+01:00", world, "2014-03-14T10:30:00Z", "2014-03-14T10:30:59Z"},
		{"2014-03-14T11:30:12+01:00", world, "2014-03-14T10:30:12Z", "2014-03-14T10:30:12Z"},
		{"14 March 2014, 11:30", world, "2014-03-13T22:30:00Z", "2014-03-14T22:30:59Z"},
		{"14 March 2014, 11:30", in("zeitung.de"), "2014-03-14T09:30:00Z", "2014-03-14T10:30:59Z"},
		{"March 2014", world, "2014-02-28T11:00:00Z", "2014-04-01T10:59:59Z"},
		{"03/04/2014", in("paper.com"), "2014-03-03T11:00:00Z", "2014-04-04T10:59:59Z"},

		// Printed zones.
		{"March 14, 2014 9:30 p.m. ET", world, "2014-03-15T01:30:00Z", "2014-03-15T02:30:59Z"},
		{"March 14, 2014 9:30 p.m. EDT", world, "2014-03-15T01:30:00Z", "2014-03-15T01:30:59Z"},
		{"15 March 2014 11:30 EST", in("paper.com.au"), "2014-03-15T01:30:00Z", "2014-03-15T01:30:59Z"},
		{"15 March 2014 11:30 CST", in("paper.com.cn"), "2014-03-15T03:30:00Z", "2014-03-15T03:30:59Z"},
		{"15 March 2014 11:30 CST", world, "2014-03-15T03:30:00Z", "2014-03-15T17:30:59Z"},
		{"15 March 2014 11:30 IST", in("paper.in"), "2014-03-15T06:00:00Z", "2014-03-15T06:00:59Z"},
		{"15 March 2014 11:30 IST", in("paper.co.il"), "2014-03-15T09:30:00Z", "2014-03-15T09:30:59Z"},
		{"15 March 2014 11:30 BST", world, "2014-03-15T05:30:00Z", "2014-03-15T10:30:59Z"},
		{"15 июня 2016, 11:30 (мск)", world, "2016-06-15T08:30:00Z", "2016-06-15T08:30:59Z"},
		{"15 June 2012 11:30 MSK", world, "2012-06-15T07:30:00Z", "2012-06-15T08:30:59Z"},
		{"15 June 2016 11:30 Moscow time", world, "2016-06-15T08:30:00Z", "2016-06-15T08:30:59Z"},
		{"15 March 2014 11:30 (GMT+5:30)", world, "2014-03-15T06:00:00Z", "2014-03-15T06:00:59Z"},
		{"15 March 2014 11:30 UTC+3", world, "2014-03-15T08:30:00Z", "2014-03-15T08:30:59Z"},
		{"2014-03-15T11:30:00-03:30", world, "2014-03-15T15:00:00Z", "2014-03-15T15:00:59Z"},
		// An offset that no clock has is none.
		{"2014-03-15T11:30:00+25:00", world, "2014-03-14T22:30:00Z", "2014-03-15T22:30:59Z"},
		// In the night when clocks go back 2:30 is twice.
		{"26.10.2014 02:30 Uhr", in("zeitung.de"), "2014-10-26T00:30:00Z", "2014-10-26T01:30:59Z"},
		// A word behind the clock that is no zone, and one that is French.
		{"14. März 2014, 11:30 Uhr", in("zeitung.de"), "2014-03-14T09:30:00Z", "2014-03-14T10:30:59Z"},
		{"14 mars 2014 à 11h30 et plus", in("journal.fr"), "2014-03-14T09:30:00Z", "2014-03-14T10:30:59Z"},
	} {
		d, ok := dating.Read(c.in, c.h)
		if got := d.Earliest.Format(time.RFC3339); !ok || got != c.earliest {
			t.Errorf("Read(%q) begins %s, want %s", c.in, got, c.earliest)
		}
		if got := d.Latest.Format(time.RFC3339); got != c.latest {
			t.Errorf("Read(%q) ends %s, want %s", c.in, got, c.latest)
		}
	}
}

func TestInURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://paper.example/2014/03/14/story":                             "2014-03-14",
		"https://paper.example/2014/mar/14/story":                            "14 mar 2014",
		"https://paper.example/story-20140314.html":                          "2014-03-14",
		"https://paper.example/story?p=1234":                                 "",
		"https://paper.example/a/20140314120000":                             "",
		"https://web.archive.org/web/20140314120000/http://paper.example/st": "",
	} {
		if got := dating.InURL(address); got != want {
			t.Errorf("InURL(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestArchivedAt(t *testing.T) {
	for address, want := range map[string]string{
		"https://web.archive.org/web/20140314120000/http://paper.example/":        "2014-03-14T12:00:00Z",
		"https://web.archive.org/web/20140314120000id_/https://paper.example/":    "2014-03-14T12:00:00Z",
		"https://archive.example/wayback/20140314120000mp_/https://paper.example": "2014-03-14T12:00:00Z",
		"https://web.archive.org/web/20140231120000/http://paper.example/":        "",
		"https://paper.example/web/20140314120000/story":                          "",
		"": "",
	} {
		got := ""
		if at, ok := dating.ArchivedAt(address); ok {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("ArchivedAt(%q) = %q, want %q", address, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"2014-03-14T11:30:00+01:00", "14. März 2014", "3/14/14", "1394796600", "March 14, 2014 9:30 p.m. ET", "15 March 2014 11:30 (GMT+5:30)",
		"2014年3月14日", "14 марта 2014, 11:30 мск", "14 March 2014 11:30 −03:30",
	} {
		f.Add(s, "paper.com")
	}
	f.Fuzz(func(t *testing.T, s, host string) {
		d, ok := dating.Read(s, in(host))
		if !ok {
			return
		}
		if d.Latest.Before(d.Earliest) || d.Value == "" {
			t.Fatalf("%q ends before it begins: %+v", s, d)
		}
		if strings.HasSuffix(d.Value, "?") {
			return
		}
		// What is written in EDTF is read as the same again.
		again, ok := dating.Read(d.Value, in(host))
		if !ok || again.Value != d.Value {
			t.Fatalf("%q gives %q, and that gives %q", s, d.Value, again.Value)
		}
	})
}
