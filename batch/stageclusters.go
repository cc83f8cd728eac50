// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package batch

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"hearsay"
)

// clusterFilter is the stage "clusters": all links, in order of the later text, become
// witnesses. It is one process: which span joins which depends on the order. It takes
// 4 bytes a text of the run and, at its end, about 36 a witness.
//
//	link	TEXT	links of 24 bytes
//	→ witness	TEXT	{"cluster","size","begin","end"}
type clusterFilter struct {
	out   *lineWriter
	nodes nodes
	last  uint32 // later text
	texts int
	row   []byte
}

func newClusterFilter(h *Header, _ Options, out *lineWriter) filter {
	f := &clusterFilter{out: out, texts: h.Texts}
	f.nodes.grow(h.Texts)
	return f
}

// linkBytes is what a link takes: both texts, and both spans.
const linkBytes = 24

func appendLink(dst []byte, l *link) []byte {
	for _, n := range []uint32{l.a, l.b, uint32(l.spanA.start), uint32(l.spanA.end), uint32(l.spanB.start), uint32(l.spanB.end)} {
		dst = binary.LittleEndian.AppendUint32(dst, n)
	}
	return dst
}

func readLink(b []byte) link {
	n := func(i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }
	return link{a: n(0), b: n(1), spanA: points{int32(n(2)), int32(n(3))}, spanB: points{int32(n(4)), int32(n(5))}}
}

func (f *clusterFilter) line(l *line) error {
	if l.kind != "link" {
		return unknownKind(l)
	}
	b, err := l.bytes(linkBytes)
	if err != nil {
		return err
	}
	for ; len(b) > 0; b = b[linkBytes:] {
		link := readLink(b)
		switch {
		case link.b < f.last:
			return fmt.Errorf("%w: a link of text %d behind one of text %d; sort by the second column", hearsay.ErrInvalid, link.b, f.last)
		case link.a >= link.b || int64(link.b) >= int64(f.texts):
			return fmt.Errorf("%w: a link of texts %d and %d; there are %d", hearsay.ErrInvalid, link.a, link.b, f.texts)
		case len(f.nodes.nodes) > math.MaxInt32-2:
			return fmt.Errorf("%w: more than two billion witnesses", hearsay.ErrTooLarge)
		}
		f.last = link.b
		f.nodes.join(&link)
	}
	return nil
}

func (f *clusterFilter) end() error {
	c := f.nodes.clusters()
	for k := range len(c.starts) - 1 {
		size := c.starts[k+1] - c.starts[k]
		for _, i := range c.order[c.starts[k]:c.starts[k+1]] {
			if err := f.witness(f.nodes.nodes[i], k+1, int(size)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *clusterFilter) witness(n node, cluster, size int) error {
	b := f.row[:0]
	for _, field := range []struct {
		name  string
		value int
	}{{`{"cluster":`, cluster}, {`,"size":`, size}, {`,"begin":`, int(n.span.start)}, {`,"end":`, int(n.span.end)}} {
		b = strconv.AppendInt(append(b, field.name...), int64(field.value), 10)
	}
	f.row = append(b, '}')
	return f.out.text("witness", uint64(n.text), f.row)
}
