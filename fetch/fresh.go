// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxFresh is the longest that RFC 9111's predecessors let a site say.
	maxFresh = 365 * 24 * time.Hour
	// maxGuessed bounds a freshness that is only guessed from how long a page
	// has been as it is: news change.
	maxGuessed = time.Hour
)

// freshUntil returns the time until which an answer that came just now is fresh, by
// RFC 9111 for a cache of one user; zero when it is not fresh, or must be asked for
// anew each time.
func freshUntil(h http.Header, now time.Time) time.Time {
	control := cacheControl(h.Values("Cache-Control"))
	if control.never || strings.Contains(strings.Join(h.Values("Vary"), ","), "*") {
		return time.Time{}
	}
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		date = now
	}
	life, old := min(lifetime(h, control, date), maxFresh), age(h, date, now)
	if life <= old { // before the subtraction, which dates of other ages would overflow
		return time.Time{}
	}
	return now.Add(life - old).UTC()
}

// lifetime is how long an answer is fresh from when its origin gave it.
func lifetime(h http.Header, control directives, date time.Time) time.Duration {
	if control.hasMaxAge {
		return control.maxAge
	}
	if lines := h.Values("Expires"); len(lines) > 0 {
		expires, err := http.ParseTime(lines[0])
		if err != nil {
			return 0 // "0" and all that is no date: expired already
		}
		return expires.Sub(date)
	}
	changed, err := http.ParseTime(h.Get("Last-Modified"))
	if err != nil || changed.After(date) {
		return 0
	}
	return min(date.Sub(changed)/10, maxGuessed)
}

// age is how long ago the origin gave an answer, as far as one can see.
func age(h http.Header, date, now time.Time) time.Duration {
	stated := seconds(h.Get("Age"))
	return max(0, stated, now.Sub(date))
}

// directives are those of Cache-Control that bear on freshness.
type directives struct {
	never     bool // no-store, no-cache
	hasMaxAge bool
	maxAge    time.Duration
}

// cacheControl reads the lines of Cache-Control. Of two values of max-age the
// shorter counts, and one that is no number is zero.
func cacheControl(lines []string) directives {
	var d directives
	for part := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-store", "no-cache":
			d.never = d.never || value == "" // no-cache="field" speaks of that field alone
		case "max-age":
			life := seconds(strings.Trim(strings.TrimSpace(value), `"`))
			if d.hasMaxAge {
				life = min(life, d.maxAge)
			}
			d.hasMaxAge, d.maxAge = true, life
		}
	}
	return d
}

// seconds reads delta-seconds; 0 for what is none. More than it can hold is the
// longest time that counts.
func seconds(value string) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" || strings.Trim(value, "0123456789") != "" {
		return 0
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n > int64(maxFresh/time.Second) {
		return maxFresh
	}
	return time.Duration(n) * time.Second
}

// retryAfter reads Retry-After: seconds, or a date, which is taken by the site's own
// clock when it tells that. It is at most a day off; zero when there is none.
func retryAfter(h http.Header, now time.Time) time.Time {
	value := strings.TrimSpace(h.Get("Retry-After"))
	pause := seconds(value)
	if at, err := http.ParseTime(value); err == nil {
		date, err := http.ParseTime(h.Get("Date"))
		if err != nil {
			date = now
		}
		pause = at.Sub(date)
	}
	if pause <= 0 {
		return time.Time{}
	}
	return now.Add(min(pause, maxRetry)).UTC()
}
