// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import "bytes"

// Packer makes gzip members of records, as they will stand in a file to which they are
// appended later. It keeps the compressor, whose memory is a hundred times that of a page.
// It is for one goroutine.
type Packer struct {
	buf bytes.Buffer
	out *Writer
}

// NewPacker makes a packer.
func NewPacker() *Packer { return newPacker(level) }

// NewQuickPacker makes a packer for records that are soon read and packed again: members
// are a sixth longer, in half the time.
func NewQuickPacker() *Packer { return newPacker(quick) }

func newPacker(level int) *Packer {
	p := &Packer{}
	p.out = newWriter(&p.buf, 1, level) // 1: what comes is not the first record of a file
	return p
}

// Member returns the bytes of a record, which are the caller's. Error: as Writer.Write.
func (p *Packer) Member(r *Record) ([]byte, error) {
	p.buf.Reset()
	if _, err := p.out.Write(r); err != nil {
		return nil, err
	}
	return bytes.Clone(p.buf.Bytes()), nil
}
