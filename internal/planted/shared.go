// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package planted

import "hearsay"

// Case is a passage that two articles share.
type Case struct {
	A, B  hearsay.Span // bytes of the two texts
	Piece Piece        // of article A
	Words int          // that stand in both, unedited
}

// Shared returns what articles a and b share, in the order of a's pieces: the
// stretch from the first to the last word that both have of one source. Fewer
// than least words are no case.
func Shared(a, b *Article, least int) []Case {
	var out []Case
	for i := range a.Pieces {
		for j := range b.Pieces {
			p, q := &a.Pieces[i], &b.Pieces[j]
			if p.pool() != q.pool() || p.Source != q.Source {
				continue
			}
			if c := common(p, q); c.Words >= least {
				out = append(out, c)
			}
		}
	}
	return out
}

// common goes through both pieces in the order of their source.
func common(p, q *Piece) Case {
	c := Case{Piece: *p}
	for i, j := 0, 0; i < len(p.words) && j < len(q.words); {
		switch v, w := p.words[i], q.words[j]; {
		case v.word < w.word:
			i++
		case v.word > w.word:
			j++
		default:
			if c.Words == 0 {
				c.A.Start, c.B.Start = v.span.Start, w.span.Start
			}
			c.A.End, c.B.End = v.span.End, w.span.End
			c.Words++
			i++
			j++
		}
	}
	return c
}
