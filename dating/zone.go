// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Zone is what is known of a clock: the least and the greatest that it may be
// ahead of UTC. "CET" is an hour and an hour, "ET" five hours behind and four, a
// clock in Germany one hour and two. The zero Zone is UTC; an unknown one is [World].
type Zone struct{ Least, Most time.Duration }

// World holds the clocks that news is written by, from American Samoa to Tonga. An
// hour that a few islands are ahead of it (Kiribati, summers of Samoa) is left out,
// so that a day and the day after the next never touch.
var World = Zone{-11 * time.Hour, 13 * time.Hour}

// offsets holds every clock there is, for telling an offset from other numbers.
var offsets = within(-12, 14)

// exact reports whether the offset is known to the minute.
func (z Zone) exact() bool { return z.Least == z.Most }

// meets reports whether a clock may be in both.
func (z Zone) meets(o Zone) bool { return z.Least <= o.Most && o.Least <= z.Most }

// hull is the narrowest zone that holds both.
func (z Zone) hull(o Zone) Zone { return Zone{min(z.Least, o.Least), max(z.Most, o.Most)} }

// span is when it is between the readings from and to (not included) of the clock.
func (z Zone) span(from, to time.Time) (earliest, latest time.Time) {
	return from.Add(-z.Most), to.Add(-z.Least).Add(-time.Second)
}

func offset(hours float64) time.Duration { return time.Duration(hours * float64(time.Hour)) }

// at is the zone of clocks that are so many hours ahead of UTC, always.
func at(hours float64) Zone { return Zone{offset(hours), offset(hours)} }

// within is the zone of clocks that are between so many hours ahead of UTC.
func within(least, most float64) Zone { return Zone{offset(least), offset(most)} }

// ZoneOf returns the zone of the clocks of an outlet by its domain's country: all
// offsets that were law anywhere in it since 1993, summer and winter. A country of
// whose domain others make a trade (.io, .tv, .me, .co) tells nothing. It returns
// false where nothing is known.
func ZoneOf(host string) (Zone, bool) {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	z, ok := countryZones[host[strings.LastIndexByte(host, '.')+1:]]
	return z, ok
}

// countryZones is by the country's domain.
var countryZones = indexZones(map[Zone]string{
	within(0, 1):      "uk ie",
	within(-1, 1):     "pt",
	within(0, 2):      "es",
	within(1, 2):      "de at ch li nl be lu fr it mt dk no se pl cz sk hu si hr rs ba mk al va sm",
	within(2, 3):      "fi ee lv lt gr ro bg cy md il lb jo eg",
	within(2, 4):      "ua tr by",
	within(2, 12):     "ru",
	within(3, 5):      "ge",
	within(4, 5):      "am az",
	within(5, 7):      "kz uz kg",
	within(3.5, 4.5):  "ir",
	within(-10, -4):   "us",
	within(-8, -2.5):  "ca",
	within(-8, -5):    "mx",
	within(-5, -2):    "br",
	within(-6, -3):    "cl",
	within(-4, -2):    "ar uy",
	within(-5, -3):    "py bo",
	within(-5, -4):    "pe ec",
	within(8, 11):     "au",
	within(12, 13.75): "nz",
	within(5, 6):      "pk",
	within(5.5, 6.5):  "in lk",
	within(6, 7):      "bd",
	within(7, 9):      "id",
	at(3):             "sa qa kw ke et",
	at(4):             "ae om",
	at(5.75):          "np",
	at(7):             "th vn kh",
	at(8):             "tw sg my ph",
	within(8, 9):      "cn hk mn",
	within(9, 10):     "jp kr",
	at(2):             "za zw",
	at(1):             "ng",
	at(0):             "gh",
})

func indexZones(lists map[Zone]string) map[string]Zone {
	index := map[string]Zone{}
	for z, names := range lists {
		for name := range strings.FieldsSeq(names) {
			index[name] = z
		}
	}
	return index
}

