// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// leastPacked is how long an answer must be to be packed, in bytes: a shorter one fits into
// one packet of the network as it is.
const leastPacked = 1 << 10

// packedTypes are those that packing makes smaller and that end by themselves. Events are not
// among them: what they say is short and is wanted at once.
var packedTypes = []string{
	"text/html", "text/css", "text/javascript", "text/csv", "text/plain", "text/x-opml", "image/svg+xml",
	"application/json", "application/problem+json", "application/ld+json", "application/feed+json", "application/atom+xml", "application/xml",
	"application/x-research-info-systems", "application/x-bibtex", "application/vnd.citationstyles.csl+json",
}

// packed sends answers as gzip to those who take it. What was flushed is sent on as it is.
//
// The length of a packed answer tells how much of what is asked stands in it already (the
// attack BREACH). So answers with a secret are sent as they are, and others with up to 32
// bytes of padding, whose number depends on their content.
func packed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(leastPacked), gzhttp.ContentTypes(packedTypes), gzhttp.EnableZstd(false), gzhttp.RandomJitter(32, 16<<10, false))
	if err != nil {
		panic("web: pack answers: " + err.Error()) // by options that are constants
	}
	return wrap(next)
}

// unpacked has an answer sent as it is.
func unpacked(h http.Header) { h.Set(gzhttp.HeaderNoCompression, "1") }
