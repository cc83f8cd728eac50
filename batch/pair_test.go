// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/batch"
)

// TestPairJSON: pairs are written as package json writes them.
func TestPairJSON(t *testing.T) {
	for _, id := range []string{"", "a", "a b~", `"\`, "\n\x00\u2028", "Größe", "\xff", "<&>"} {
		for _, identity := range []float64{0, 0.5, 0.857, 1} {
			p := batch.Pair{A: id, B: "b" + id, ABegin: 1, AEnd: 20, BBegin: 300, BEnd: 4000, Identity: identity}
			var want bytes.Buffer
			e := json.NewEncoder(&want)
			e.SetEscapeHTML(false)
			if err := e.Encode(p); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), string(p.AppendJSON(nil))+"\n"); diff != "" {
				t.Error(diff)
			}
		}
	}
}
