// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"net/http"
	"strings"
)

// isWall reports whether an answer is the page of a service that wants to see a
// browser. Only what such a service says of itself in its headers counts: a page
// that merely looks like one is left to the reader.
func isWall(res *http.Response) bool {
	for name, values := range wallMarks {
		said := strings.ToLower(res.Header.Get(name))
		for _, v := range values {
			if said != "" && strings.Contains(said, v) {
				return true
			}
		}
	}
	refused := res.StatusCode == http.StatusForbidden || res.StatusCode == http.StatusTooManyRequests
	return refused && res.Header.Get("X-DataDome") != ""
}

// wallMarks are headers that stand on challenge pages only. Cloudflare ("Detect a
// Challenge Page response") and AWS ("CAPTCHA and Challenge action behavior") document
// theirs; of those of Vercel, and of DataDome above, no document of their makers was found.
var wallMarks = map[string][]string{
	"Cf-Mitigated":       {"challenge"},            // Cloudflare
	"X-Amzn-Waf-Action":  {"challenge", "captcha"}, // AWS WAF
	"X-Vercel-Mitigated": {"challenge"},            // Vercel
}
