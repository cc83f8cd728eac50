// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/batch"
)

// TestAppendPair: pairs are written as package json writes them.
func TestAppendPair(t *testing.T) {
	for _, id := range []string{"", "a", "a b~", `"\`, "\n\x00\u2028", "Größe", "\xff", "<&>"} {
		for _, identity := range []float64{0, 0.5, 0.857, 1} {
			p := batch.Pair{A: id, B: "b" + id, ABegin: 1, AEnd: 20, BBegin: 300, BEnd: 4000, Identity: identity}
			var want bytes.Buffer
			if err := plainEncoder(&want).Encode(p); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), string(appendPair(nil, &p))); diff != "" {
				t.Error(diff)
			}
		}
	}
}

func TestParseBytes(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "70000000": 70_000_000, "64MB": 64 << 20, "64m": 64 << 20, "2GB": 2 << 30, "2 gb": 2 << 30, "1K": 1 << 10,
		"": -1, "GB": -1, "-1": -1, "1.5GB": -1, "1TB": -1, "9999999999GB": -1, "MGB": -1,
	} {
		got, err := parseBytes(s)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("%q is %d, want %d", s, got, want)
		}
	}
}
