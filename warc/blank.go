// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
	"time"

	"hearsay"
)

// NewBlank returns a gzip member of exactly size bytes to be written over another
// one, so that what that held is gone and the records behind it stay where they
// are. The member holds a metadata record of spaces, dated at. Error: ErrTooLarge
// when size leaves no room for a record; every record with a target is longer.
func NewBlank(size int64, at time.Time) ([]byte, error) {
	// Stored blocks of deflate: their length is known beforehand.
	const frame, blockHead, blockMost = 18, 5, 1<<16 - 1
	blocks := (size - frame + blockHead + blockMost - 1) / (blockHead + blockMost)
	plain, err := blankRecord(size-frame-blocks*blockHead, at)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, size)
	out = append(out, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)
	rest := plain
	for n := range blocks {
		chunk := rest[:min(len(rest), blockMost)]
		rest = rest[len(chunk):]
		last := byte(0)
		if n == blocks-1 {
			last = 1
		}
		out = append(out, last)
		out = binary.LittleEndian.AppendUint16(out, uint16(len(chunk)))
		out = binary.LittleEndian.AppendUint16(out, ^uint16(len(chunk)))
		out = append(out, chunk...)
	}
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(plain))
	return binary.LittleEndian.AppendUint32(out, uint32(len(plain))), nil
}

// blankRecord returns a record of exactly size bytes.
func blankRecord(size int64, at time.Time) ([]byte, error) {
	date := formatDate(at)
	id := newID("blank", date, fmt.Sprint(size))
	const end = "\r\n\r\n"
	// The length in ten digits whatever it is: so the head does not depend on
	// it.
	head := func(length int64) string {
		return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: %s\r\nWARC-Date: %s\r\nContent-Length: %010d\r\n\r\n",
			TypeMetadata, id, date, length)
	}
	length := size - int64(len(head(0))+len(end))
	if length < 0 || length > 1<<32 {
		return nil, fmt.Errorf("blank a record: %w: %d bytes", hearsay.ErrTooLarge, size)
	}
	return slices.Concat([]byte(head(length)), slices.Repeat([]byte{' '}, int(length)), []byte(end)), nil
}
