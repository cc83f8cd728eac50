// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/dating"
	"hearsay/prose"
)

// The bases of claims.
const (
	basisPublished = "feed"
	basisUpdated   = "feed:updated"
)

// clock reads the dates of one feed.
type clock struct{ habits dating.Habits }

// clockOf reads dates as a site of that address and language writes them.
func clockOf(language, address string) clock {
	host := hearsay.DomainOf(address)
	zone, ok := dating.ZoneOf(host)
	if !ok {
		zone = dating.World
	}
	return clock{dating.Habits{Order: dating.OrderOf(language, host), Zone: zone}}
}

// read reads the first of the texts that holds a date. Parsed is that of the first
// text by another reader, who knows years of two digits, or nil.
func (c clock) read(e *Entry, basis string, parsed *time.Time, texts ...string) hearsay.Date {
	unread := ""
	for i, text := range texts {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		d, ok := dating.Read(prose.Clip(text, 200), c.habits)
		if !ok && i == 0 && parsed != nil && parsed.Year() >= 1990 && parsed.Year() < 2100 {
			d, ok = dating.Read(parsed.UTC().Format(time.RFC3339), c.habits)
		}
		if ok {
			d.Basis = basis
			return d
		}
		if unread == "" {
			unread = text
		}
	}
	if unread != "" {
		e.problem("no date can be read in %q", prose.Clip(line(unread), 60))
	}
	return hearsay.Date{}
}

// The bounds of Every: what feeds say is between "always" and "never".
const (
	everyLeast = time.Minute
	everyMost  = 30 * 24 * time.Hour
)

// minutes reads <ttl>.
func minutes(text string) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(n > 0 && n < 1e6) {
		return 0
	}
	return bounded(time.Duration(n * float64(time.Minute)))
}

// periods are the words of sy:updatePeriod.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// period reads sy:updatePeriod and sy:updateFrequency, how often in a period.
func period(name, frequency string) time.Duration {
	d, ok := periods[strings.ToLower(strings.TrimSpace(name))]
	if !ok {
		return 0
	}
	if n, err := strconv.Atoi(strings.TrimSpace(frequency)); err == nil && n > 0 {
		d /= time.Duration(n)
	}
	return bounded(d)
}

func bounded(d time.Duration) time.Duration { return min(max(d, everyLeast), everyMost) }
