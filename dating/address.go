// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import (
	"regexp"
	"strings"
	"time"
)

var (
	dayInURL   = regexp.MustCompile(`[/_.=-]((?:19|20)\d\d)[/_.-]?([01]\d)[/_.-]?([0-3]\d)(?:[^\d]|$)`)
	longInURL  = regexp.MustCompile(`[/_.-]((?:19|20)\d\d)[/_-]([a-z]{3,9})[/_-]([0-3]?\d)(?:[^\d]|$)`)
	archiveURL = regexp.MustCompile(`^https?://(?:web\.archive\.org/web|[^/]+/(?:wayback|web|replay))/(\d{14})(?:[a-z]{2}_)?/https?:`)
)

// InURL returns the day that stands in an address (/2014/03/14/, /2014/mar/14/,
// -20140314.html), as text that [Read] reads; "" for none.
func InURL(address string) string {
	_, path, _ := strings.Cut(address, "://")
	if m := dayInURL.FindStringSubmatch(path); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	if m := longInURL.FindStringSubmatch(strings.ToLower(path)); m != nil {
		return m[3] + " " + m[2] + " " + m[1]
	}
	return ""
}

// ArchivedAt returns the moment that the address of a web archive names
// (https://web.archive.org/web/20140314120000/http://…).
func ArchivedAt(address string) (time.Time, bool) {
	m := archiveURL.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}, false
	}
	at, err := time.Parse("20060102150405", m[1])
	return at, err == nil && !at.Before(earliestWeb)
}
