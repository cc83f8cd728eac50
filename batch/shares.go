// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"errors"
	"strconv"
)

// shares are passages that the stage "align" gathers before it writes them: as links,
// as pairs, and as derivations.
type shares struct {
	first       uint32 // later text
	links       []byte
	pairs       []byte // rows of JSON, as are derivations
	derivations []byte
	tied        []derivation // of the present text
}

// linkBlock is how many bytes of links go into one line, about.
const linkBlock = 64 << 10

// add takes the links of one text, in order of the earlier ones.
func (s *shares) add(links []link) {
	if len(links) == 0 {
		return
	}
	if len(s.links) == 0 {
		s.first = links[0].b
	}
	for i := range links {
		s.links = appendLink(s.links, &links[i])
		p := links[i].pair()
		s.pairs = append(p.AppendJSON(s.pairs), '\n')
	}
	s.tied = derive(s.tied[:0], links)
	for i := range s.tied {
		s.derivations = append(s.tied[i].appendJSON(s.derivations), '\n')
	}
}

// write writes what was gathered.
func (s *shares) write(out *lineWriter) error {
	if len(s.links) == 0 {
		return nil
	}
	text := uint64(s.first)
	err := errors.Join(out.text("pairs", text, s.pairs), out.text("derivations", text, s.derivations), out.bytes("link", text, s.links))
	s.links, s.pairs, s.derivations = s.links[:0], s.pairs[:0], s.derivations[:0]
	return err
}

// derivation is what a text has from an earlier one, as far as dates tell.
type derivation struct {
	derived, from    string
	passages, shared int  // shared is in code points of the derived text
	main             bool // it has more from no other; of several the earliest
}

// derive appends the derivations of a text, whose links are in order of the earlier
// texts.
func derive(dst []derivation, links []link) []derivation {
	first := len(dst)
	for i := range links {
		l := &links[i]
		if i == 0 || l.a != links[i-1].a {
			dst = append(dst, derivation{derived: l.nameB, from: l.nameA})
		}
		d := &dst[len(dst)-1]
		d.passages++
		d.shared += l.spanB.len()
	}
	most := first
	for i := first; i < len(dst); i++ {
		if dst[i].shared > dst[most].shared {
			most = i
		}
	}
	dst[most].main = true
	return dst
}

// appendJSON appends the derivation as an object of JSON.
func (d *derivation) appendJSON(b []byte) []byte {
	b = appendJSON(append(b, `{"derived":`...), d.derived)
	b = appendJSON(append(b, `,"from":`...), d.from)
	b = strconv.AppendInt(append(b, `,"passages":`...), int64(d.passages), 10)
	b = strconv.AppendInt(append(b, `,"shared":`...), int64(d.shared), 10)
	b = strconv.AppendBool(append(b, `,"main":`...), d.main)
	return append(b, '}')
}
