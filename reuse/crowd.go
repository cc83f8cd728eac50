// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuse

// Crowd decides, while the candidates of one query are taken one after the other,
// which of them are aligned and which of their passages count.
//
// It counts how many articles share each word of the query, so that a passage
// that stands in ten thousand articles is aligned with the first of them and not
// with all: who stands only where there are enough already adds nothing but a
// number. Unlike a limit on the number of candidates it leaves no passage out,
// however many articles share another.
//
// It knows phrases. What many articles have in fewer than ten words in a row is
// how people write, and no trace of one in the other: a seed that many have counts
// for nothing unless it stands in a longer run, or enough is shared beside it.
// This is the weighting of shared words by their rarity (inverse document
// frequency; Spärck Jones 1972) in its simplest form: none or all.
//
// And it counts where articles were aligned in vain: there, as at phrases, only
// those are aligned that share ten words in a row, which is told at a twentieth of
// the cost.
type Crowd struct {
	width  int // words of a seed
	limit  int
	common []bool // seeds, by their first word
	phrase []bool // words that stand in a common seed
	cover  []int  // articles with a passage, by word
	vain   []int  // articles aligned without finding one, by the middle of the seed
}

const (
	// maxRare is how many articles may have a seed that is no phrase. Measured on
	// a million made-up articles and on Reuters-21578: see doc/eval.md.
	maxRare = 16
	// minBeside is how many equal words a passage without a promised run must
	// have outside of phrases, if it has fewer than twice as many words as asked.
	minBeside = 6
)

// someVain is after how many articles aligned in vain at its place a single seed
// must stand in a run of ten words.
const someVain = 4

// Crowd returns the counts for a query. At least limit articles are admitted at
// every word. Counts holds how many articles have each seed of the query, by the
// number of the seed; nil when that is not known: then nothing is a phrase.
func (q *Query) Crowd(limit int, counts []int32) *Crowd {
	c := newCrowd(q.profile, len(q.codes), limit)
	for i, n := range counts {
		if n > maxRare {
			c.setCommon(int(q.seeds[i].At))
		}
	}
	return c
}

func newCrowd(p Profile, words, limit int) *Crowd {
	marks := make([]bool, 2*words)
	numbers := make([]int, 2*words)
	return &Crowd{
		width: p.words, limit: limit,
		common: marks[:words], phrase: marks[words:],
		cover: numbers[:words], vain: numbers[words:],
	}
}

func (c *Crowd) setCommon(at int) {
	c.common[at] = true
	for i := at; i < at+c.width; i++ {
		c.phrase[i] = true
	}
}

// Verdict is what becomes of a candidate.
type Verdict uint8

// The verdicts.
const (
	Admitted Verdict = iota // to be aligned
	// Checked is to be aligned if [Query.SharesRun].
	Checked
	// Crowded is a candidate that shares only what enough articles share.
	Crowded
	// Doubtful is one that has no more in common with the query than a phrase.
	Doubtful
)

// Judge says whether a candidate is to be aligned.
func (c *Crowd) Judge(candidate Candidate) Verdict {
	v := Doubtful
	for _, p := range candidate.Places {
		phrase := !candidate.Spread && (c.common[p.At] || c.vain[c.middle(p)] >= someVain)
		switch {
		case !candidate.Spread && p.Look < Alike, phrase && p.Look < Ten:
		case !c.Open(p.At):
			v = min(v, Crowded)
		case phrase:
			v = Checked
		default:
			return Admitted
		}
	}
	return v
}

// middle is the word of the query in the middle of a seed.
func (c *Crowd) middle(p Place) int { return int(p.At) + c.width/2 }

// Open reports whether fewer than limit articles have a passage at some word of the
// seed that begins at that word of the query.
func (c *Crowd) Open(at int32) bool {
	for i := int(at); i < min(int(at)+c.width, len(c.cover)); i++ {
		if c.cover[i] < c.limit {
			return true
		}
	}
	return false
}

// Add counts one article that was aligned, and returns those of its
// passages that are more than phrases. The passages are moved about; minWords is
// that of Align.
func (c *Crowd) Add(candidate Candidate, passages []Passage, minWords int) []Passage {
	kept := passages[:0]
	for _, p := range passages {
		if !c.substantial(&p, minWords) {
			continue
		}
		kept = append(kept, p)
		for i := p.A.Start; i < p.A.End; i++ {
			c.cover[i]++
		}
	}
	if len(kept) == 0 {
		for _, p := range candidate.Places {
			c.vain[c.middle(p)]++
		}
	}
	return kept
}

// substantial reports whether a passage is more than a phrase.
func (c *Crowd) substantial(p *Passage, minWords int) bool {
	if p.Longest >= promisedRun || p.Matched >= 2*minWords {
		return true
	}
	beside, phrases := 0, false
	for _, e := range p.Equal {
		for i := e.Start; i < e.End; i++ {
			if c.phrase[i] {
				phrases = true
			} else {
				beside++
			}
		}
	}
	return !phrases || beside >= min(minBeside, minWords)
}
