// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// The dates that pages state, in the forms that pages use. A date is read as an
// interval as wide as what is written: a day without an hour is 24 hours, in UTC
// for want of better. Nothing is completed from context.

// instant is a date as written.
type instant struct {
	year, month, day int // month and day may be 0
	clock            time.Duration
	timed            bool
	zone             *time.Location // nil when none is written
}

// ParseDate reads one date in any form that pages use: ISO 8601, RFC 1123,
// "14 March 2014, 11:30 GMT", "14. März 2014", "14/03/2014". Basis and Chosen
// are left to the caller. Day before month is assumed for 03/04/2014.
func ParseDate(s string) (hearsay.Date, bool) {
	t, ok := parseInstant(s, dayFirst)
	if !ok {
		return hearsay.Date{}, false
	}
	return t.date(), true
}

// order says how 03/04/2014 is meant.
type order bool

const (
	dayFirst   order = false
	monthFirst order = true
)

var (
	isoDate     = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[^\d]|$)`)
	packedDate  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)([01]\d)([0-3]\d)(?:[^\d]|$)`)
	writtenDate = regexp.MustCompile(`(?i)(?:^|[^\d\pL])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?\s*(?:de |of |d')?\s*(\pL{3,})\.?,?\s+(?:de |del )?((?:19|20)\d\d)(?:[^\d]|$)`)
	monthDate   = regexp.MustCompile(`(?i)(?:^|[^\pL])(\pL{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|$)`)
	numericDate = regexp.MustCompile(`(?:^|[^\d.:])(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[^\d.]|\.?$|\.\s)`)
	cjkDate     = regexp.MustCompile(`((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	monthYear   = regexp.MustCompile(`(?i)^\s*(\pL{3,})\.?\s+((?:19|20)\d\d)\s*$`)
	clockTime   = regexp.MustCompile(`(?i)^[^\d\n]{0,16}?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(z\b|[+-]\d{2}:?\d{2}|[+-]\d{2}\b|[a-z]{3,4}\b)?`)
	zoneOffset  = regexp.MustCompile(`^([+-])(\d{2}):?(\d{2})?$`)
	epoch       = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
)

// parseInstant finds the first date in s.
func parseInstant(s string, o order) (instant, bool) {
	s = strings.TrimSpace(s)
	if epoch.MatchString(s) {
		secs, _ := strconv.ParseInt(s[:10], 10, 64) // ten digits always fit
		return fromTime(time.Unix(secs, 0).UTC()), true
	}
	var t instant
	rest, found := "", len(s)+1
	try := func(re *regexp.Regexp, read func(m []string) (instant, bool)) {
		loc := re.FindStringSubmatchIndex(s)
		if loc == nil || loc[2] >= found {
			return
		}
		if got, ok := read(groups(s, loc)); ok && got.valid() {
			t, found, rest = got, loc[2], s[end(loc):]
		}
	}
	try(isoDate, func(m []string) (instant, bool) { return ymd(m[1], m[2], m[3]), true })
	try(packedDate, func(m []string) (instant, bool) { return ymd(m[1], m[2], m[3]), true })
	try(writtenDate, func(m []string) (instant, bool) { return named(m[3], m[2], m[1]) })
	try(monthDate, func(m []string) (instant, bool) { return named(m[3], m[1], m[2]) })
	try(cjkDate, func(m []string) (instant, bool) { return ymd(m[1], m[2], m[3]), true })
	try(numericDate, func(m []string) (instant, bool) { return numeric(m, o) })
	try(monthYear, func(m []string) (instant, bool) { return named(m[2], m[1], "0") })
	if found > len(s) {
		return instant{}, false
	}
	t.readClock(rest)
	return t, true
}

// groups returns the submatches of loc; missing ones are "".
func groups(s string, loc []int) []string {
	out := make([]string, len(loc)/2)
	for i := range out {
		if loc[2*i] >= 0 {
			out[i] = s[loc[2*i]:loc[2*i+1]]
		}
	}
	return out
}

// end is where the last group that matched ends.
func end(loc []int) int {
	last := 0
	for i := 3; i < len(loc); i += 2 {
		last = max(last, loc[i])
	}
	return last
}

func ymd(y, m, d string) instant {
	return instant{year: number(y), month: number(m), day: number(d)}
}

func named(y, month, d string) (instant, bool) {
	m := monthNumber(month)
	return instant{year: number(y), month: m, day: number(d)}, m > 0
}

// numeric reads 14/03/2014 and 3/14/14.
func numeric(m []string, o order) (instant, bool) {
	a, b, y := number(m[1]), number(m[3]), number(m[4])
	if len(m[4]) == 2 {
		y += 2000
	}
	if m[2] == "." {
		o = dayFirst
	}
	if a > 12 || b <= 12 && o == dayFirst {
		return instant{year: y, month: b, day: a}, true
	}
	return instant{year: y, month: a, day: b}, true
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// valid rejects the 31st of June; a missing month or day is valid.
func (t instant) valid() bool {
	if t.year < 1 || t.month < 0 || t.month > 12 || t.day < 0 || t.month == 0 && t.day > 0 {
		return false
	}
	return t.day <= time.Date(t.year, time.Month(max(t.month, 1))+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// readClock reads the time of day that follows a date, if any.
func (t *instant) readClock(rest string) {
	m := clockTime.FindStringSubmatch(rest)
	if m == nil || t.day == 0 {
		return
	}
	h, minute, sec := number(m[1]), number(m[2]), number(m[3])
	switch half := strings.ToLower(strings.ReplaceAll(m[4], ".", "")); {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	if h > 23 || minute > 59 || sec > 59 {
		return
	}
	t.timed = true
	t.clock = time.Duration(h)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(sec)*time.Second
	t.zone = zoneOf(m[5])
}

func zoneOf(s string) *time.Location {
	if m := zoneOffset.FindStringSubmatch(s); m != nil {
		secs := number(m[2])*3600 + number(m[3])*60
		if m[1] == "-" {
			secs = -secs
		}
		return time.FixedZone("", secs)
	}
	hours, ok := zoneHours[strings.ToUpper(s)]
	if !ok {
		return nil
	}
	return time.FixedZone("", int(hours*3600))
}

// zoneHours holds the abbreviations that mean one thing; IST and the like are
// left out because they mean three.
var zoneHours = map[string]float64{
	"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
	"MSK": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9,
	"HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

func fromTime(t time.Time) instant {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	return instant{year: t.Year(), month: int(t.Month()), day: t.Day(), clock: t.Sub(day), timed: true, zone: t.Location()}
}

// date turns what is written into an interval and its EDTF form.
func (t instant) date() hearsay.Date {
	zone := t.zone
	if zone == nil {
		zone = time.UTC
	}
	start := time.Date(t.year, time.Month(max(t.month, 1)), max(t.day, 1), 0, 0, 0, 0, zone)
	switch {
	case t.month == 0:
		return interval(fmt.Sprintf("%04d", t.year), start, start.AddDate(1, 0, 0))
	case t.day == 0:
		return interval(fmt.Sprintf("%04d-%02d", t.year, t.month), start, start.AddDate(0, 1, 0))
	case !t.timed:
		return interval(start.Format(time.DateOnly), start, start.AddDate(0, 0, 1))
	}
	at := start.Add(t.clock)
	step := time.Minute
	if t.clock%time.Minute != 0 {
		step = time.Second
	}
	form := "2006-01-02T15:04:05"
	if t.zone != nil {
		form += "Z07:00"
	}
	return interval(at.Format(form), at, at.Add(step))
}

// interval is a date from start up to, but not including, end.
func interval(value string, start, end time.Time) hearsay.Date {
	return hearsay.Date{Value: value, Earliest: start.UTC(), Latest: end.Add(-time.Second).UTC()}
}
