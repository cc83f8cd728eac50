// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// The dates that pages state, in the forms that pages use. A date is read as an
// interval as wide as what is written, and nothing is completed from context.
// Years of other calendars (Hijri, Buddhist, Persian, Japanese eras) are out of
// range or of another form, and are not read at all.

// instant is a date as written.
type instant struct {
	year, month, day int // month and day may be 0
	clock            time.Duration
	timed            bool
	whole            bool // a year is all that is written
	zone             Zone // of clocks where it was written
	zoned            bool // a zone is written
	doubt            bool // month and day may be the other way round
}

// Habits say how whoever wrote a page writes dates.
type Habits struct {
	Order Order
	// Zone is where the outlet's clocks are; World when that is not known.
	Zone Zone
}

// Order says how 03/04/2014 is meant, and how sure that is.
type Order int8

// The orders.
const (
	DayFirst          Order = iota // 3 April
	MonthFirst                     // 4 March
	PerhapsDayFirst                // one of both, likelier 3 April
	PerhapsMonthFirst              // one of both, likelier 4 March
)

// Read reads the first date in s, in any form that pages use: ISO 8601, RFC 1123,
// "14 March 2014, 11:30 GMT", "14. März 2014", "14/03/2014", Unix seconds. Basis
// and Chosen are left to the caller. It returns false where no date is written, or
// one that no calendar has. Time is linear in s.
func Read(s string, h Habits) (hearsay.Date, bool) {
	t, ok := parseInstant(s, h)
	if !ok {
		return hearsay.Date{}, false
	}
	return t.date(), true
}

var (
	isoDate     = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[^\d]|$)`)
	packedDate  = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)([01]\d)([0-3]\d)(?:[^\d]|$)`)
	writtenDate = regexp.MustCompile(`(?i)(?:^|[^\d\pL])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?\s*(?:de |of |d')?\s*(\pL{3,})\.?,?\s+(?:de |del )?((?:19|20)\d\d)(?:[^\d]|$)`)
	monthDate   = regexp.MustCompile(`(?i)(?:^|[^\pL])(\pL{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|$)`)
	numericDate = regexp.MustCompile(`(?:^|[^\d.:])(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[^\d.]|\.?$|\.\s)`)
	cjkDate     = regexp.MustCompile(`((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	monthYear   = regexp.MustCompile(`(?i)^\s*(\pL{3,})\.?\s+((?:19|20)\d\d)\s*$`)
	yearAlone   = regexp.MustCompile(`^((?:19|20)\d\d)$`)
	clockTime   = regexp.MustCompile(`(?i)^[^\d\n]{0,16}?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*` +
		`(z\b|\(?(?:(?:gmt|utc)\s?)?[+\-−]\d{1,2}(?::?\d{2})?\b|\(?moscow time\b|\(?мск|\(?[a-z]{3,4}\b|\(?(?-i:[ECMP]T)\b)?`)
	epoch = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
)

// parseInstant finds the first date in s.
func parseInstant(s string, h Habits) (instant, bool) {
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
	try(numericDate, func(m []string) (instant, bool) { return numeric(m, h.Order) })
	try(monthYear, func(m []string) (instant, bool) { return named(m[2], m[1], "0") })
	try(yearAlone, func(m []string) (instant, bool) { return instant{year: number(m[1]), whole: true}, true })
	if found > len(s) {
		return instant{}, false
	}
	t.zone = h.Zone
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

// firstWebYear parts the two-digit years: 93 is the year when news began on the
// web, 92 is yet to come.
const firstWebYear = 93

// numeric reads 14/03/2014 and 3/14/14.
func numeric(m []string, o Order) (instant, bool) {
	a, b, y := number(m[1]), number(m[3]), number(m[4])
	switch {
	case len(m[4]) == 2 && y < firstWebYear:
		y += 2000
	case len(m[4]) == 2:
		y += 1900
	case y < 1900 || y > 2099:
		return instant{}, false // of another calendar, or none
	}
	if m[2] == "." {
		o = DayFirst
	}
	t := instant{year: y, month: a, day: b}
	if a > 12 || b <= 12 && (o == DayFirst || o == PerhapsDayFirst) {
		t = instant{year: y, month: b, day: a}
	}
	t.doubt = a <= 12 && b <= 12 && a != b && (o == PerhapsDayFirst || o == PerhapsMonthFirst)
	return t, true
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// valid rejects the 31st of June; a missing day is valid, and so is a year alone.
func (t instant) valid() bool {
	if t.month == 0 && t.day == 0 {
		return t.whole
	}
	if t.month < 1 || t.month > 12 || t.day < 0 {
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
	was := t.zone
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
	if z, ok := zoneNamed(m[5], t.zone, t.year); ok {
		t.zone, t.zoned = z, true
	}
	// Programs that know a day only write midnight; in UTC that is no zone either.
	if h == 0 && minute == 0 && sec == 0 {
		if t.zone == at(0) {
			t.zone, t.zoned = was, false
		}
		return
	}
	t.timed = true
	t.clock = time.Duration(h)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(sec)*time.Second
}

func fromTime(t time.Time) instant {
	t = t.UTC()
	day := t.Truncate(24 * time.Hour)
	return instant{year: t.Year(), month: int(t.Month()), day: t.Day(), clock: t.Sub(day), timed: true, zoned: true}
}

// written is the interval that is written, on clocks of UTC: from one moment up to,
// but not including, another; and its EDTF form, without a zone.
func (t instant) written() (value string, from, to time.Time) {
	from = time.Date(t.year, time.Month(max(t.month, 1)), max(t.day, 1), 0, 0, 0, 0, time.UTC)
	switch {
	case t.month == 0:
		return fmt.Sprintf("%04d", t.year), from, from.AddDate(1, 0, 0)
	case t.day == 0:
		return fmt.Sprintf("%04d-%02d", t.year, t.month), from, from.AddDate(0, 1, 0)
	case !t.timed:
		return from.Format(time.DateOnly), from, from.AddDate(0, 0, 1)
	}
	from = from.Add(t.clock)
	step := time.Minute
	if t.clock%time.Minute != 0 {
		step = time.Second
	}
	return from.Format("2006-01-02T15:04:05"), from, from.Add(step)
}

// date turns what is written into an interval of time and its EDTF form. A date of
// which month and day may be the other way round may be either, and says so ("?").
func (t instant) date() hearsay.Date {
	value, from, to := t.written()
	if t.timed && t.zoned && t.zone.exact() {
		value = value + edtfOffset(t.zone.Least)
	}
	earliest, latest := t.zone.span(from, to)
	if t.doubt {
		value += "?"
		o := t.turned().date()
		if o.Earliest.Before(earliest) {
			earliest = o.Earliest
		}
		if o.Latest.After(latest) {
			latest = o.Latest
		}
	}
	return hearsay.Date{Value: value, Earliest: earliest, Latest: latest}
}

// turned is the other reading of a date in doubt.
func (t instant) turned() instant {
	t.month, t.day, t.doubt = t.day, t.month, false
	return t
}

// edtfOffset writes an offset from UTC: Z or +05:30.
func edtfOffset(d time.Duration) string {
	return time.Unix(0, 0).In(time.FixedZone("", int(d/time.Second))).Format("Z07:00")
}
