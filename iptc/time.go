// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc

import (
	"strings"
	"time"
)

// layouts are those of ISO 8601 that the formats use: whole, then without a zone,
// then a day.
var (
	zoned   = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "20060102T150405Z0700", "20060102T150405Z07:00", "20060102T1504Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700"}
	unzoned = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "20060102T150405", "20060102T1504", "2006-01-02 15:04:05", "2006-01-02 15:04"}
	days    = []string{time.DateOnly, "20060102"}
)

// behind is how far the clocks that are last are behind UTC.
const behind = 12 * time.Hour

// until reads the end of an embargo as late as it can be meant: without a zone where
// clocks are last, a day as its end.
func until(s string) Embargo {
	e := Embargo{Text: fold(s)}
	if at, ok := moment(e.Text); ok {
		e.Until = at
	} else if at, ok := written(unzoned, e.Text); ok {
		e.Until = at.Add(behind)
	} else if at, ok := written(days, e.Text); ok {
		e.Until = at.AddDate(0, 0, 1).Add(behind)
	}
	return e
}

// moment reads a time that has a zone.
func moment(s string) (time.Time, bool) { return written(zoned, strings.TrimSpace(s)) }

// written reads a time by the first of the layouts that fits.
func written(layouts []string, s string) (time.Time, bool) {
	for _, layout := range layouts {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// iso writes a compact time of ISO 8601 ("20140314T113000Z") as most readers of dates
// know it; anything else is left as it is.
func iso(s string) string {
	s = fold(s)
	if at, ok := moment(s); ok {
		return at.Format(time.RFC3339)
	}
	if at, ok := written(unzoned, s); ok {
		return at.Format("2006-01-02T15:04:05")
	}
	if at, ok := written(days, s); ok {
		return at.Format(time.DateOnly)
	}
	return s
}

// statusOf reads a status: "usable", "stat:canceled", "http://cv.iptc.org/…/canceled". An
// item of which none is stated is usable; one of a status that nobody knows is not.
func statusOf(s string) Status {
	s = strings.ToLower(lastOf(s))
	switch {
	case s == "", s == "usable", s == "embargoed": // of which there is a moment besides
		return Usable
	case strings.HasPrefix(s, "cancel"), s == "killed", s == "kill":
		return Canceled
	}
	return Withheld
}