// zoneNames holds what the names of zones mean. Of a name with several meanings
// those count that the outlet's country may have; where that tells nothing, all do.
// Of the names that RFC 5322 gives a meaning, that one comes alone unless the
// country has another.
var zoneNames = map[string][]Zone{
	"Z": {at(0)}, "UTC": {at(0)}, "GMT": {at(0)}, "WET": {at(0)}, "WEST": {at(1)},
	"CET": {at(1)}, "CEST": {at(2)}, "MEZ": {at(1)}, "MESZ": {at(2)}, "EET": {at(2)}, "EEST": {at(3)},
	"BST": {at(1), at(6)}, "IST": {at(5.5), within(1, 1), at(2)},
	"MSK": {at(3)}, "МСК": {at(3)}, "MSD": {at(4)}, "TRT": {at(3)}, "SAST": {at(2)}, "WAT": {at(1)}, "CAT": {at(2)}, "EAT": {at(3)},
	"EST": {at(-5)}, "EDT": {at(-4)}, "CDT": {at(-5)}, "MST": {at(-7)}, "MDT": {at(-6)}, "PST": {at(-8)}, "PDT": {at(-7)},
	"AKST": {at(-9)}, "AKDT": {at(-8)}, "HST": {at(-10)}, "ADT": {at(-3)}, "NST": {at(-3.5)}, "NDT": {at(-2.5)},
	"CST": {at(-6), at(8), at(-5)}, "AST": {at(-4), at(3)}, "BRT": {at(-3)}, "ART": {at(-3)}, "CLT": {at(-4)}, "CLST": {at(-3)},
	"ET": {within(-5, -4)}, "CT": {within(-6, -5)}, "MT": {within(-7, -6)}, "PT": {within(-8, -7)},
	"JST": {at(9)}, "KST": {at(9)}, "HKT": {at(8)}, "SGT": {at(8)}, "MYT": {at(8)}, "PHT": {at(8)}, "WIB": {at(7)}, "ICT": {at(7)}, "PKT": {at(5)},
	"NPT": {at(5.75)}, "AEST": {at(10)}, "AEDT": {at(11)}, "ACST": {at(9.5)}, "ACDT": {at(10.5)}, "AWST": {at(8)}, "NZST": {at(12)}, "NZDT": {at(13)},
}

// localNames are meanings that count only where the outlet's country has them.
var localNames = map[string][]Zone{"EST": {at(10)}, "EDT": {at(11)}, "PST": {at(8), at(5)}, "MST": {at(8)}}

// moscowSummer are the years in which Moscow's clocks stayed at four hours for all
// or most of the year.
func moscowSummer(year int) bool { return year >= 2011 && year <= 2014 }

var (
	zoneOffset = regexp.MustCompile(`^(?:GMT|UTC)?\s?([+\-−])(\d{1,2}):?(\d{2})?$`)
	moscowTime = regexp.MustCompile(`^(?:МСК|MOSCOW TIME)$`)
)

// zoneNamed reads a printed zone: an offset or a name. Of tells where the outlet is.
// It returns false for a word that names none.
func zoneNamed(s string, of Zone, year int) (Zone, bool) {
	s = strings.ToUpper(strings.Trim(s, " ()"))
	if m := zoneOffset.FindStringSubmatch(s); m != nil {
		d := time.Duration(number(m[2]))*time.Hour + time.Duration(number(m[3]))*time.Minute
		if m[1] != "+" {
			d = -d
		}
		return Zone{d, d}, offsets.meets(Zone{d, d})
	}
	if moscowTime.MatchString(s) {
		s = "MSK"
	}
	if s == "MSK" && moscowSummer(year) {
		return within(3, 4), true
	}
	all := zoneNames[s]
	if len(all) == 0 {
		return World, false
	}
	if z, ok := joined(slices.Concat(localNames[s], all), of); ok && of != World {
		return z, true
	}
	return joined(all, World)
}

// joined is the hull of those of the zones that meet another; false for none.
func joined(zones []Zone, of Zone) (out Zone, ok bool) {
	for _, z := range zones {
		switch {
		case !z.meets(of):
		case !ok:
			out, ok = z, true
		default:
			out = out.hull(z)
		}
	}
	return out, ok
}
