// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse_test

import (
	"runtime"
	"strings"
	"testing"

	"hearsay"
	"hearsay/reuse"
)

// TestD5: two texts of a megabyte each, of one repeated word, where everything is like
// everything. What is done stays in proportion to the texts: it is measured in memory
// and in changes, since a slow machine proves nothing.
func TestD5(t *testing.T) {
	a := strings.Repeat("herring ", 1<<20/8)
	b := "Tokyo " + strings.Repeat("herring ", 1<<20/8-100)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	changes := reuse.Diff(a, b)
	passages := reuse.News().Query(a).Align(reuse.Codes(b), 8)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 400<<20 {
		t.Errorf("%d MB of memory were used", used>>20)
	}
	if len(changes) > 1000 || len(passages) > 1000 {
		t.Errorf("%d changes, %d passages", len(changes), len(passages))
	}
	words := 0
	for _, c := range changes {
		if c.Kind == hearsay.Same || c.Kind == hearsay.Moved {
			words += c.Words
		}
	}
	if words == 0 {
		t.Error("two texts of the same word share nothing")
	}
}
