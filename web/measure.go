// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearsay/store"
)

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", n>>10)
	case n < 1<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}

// lasting writes a time for people, as precisely as it matters.
func lasting(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%.1f h", d.Hours())
}

// filterLink is a search for the articles with a value; "" for none.
func filterLink(field, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	return "/search?" + url.Values{"q": {term(field, value)}}.Encode()
}

// term is a filter as a query has it.
func term(field, value string) string {
	if strings.ContainsAny(value, " \t") {
		value = `"` + strings.ReplaceAll(value, `"`, " ") + `"`
	}
	return field + ":" + value
}

// yearLink is a search for the articles of a year.
func yearLink(c store.Count) string {
	year, err := strconv.Atoi(c.Value)
	if err != nil {
		return ""
	}
	return "/search?" + url.Values{"q": {fmt.Sprintf("after:%04d before:%04d", year, year+1)}}.Encode()
}
