// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
)

// A Sentence is one that somebody has tagged by hand.
type Sentence struct {
	Words []string
	Tags  []Tag
}

// Options of training. The zero value takes the ones that the model of this
// package was made with.
type Options struct {
	Epochs int // rounds over all sentences; 8
	MinUse int // a feature must stand in so many places; 2
	MinSum int // and weigh so many grains in its tags together; 16
}

func (o Options) orDefault() Options {
	return Options{cmp.Or(o.Epochs, 8), cmp.Or(o.MinUse, 2), cmp.Or(o.MinSum, 16)}
}

// Train makes a model of tagged sentences: an averaged perceptron (Collins
// 2002). The same sentences in the same order give the same model, on every
// machine: it reckons in whole numbers and shuffles by a generator of its own.
func Train(sentences []Sentence, o Options) *Model {
	o = o.orDefault()
	t := trainer{m: &Model{dict: newDictionary(sentences)}}
	t.collect(sentences, o.MinUse)
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	r := shuffler(1)
	for range o.Epochs {
		r.shuffle(order)
		for _, i := range order {
			t.learn(&sentences[i])
		}
	}
	t.finish(o.MinSum)
	return t.m
}

// A trainer holds the weights while they are learnt.
type trainer struct {
	m     *Model // its table leads to numbers in rows, counted from 1
	rows  []row
	steps int64
}

// A row is the weights of one feature; tags that it never told are not in it.
type row struct {
	feature feature
	ws      []sum
}

// A sum is a weight, and what to take off the steps times the weight to have
// the sum of all its values so far.
type sum struct {
	tag Tag
	now int32
	off int64
}

// collect makes rows for the features that stand in enough places.
func (t *trainer) collect(sentences []Sentence, minUse int) {
	uses := map[feature]int{}
	for i := range sentences {
		t.walk(&sentences[i], func(v *view, gold Tag) Tag {
			var fs [numFeatures]feature
			v.features(&fs)
			for _, f := range fs {
				uses[f]++
			}
			return gold
		})
	}
	maps.DeleteFunc(uses, func(_ feature, n int) bool { return n < minUse })
	t.m.rows = newTable(len(uses))
	for _, f := range slices.Sorted(maps.Keys(uses)) {
		t.rows = append(t.rows, row{feature: f})
		t.m.rows.put(f, uint32(len(t.rows)))
	}
}

// walk goes over the words that the dictionary does not settle. What the
// function returns is the tag that the next words see.
func (t *trainer) walk(s *Sentence, f func(*view, Tag) Tag) {
	v := view{title: isTitle(s.Words)}
	t.m.begin(&v, s.Words)
	for i := range s.Words {
		t.m.advance(&v, s.Words, i)
		tag := v.w[2].fixed
		if tag == 0 {
			tag = f(&v, s.Tags[i])
		}
		v.t1, v.t2 = tag, v.t1
	}
}

// learn tags a sentence and mends the weights at each mistake.
func (t *trainer) learn(s *Sentence) {
	t.walk(s, func(v *view, gold Tag) Tag {
		var fs [numFeatures]feature
		var at [numFeatures]uint32
		var sc scores
		v.features(&fs)
		for k, f := range fs {
			if at[k] = t.m.rows.find(f); at[k] > 0 {
				for _, w := range t.rows[at[k]-1].ws {
					sc[w.tag] += w.now
				}
			}
		}
		t.steps++
		guess := sc.best()
		if guess != gold {
			for _, i := range at {
				if i > 0 {
					t.rows[i-1].add(gold, 1, t.steps)
					t.rows[i-1].add(guess, -1, t.steps)
				}
			}
		}
		return guess
	})
}

func (r *row) add(tag Tag, n int32, step int64) {
	for i := range r.ws {
		if r.ws[i].tag == tag {
			r.ws[i].now += n
			r.ws[i].off += int64(n) * step
			return
		}
	}
	r.ws = append(r.ws, sum{tag, n, int64(n) * step})
}

// grain is how many parts of one a weight is kept in.
const grain = 8

// mean is the average of the weight over all steps, in grains.
func (s *sum) mean(steps int64) int8 {
	total := (int64(s.now)*(steps+1) - s.off) * grain
	half := steps / 2
	if total < 0 {
		half = -half
	}
	return int8(max(-127, min((total+half)/steps, 127)))
}

// finish puts the means in the model and drops what weighs next to nothing.
func (t *trainer) finish(minSum int) {
	kept := map[feature]uint32{}
	for i := range t.rows {
		r := &t.rows[i]
		slices.SortFunc(r.ws, func(a, b sum) int { return int(a.tag) - int(b.tag) })
		first, weighs := len(t.m.weights), 0
		for _, w := range r.ws {
			if n := w.mean(max(t.steps, 1)); n != 0 {
				t.m.weights = append(t.m.weights, newWeight(w.tag, n))
				weighs += max(int(n), -int(n))
			}
		}
		if weighs < minSum {
			t.m.weights = t.m.weights[:first]
			continue
		}
		kept[r.feature] = newRow(first, len(t.m.weights)-first)
	}
	t.m.rows = newTable(len(kept))
	for _, f := range slices.Sorted(maps.Keys(kept)) {
		t.m.rows.put(f, kept[f])
	}
}

// A shuffler is splitmix64 (Steele, Lea, Flood 2014).
type shuffler uint64

func (r *shuffler) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *shuffler) shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		hi, _ := bits.Mul64(r.next(), uint64(i+1))
		order[i], order[hi] = order[hi], order[i]
	}
}
