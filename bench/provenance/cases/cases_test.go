// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cases_test

import (
	"strings"
	"testing"

	"hearsay/bench/provenance"
	"hearsay/bench/provenance/cases"
)

// TestCases: each case hangs together by itself and says why it is hard.
func TestCases(t *testing.T) {
	list, err := cases.Read()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 20 {
		t.Errorf("%d cases", len(list))
	}
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			for _, p := range provenance.Check(&c.Truth, c.Articles) {
				t.Error(p)
			}
			if n := len(strings.Fields(c.Reasoning)); n < 40 {
				t.Errorf("reasoning of %d words", n)
			}
			addresses(t, c.Articles)
		})
	}
}

// addresses end in .example (RFC 2606): nobody is meant.
func addresses(t *testing.T, articles []provenance.Article) {
	t.Helper()
	for _, a := range articles {
		host, _, _ := strings.Cut(strings.TrimPrefix(a.URL, "https://"), "/")
		if !strings.HasSuffix(host, ".example") {
			t.Errorf("address %s", a.URL)
		}
	}
}

// TestAll: the cases are one set, too.
func TestAll(t *testing.T) {
	articles, truth, err := cases.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range provenance.Check(truth, articles) {
		t.Error(p)
	}
}
