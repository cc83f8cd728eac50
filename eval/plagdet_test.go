// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"math"
	"testing"

	"hearsay"
)

func TestPlagdet(t *testing.T) {
	pair := func(a, b, c, d int) shared {
		return shared{hearsay.Span{Start: a, End: b}, hearsay.Span{Start: c, End: d}}
	}
	for _, c := range []struct {
		name         string
		cases, found []shared
		// precision and recall, macro and micro
		macroP, macroR, microP, microR, granularity, macro float64
	}{
		{"exact", []shared{pair(0, 10, 50, 60)}, []shared{pair(0, 10, 50, 60)}, 1, 1, 1, 1, 1, 1},
		{"nothing found", []shared{pair(0, 10, 50, 60)}, nil, 0, 0, 0, 0, 1, 0},
		// Only one side meets: that is no detection.
		{"elsewhere", []shared{pair(0, 10, 50, 60)}, []shared{pair(0, 10, 0, 10)}, 0, 0, 0, 0, 1, 0},
		// Halves: each finding is right throughout, the case was found in two.
		{"in two", []shared{pair(0, 10, 50, 60)}, []shared{pair(0, 5, 50, 55), pair(5, 10, 55, 60)}, 1, 1, 1, 1, 2, 1 / math.Log2(3)},
		// 10 of 10 and 10 of 10 bytes of the case; 20 of the 40 bytes found.
		{"too long", []shared{pair(0, 10, 50, 60)}, []shared{pair(0, 20, 50, 70)}, .5, 1, .5, 1, 1, 2 * .5 / 1.5},
		// One case of 20 bytes is found whole, one of 180 not at all: 1/2 of the
		// cases, 20 of 200 bytes. F1 of 1 and .5 is 2/3.
		{"the short one", []shared{pair(0, 10, 0, 10), pair(10, 100, 10, 100)}, []shared{pair(0, 10, 0, 10)}, 1, .5, 1, .1, 1, 2. / 3},
		// Findings that overlap count their bytes once: 10+10 of 20.
		{"twice", []shared{pair(0, 10, 0, 10)}, []shared{pair(0, 10, 0, 10), pair(0, 10, 0, 10)}, 1, 1, 1, 1, 2, 1 / math.Log2(3)},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p plagdet
			p.add(c.cases, c.found)
			for _, m := range []struct {
				name      string
				got, want float64
			}{
				{"macro precision", p.found.macro(), c.macroP}, {"macro recall", p.cases.macro(), c.macroR},
				{"micro precision", p.found.micro(), c.microP}, {"micro recall", p.cases.micro(), c.microR},
				{"granularity", p.granularity(), c.granularity}, {"plagdet", p.score(p.found.macro(), p.cases.macro()), c.macro},
			} {
				if math.Abs(m.got-m.want) > 1e-9 {
					t.Errorf("%s %.4f, want %.4f", m.name, m.got, m.want)
				}
			}
		})
	}
}
