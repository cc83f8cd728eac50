// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// xmlReaders are calls that read XML past internal/safexml.
var xmlReaders = regexp.MustCompile(`\bxml\.(NewDecoder|NewTokenDecoder|Unmarshal)\(`)

// TestD4: every reader of XML goes through internal/safexml, which refuses entities
// (attack D4: a reader that somebody forgot).
func TestD4(t *testing.T) {
	readers := 0
	for name, source := range sources(t, os.DirFS(".")) {
		switch {
		case !xmlReaders.Match(source):
		case strings.HasPrefix(name, "internal/safexml/"):
			readers++
		default:
			t.Errorf("%s reads XML without internal/safexml", name)
		}
	}
	if readers == 0 {
		t.Error("not even internal/safexml reads XML: the pattern has gone stale")
	}
}
