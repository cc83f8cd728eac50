// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"fmt"
	"io"
)

// recover turns a fault into an Error, having gone to where reading can go on.
func (r *Reader) recover(f *fault) error {
	e := &Error{Offset: r.start, Reason: f.reason, kinds: f.kinds}
	r.shared = true
	switch {
	case f.passed && r.packed != none:
		return e
	case f.passed:
	case r.packed != none && r.searchMember():
		return e
	case r.packed != none: // nothing more in the member
		if left := r.leave(); left != nil {
			r.searchFile()
		}
	default:
		r.searchFile()
	}
	e.Length = r.stored.offset() - r.start
	if r.given {
		e.Reason += "; so much is damaged that reading stopped here"
		r.err = io.EOF
	}
	return e
}

// searchMember looks for the next record in the open member, beginning behind
// the start of the broken one, which is marked. It reports whether there is one;
// if not, the member is at its end.
func (r *Reader) searchMember() bool {
	if !r.windBack(r.inner, r.inner.begun+1) {
		return false
	}
	return r.search(r.inner, none)
}

// searchFile looks for the next record or member of the file, beginning behind
// the start of the broken one.
func (r *Reader) searchFile() {
	if r.windBack(r.stored, r.start+1) {
		r.search(r.stored, r.met)
	}
}

// windBack rewinds t unless the allowance for it is used up. It costs something
// even when nothing is read again, or a file of nothing but heads would be slow.
func (r *Reader) windBack(t *tape, to int64) bool {
	r.charge(max(t.offset()-to, 0) + enough)
	if r.given {
		return false
	}
	t.rewind(to)
	return true
}

func (r *Reader) charge(bytes int64) {
	r.reread += bytes
	r.given = r.reread > freeRereading+earnedRereading*r.stored.offset()
}

// enough is how many bytes of a candidate are judged; less only at the end.
const enough = 4096

// search goes to the next place of t that looks like a start of the kind given
// and reports whether there is one. It passes over every byte once.
func (r *Reader) search(t *tape, kind packing) bool {
	for !r.given {
		w, err := t.br.Peek(windowBytes)
		i, found := r.candidate(w, kind, err != nil)
		t.br.Discard(i) // cannot fail: the bytes were just seen
		if found || err != nil && i == len(w) {
			return found
		}
	}
	return false
}

// candidate returns the index of the first place in w that looks like a start,
// or how much of w certainly holds none.
func (r *Reader) candidate(w []byte, kind packing, last bool) (int, bool) {
	for i, c := range w {
		if c != 'W' && c != gzipMagic[0] && c != zstdMagic[0] {
			continue
		}
		if !last && len(w)-i < enough {
			return i, false
		}
		if r.plausible(w[i:], kind) {
			return i, true
		}
		if r.given {
			return i, false
		}
	}
	return len(w), false
}

// plausible reports whether w begins like a record or member of that kind.
// Members must unpack to a record; trying costs allowance, as a file may be made
// of nothing but gzip headers.
func (r *Reader) plausible(w []byte, kind packing) bool {
	switch p := packingOf(w); {
	case p != kind && kind != anything:
		return false
	case p == none:
		return looksLikeHead(w)
	case r.unpack.probe(p, w):
		return true
	}
	r.charge(enough)
	return false
}

// looksLikeHead reports whether w begins with a version line and what may be a
// field.
func looksLikeHead(w []byte) bool {
	line, rest, ok := bytes.Cut(w[:min(len(w), headPeek)], []byte("\n"))
	if !ok || !looksLikeVersion(bytes.TrimSuffix(line, []byte("\r"))) || len(rest) < 2 {
		return false
	}
	for i, c := range rest {
		if c == ':' {
			return i > 0
		}
		if c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true // a long name; reading it will tell
}

// looksLikeVersion reports whether line is "WARC/" and a version: digits, a
// point, digits.
func looksLikeVersion(line []byte) bool {
	v, ok := bytes.CutPrefix(line, []byte("WARC/"))
	major, minor, point := bytes.Cut(v, []byte("."))
	return ok && point && isNumber(major) && isNumber(minor)
}

func isNumber(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0 && len(b) < 4
}

// describe says what bytes that are no record look like.
func describe(head []byte) string {
	if len(bytes.Trim(head, "\x00")) == 0 {
		return "zero bytes where a record should begin"
	}
	return fmt.Sprintf("no record begins here, but %.24q", head)
}
