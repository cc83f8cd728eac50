// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
)

// pageAddress is an address as that of a page: without fragment, and without what only
// tells where the reader comes from, which some feeds change with every answer.
func pageAddress(address string) (clean, host string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", "", false
	}
	u.Fragment, u.RawFragment = "", ""
	u.Host = strings.ToLower(u.Host)
	if u.RawQuery != "" {
		u.RawQuery = strings.Join(slices.DeleteFunc(strings.Split(u.RawQuery, "&"), tellsOrigin), "&")
	}
	return u.String(), u.Hostname(), true
}

// tellsOrigin reports whether a parameter only tells where a reader comes from.
func tellsOrigin(parameter string) bool {
	name, _, _ := strings.Cut(strings.ToLower(parameter), "=")
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "at_") && name != "at_" ||
		slices.Contains([]string{"fbclid", "gclid", "mc_cid", "mc_eid", "xtor", "ns_mchannel", "ns_source", "ns_campaign"}, name)
}

// hostOf is the host of an address, "" when it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// markOf is the digest of an entry by whatever address. Sites that give several
// articles one guid are not rare, so title and date count, too.
func markOf(guid, title string, published time.Time) (mark [16]byte) {
	h := sha256.New()
	for _, part := range []string{guid, title, fmt.Sprint(published.Unix())} {
		fmt.Fprintf(h, "%d:", len(part))
		io.WriteString(h, part) // a hash never returns an error
	}
	copy(mark[:], h.Sum(nil))
	return mark
}
