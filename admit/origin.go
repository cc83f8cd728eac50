// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package admit

import (
	"net/http"
	"net/url"
	"strings"
)

// FromElsewhere reports whether a script of another site asks. Its browser would not let
// it read the answer; a server that gives none does not rely on that. Programs name no
// origin.
func FromElsewhere(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	if len(origins) == 0 || r.Header.Get("Sec-Fetch-Site") == "same-origin" {
		return false
	}
	u, err := url.Parse(origins[0])
	return len(origins) > 1 || err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host)
}
