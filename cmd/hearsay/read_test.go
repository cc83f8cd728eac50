// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	"hearsay"
)

func TestAttribution(t *testing.T) {
	a := &hearsay.Article{Text: "He said no."}
	ann, bo := hearsay.Agent{Name: "Ann Lee", Kind: hearsay.Person}, hearsay.Agent{Name: "Bo Odum", Kind: hearsay.Person}
	source, cue := hearsay.Span{Start: 0, End: 2}, hearsay.Span{Start: 3, End: 7}
	for _, c := range []struct {
		want string
		q    hearsay.Quotation
	}{
		{"— Bo Odum (“He”), said · indirect", hearsay.Quotation{Source: source, Cue: cue, Speaker: hearsay.Speaker{Agent: bo}}},
		{"— He (not known who that is), said · indirect", hearsay.Quotation{Source: source, Cue: cue}},
		{"— He (perhaps: Bo Odum, Ann Lee), said · indirect", hearsay.Quotation{Source: source, Cue: cue, Speaker: hearsay.Speaker{Alternatives: []hearsay.Candidate{{Agent: bo}, {Agent: ann}}}}},
		{"— (speaker not known), said · indirect", hearsay.Quotation{Cue: cue}},
	} {
		c.q.Mode, c.q.Polarity = hearsay.Indirect, hearsay.Asserted
		if got := attribution(a, &c.q); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
