// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

// tournament finds the least of the next records of several inputs with one
// comparison for each doubling of their number (a tree of losers, Knuth 5.4.1).
// No two inputs have an article in common, so no two places are equal.
type tournament struct {
	nodes  []contender // the winner, then the losers: those below node i are 2i and 2i+1
	leaves int         // a power of two
}

// contender is an input with the place of its next record.
type contender struct {
	place uint64
	input uint64
}

// ended is the place of an input that has no more.
const ended = 1<<64 - 1

// newTournament takes the places of all first records.
func newTournament(places []uint64) *tournament {
	t := &tournament{leaves: 1}
	for t.leaves < len(places) {
		t.leaves *= 2
	}
	t.nodes = make([]contender, t.leaves)
	winners := make([]contender, 2*t.leaves)
	for i := range t.leaves {
		winners[t.leaves+i] = contender{ended, uint64(i)}
		if i < len(places) {
			winners[t.leaves+i].place = places[i]
		}
	}
	for i := t.leaves - 1; i > 0; i-- {
		a, b := winners[2*i], winners[2*i+1]
		if b.place < a.place {
			a, b = b, a
		}
		winners[i], t.nodes[i] = a, b
	}
	t.nodes[0] = winners[1]
	return t
}

// replace gives the winner its next place and finds the new winner.
func (t *tournament) replace(place uint64) {
	w := contender{place, t.nodes[0].input}
	for i := uint(t.leaves+int(w.input)) / 2; i > 0; i /= 2 {
		// Who wins is chance: a branch would be guessed wrong every second time,
		// so the two are exchanged by a mask, of ones or of zeros.
		n := &t.nodes[i]
		mask := uint64(0)
		if n.place < w.place {
			mask = 1
		}
		mask = -mask
		place, input := (n.place^w.place)&mask, (n.input^w.input)&mask
		n.place, w.place = n.place^place, w.place^place
		n.input, w.input = n.input^input, w.input^input
	}
	t.nodes[0] = w
}

// records writes the records of all inputs in order.
func (m *merger) records(w *writer) error {
	places := make([]uint64, len(m.inputs))
	for i, in := range m.inputs {
		more, err := in.more()
		if err != nil {
			return err
		}
		places[i] = ended
		if more {
			places[i] = in.left[0].place
		}
	}
	t := newTournament(places)
	out := make([]record, 0, 1024)
	for t.nodes[0].place != ended {
		in := m.inputs[t.nodes[0].input]
		if out = append(out, in.left[in.taken]); len(out) == cap(out) {
			w.addRecords(out)
			out = out[:0]
		}
		in.taken++
		if in.taken == len(in.left) {
			if more, err := in.more(); err != nil {
				return err
			} else if !more {
				t.replace(ended)
				continue
			}
		}
		t.replace(in.left[in.taken].place)
	}
	w.addRecords(out)
	return nil
}
