// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"io/fs"
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
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if xmlReaders.Match(source) {
			if strings.HasPrefix(name, "internal/safexml/") {
				readers++
			} else {
				t.Errorf("%s reads XML without internal/safexml", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if readers == 0 {
		t.Error("not even internal/safexml reads XML: the pattern has gone stale")
	}
}
