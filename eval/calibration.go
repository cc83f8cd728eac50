// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"cmp"
	"slices"

	"hearsay"
	"hearsay/internal/marked"
)

// An Opinion is the confidence of one answer and whether the answer was right.
type Opinion struct {
	Confidence float64
	Right      bool
}

// opinions are those of one profile, as they came.
type opinions map[string][]Opinion

func (o opinions) add(text string, pairs []pair, got []hearsay.Quotation) {
	right := rightOf(pairs, len(got))
	for i := range got {
		seen := Opinion{got[i].Confidence, right[i]}
		if seen.Confidence == 0 {
			continue // a person's answer
		}
		o["all"] = append(o["all"], seen)
		if isCore(text, &got[i]) {
			o["core"] = append(o["core"], seen)
		}
	}
}

// rightOf reports which of n answers are right.
func rightOf(pairs []pair, n int) []bool {
	right := make([]bool, n)
	for _, p := range pairs {
		if p.right {
			right[p.got] = true
		}
	}
	return right
}

// RightAnswers reports, for each of the answers on an annotated article, whether
// it is right: same cue, overlapping source, and half of the content.
func RightAnswers(t *marked.Text, got []hearsay.Quotation) []bool {
	base := len(t.Headline) + 2
	l := layOut(wholeText(t))
	return rightOf(l.pairUp(joined(t.Quotations, base), joined(got, base)), len(got))
}

func (o opinions) addTo(set *Set) {
	if len(o) == 0 {
		return
	}
	for _, of := range [...]string{"core", "all"} {
		set.addCalibration("confidence, "+of, Calibrate(o[of]))
	}
	set.explain("confidence, core", "off by: mean distance of confidence from the share right, in tenths of the answers;")
	set.explain("confidence, all", "Brier: mean square of that, answer by answer; ranked: chance that a right one has more than a wrong one")
}

func (s *Set) addCalibration(group string, c Calibration) {
	s.Add(group, "mean", c.Mean, c.N)
	s.Add(group, "right", c.Right, 0)
	s.Add(group, "off by", c.Off, 0)
	s.Add(group, "Brier", c.Brier, 0)
	s.Add(group, "ranked", c.Ranked, 0)
}

// A Calibration tells how well confidence says what is right.
type Calibration struct {
	N           int
	Mean, Right float64 // the mean confidence, and the share of answers right
	Off         float64 // expected calibration error: see calibrationError
	Brier       float64 // mean square of the distance of confidence from 1 or 0
	Ranked      float64 // chance that a right answer has more than a wrong one
}

// Calibrate compares confidences with what was right.
func Calibrate(list []Opinion) Calibration {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Opinion) int { return cmp.Compare(a.Confidence, b.Confidence) })
	said, right, squares := 0.0, 0, 0.0
	for _, x := range list {
		d := x.Confidence - float64(x.hit())
		said += x.Confidence
		right += x.hit()
		squares += d * d
	}
	n := float64(max(len(list), 1))
	return Calibration{len(list), said / n, share(right, len(list)), calibrationError(list), squares / n, ranked(list)}
}

func (x Opinion) hit() int {
	if x.Right {
		return 1
	}
	return 0
}

// calibrationError cuts the sorted answers into ten equal parts and returns the
// mean distance, over the answers, of a part's confidence from its share right
// (expected calibration error, bins of equal mass).
func calibrationError(list []Opinion) float64 {
	const parts = 10
	off := 0.0
	for k := range parts {
		sum := 0.0
		for _, x := range list[k*len(list)/parts : (k+1)*len(list)/parts] {
			sum += x.Confidence - float64(x.hit())
		}
		off += max(sum, -sum)
	}
	return off / float64(max(len(list), 1))
}

// ranked is the chance that of a right and a wrong answer the right one has the
// higher confidence, equal ones counted half (area under the curve).
func ranked(list []Opinion) float64 {
	above, right, wrong := 0.0, 0, 0
	for i := 0; i < len(list); {
		end, hits := i, 0
		for ; end < len(list) && list[end].Confidence == list[i].Confidence; end++ {
			hits += list[end].hit()
		}
		above += float64(hits) * (float64(wrong) + float64(end-i-hits)/2)
		right += hits
		wrong += end - i - hits
		i = end
	}
	if right == 0 || wrong == 0 {
		return 0.5
	}
	return above / (float64(right) * float64(wrong))
}
