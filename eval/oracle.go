// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"encoding/binary"
	"index/suffixarray"
	"sort"

	"hearsay"
	"hearsay/prose"
	"hearsay/reuse"
)

// promisedRun is the length, in words, from which every run is to be found.
const promisedRun = 10

// oracle knows every run of ten words that texts share: a suffix array (Manber
// and Myers 1990) over the codes of their words. It has nothing in common with the
// index but the cutting into words. Memory is some ten times that of the words.
type oracle struct {
	sa     *suffixarray.Index
	bytes  []byte
	starts []int // of each text, in bytes
}

const codeBytes = 4

func newOracle(texts []string) *oracle {
	o := &oracle{}
	for _, text := range texts {
		o.starts = append(o.starts, len(o.bytes))
		for _, code := range reuse.Codes(text) {
			o.bytes = binary.BigEndian.AppendUint32(o.bytes, code)
		}
	}
	o.sa = suffixarray.New(o.bytes)
	return o
}

// runs returns, for every other text that shares a run of ten words with text n,
// which words of n are in such runs.
func (o *oracle) runs(n int) map[int][]bool {
	out := map[int][]bool{}
	from, to := o.starts[n], o.end(n)
	words := (to - from) / codeBytes
	for i := 0; i+promisedRun <= words; i++ {
		at := from + i*codeBytes
		for _, place := range o.sa.Lookup(o.bytes[at:at+promisedRun*codeBytes], -1) {
			other := sort.SearchInts(o.starts, place+1) - 1
			if place%codeBytes != 0 || other == n || place+promisedRun*codeBytes > o.end(other) {
				continue // between two words, or over the end of a text
			}
			if out[other] == nil {
				out[other] = make([]bool, words)
			}
			for j := range promisedRun {
				out[other][i+j] = true
			}
		}
	}
	return out
}

func (o *oracle) end(n int) int {
	if n+1 < len(o.starts) {
		return o.starts[n+1]
	}
	return len(o.bytes)
}

// exactRuns counts pairs of texts that share a run of ten words by what became of
// them.
type exactRuns struct{ pairs, seeded, whole, counted int }

// add takes what was found of text n and what is true of it.
func (e *exactRuns) add(text string, truth map[int][]bool, found *answer) {
	words := prose.Words(text)
	for other, in := range truth {
		e.pairs++
		if found.seeded[other] {
			e.seeded++
		}
		switch {
		case covers(words, in, found.shared[other]):
			e.whole++
		case found.crowded[other]:
			e.counted++
		}
	}
}

// covers reports whether passages hold all the marked words.
func covers(words []prose.Word, marked []bool, passages []hearsay.Alignment) bool {
	var spans []hearsay.Span
	for _, p := range passages {
		spans = append(spans, p.A)
	}
	spans = hearsay.JoinSpans(spans)
	for i, w := range words {
		if !marked[i] {
			continue
		}
		for len(spans) > 0 && spans[0].End < w.Span.End {
			spans = spans[1:]
		}
		if len(spans) == 0 || !spans[0].Contains(w.Span) {
			return false
		}
	}
	return true
}

// oracleTexts is how many texts of a corpus are set against the oracle: they are
// taken from all of it at even distances.
const oracleTexts = 1000

// exactRuns sets texts of the corpus against the oracle.
func (c *corpus) exactRuns() (*exactRuns, error) {
	o, e := newOracle(c.texts), &exactRuns{}
	step := max(1, len(c.texts)/oracleTexts)
	for n := 0; n < len(c.texts); n += step {
		found, err := c.related(n)
		if err != nil {
			return nil, err
		}
		e.add(c.texts[n], o.runs(n), found)
	}
	return e, nil
}

func (e *exactRuns) addTo(s *Set) {
	if e.pairs == 0 {
		return
	}
	const group = "runs of ten words"
	s.Add(group, "pairs with a seed", share(e.seeded, e.pairs), e.pairs)
	s.Add(group, "reported", share(e.whole, e.pairs), e.pairs)
	s.Add(group, "or counted", share(e.whole+e.counted, e.pairs), e.pairs)
}
