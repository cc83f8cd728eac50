// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"testing"

	"hearsay/chain"
	"hearsay/ingest"
	"hearsay/internal/sample"
)

// unread are the chains that the rules do not find yet, and why. An entry that is
// found must go.
var unread = map[string]string{
	"penstow-roundup":      "a medium that quotes a medium that quotes a medium, in one sentence",
	"meridian-fr-harriers": "a French sentence in which a medium relays another, which has an unnamed source",
}

// TestSampleChains compares what each page tells by itself with what a careful
// reader learns from it.
func TestSampleChains(t *testing.T) {
	truth, err := sample.ReadTruth()
	if err != nil {
		t.Fatal(err)
	}
	readings := map[string]*ingest.Reading{}
	for c := range sample.Captures() {
		r, err := ingest.Read(c.Capture, c.Body)
		if err != nil {
			t.Fatalf("%s: %v", c.Slug, err)
		}
		readings[c.Slug] = r
	}
	for _, want := range truth.Chains {
		if why := unread[want.Article]; why != "" {
			t.Logf("%s is not read yet: %s", want.Article, why)
			continue
		}
		var names []string
		for _, s := range want.Steps {
			names = append(names, s.Agent.Name)
		}
		var got []string
		ok := len(readings[want.Article].Chain) == len(want.Steps)
		for i, s := range readings[want.Article].Chain {
			got = append(got, s.Agent.Name)
			ok = ok && i < len(want.Steps) && chain.SameOutlet(s.Agent, want.Steps[i].Agent)
		}
		if !ok {
			t.Errorf("%s: %q, want %q", want.Article, got, names)
		}
	}
}
