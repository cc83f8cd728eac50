// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import "hearsay"

// mappings ties the text of b to the bytes of the page. A stretch ends where the
// page goes on elsewhere: at a tag, at a dropped character, at a block's end.
// White space may differ within a stretch, and an entity stands for its letter.
func mappings(b *builder, s *stream, d *decoded) []hearsay.Mapping {
	if !d.exact {
		return nil
	}
	text := b.text.String()
	bytes := newOffsets(d)
	var out []hearsay.Mapping
	for start := 0; start < len(text); {
		if b.src[start] < 0 {
			start++
			continue
		}
		end := start + 1
		for end < len(text) && follows(b.src, text, end, s) {
			end++
		}
		for b.src[end-1] < 0 {
			end--
		}
		if from, to, ok := s.page(int(b.src[start]), int(b.src[end-1])+1); ok {
			out = append(out, hearsay.Mapping{
				Text: hearsay.Span{Start: start, End: end},
				Page: hearsay.Span{Start: bytes.body(from), End: bytes.body(to)},
			})
		}
		start = end
	}
	return out
}

// follows reports whether byte i of the text goes on where byte i-1 ended: at
// the next byte of the stream, or, when one of them is folded white space, with
// nothing but white space between.
func follows(src []int32, text string, i int, s *stream) bool {
	if src[i] >= 0 && src[i-1] >= 0 {
		return src[i] == src[i-1]+1 && !s.jumps[int(src[i])]
	}
	if src[i] < 0 {
		return isSpace(text[i]) && src[i-1] >= 0 && i+1 < len(text) && src[i+1] > src[i-1] && blank(s, src[i-1]+1, src[i+1])
	}
	return isSpace(text[i-1]) && i >= 2 && src[i-2] >= 0
}

// maxGapBytes bounds the white space within a stretch.
const maxGapBytes = 256

// blank reports whether the stream holds only white space in [from, to), and
// the page no tag between.
func blank(s *stream, from, to int32) bool {
	if to-from > maxGapBytes {
		return false
	}
	for _, c := range []byte(s.text[from:to]) {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	_, _, ok := s.page(int(from)-1, int(to)+1)
	return ok
}
