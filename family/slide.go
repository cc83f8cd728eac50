// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

// slide moves words that stand alone in one text to where a phrase begins and
// ends. "[I think] the bridge, the bridge" can be cut in several places at one
// cost; the one at the marks is the one that was meant.
func (al *aligner) slide() {
	for k := 1; k+1 < len(al.steps); k++ {
		s := &al.steps[k]
		before, behind := &al.steps[k-1], &al.steps[k+1]
		if before.kind != equal || behind.kind != equal || s.kind != deleted && s.kind != added {
			continue
		}
		text, start, end := al.a, s.a0, s.a1
		if s.kind == added {
			text, start, end = al.b, s.b0, s.b1
		}
		shift := bestShift(text, start, end, before.a1-before.a0, behind.a1-behind.a0)
		before.a1, before.b1 = before.a1+shift, before.b1+shift
		behind.a0, behind.b0 = behind.a0+shift, behind.b0+shift
		s.a0, s.a1, s.b0, s.b1 = s.a0+shift, s.a1+shift, s.b0+shift, s.b1+shift
	}
	al.tidy()
}

// bestShift is by how many words a stretch is to be moved so that marks stand at
// both its ends, if it can.
func bestShift(text []unit, start, end, left, right int) int {
	best, shift := bounds(text, start, end), 0
	for d := 1; d <= left && text[start-d].key == text[end-d].key; d++ {
		if b := bounds(text, start-d, end-d); b > best {
			best, shift = b, -d
		}
	}
	for d := 1; d <= right && end+d <= len(text) && text[start+d-1].key == text[end+d-1].key; d++ {
		if b := bounds(text, start+d, end+d); b > best {
			best, shift = b, d
		}
	}
	return shift
}

// bounds says how well a stretch is bounded by marks.
func bounds(text []unit, start, end int) int {
	n := int(text[start].before)
	if end == len(text) {
		return n + int(sentence)
	}
	return n + int(text[end].before)
}

// tidy drops steps that sliding emptied, and joins those of a kind.
func (al *aligner) tidy() {
	steps := al.steps
	al.steps = nil
	for _, s := range steps {
		al.push(s)
	}
}
