// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"

	"hearsay/internal/durable"
)

// writer streams a segment into a file. It remembers the first error, so that
// callers check once, in finish. The directory is complete only at the end and
// is written into the room left for it.
type writer struct {
	file      *os.File
	out       *bufio.Writer
	h         header
	directory []uint32
	bucket    int
	written   uint64
	buf       [16]byte
	err       error
}

func (w *writer) begin(p Profile, records, articles uint64) {
	w.h = header{profile: p, records: records, articles: articles}
	w.h.bits, w.h.rem = sizes(records)
	w.directory = make([]uint32, 1<<w.h.bits+1)
	_, at, _, _ := w.h.layout()
	if _, err := w.file.Seek(int64(at), 0); err != nil {
		w.err = err
	}
	w.out = bufio.NewWriterSize(w.file, 1<<18)
}

// record appends a record; they must come in order.
func (w *writer) record(r record) {
	bucket := int(r.key >> (hashBits - w.h.bits))
	for w.bucket < bucket {
		w.bucket++
		w.directory[w.bucket] = uint32(w.written)
	}
	rem := r.key & (1<<(hashBits-w.h.bits) - 1)
	n := w.h.rem
	binary.LittleEndian.PutUint64(w.buf[:], rem)
	w.buf[n], w.buf[n+1], w.buf[n+2] = byte(r.doc), byte(r.doc>>8), byte(r.doc>>16)
	binary.LittleEndian.PutUint16(w.buf[n+3:], r.ctx)
	w.section(1, w.buf[:n+tailSize])
	w.written++
}

// article appends an article; records must all have come.
func (w *writer) article(a Article) {
	var b [articleSize]byte
	copy(b[:], a.ID[:])
	binary.LittleEndian.PutUint32(b[16:], a.Words)
	binary.LittleEndian.PutUint32(b[20:], uint32(a.Published))
	w.section(2, b[:])
}

// section writes bytes and adds them to a section's checksum.
func (w *writer) section(i int, b []byte) {
	if w.err != nil {
		return
	}
	w.h.sums[i] = crc32.Update(w.h.sums[i], castagnoli, b)
	_, w.err = w.out.Write(b)
}

// finish writes the directory and the header.
func (w *writer) finish() error {
	if w.err == nil && w.written != w.h.records {
		w.err = fmt.Errorf("%d records came, %d were announced", w.written, w.h.records)
	}
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if w.err != nil {
		return w.err
	}
	for w.bucket < len(w.directory)-1 {
		w.bucket++
		w.directory[w.bucket] = uint32(w.written)
	}
	dir := make([]byte, 4*len(w.directory))
	for i, at := range w.directory {
		binary.LittleEndian.PutUint32(dir[4*i:], at)
	}
	w.h.sums[0] = crc32.Checksum(dir, castagnoli)
	if _, err := w.file.WriteAt(dir, headerSize); err != nil {
		return err
	}
	_, err := w.file.WriteAt(w.h.encode(), 0)
	return err
}

// publish writes a file by f under a temporary name, syncs it, gives it its name
// and syncs the folder. When writing fails, no file of either name is left.
func publish(path string, f func(*writer) error) (err error) {
	temp := path + ".tmp"
	file, err := os.Create(temp)
	if err != nil {
		return fmt.Errorf("write segment: %w", err)
	}
	err = f(&writer{file: file})
	if err == nil {
		err = file.Sync()
	}
	if e := file.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = durable.Rename(temp, path)
	}
	if err != nil {
		return fmt.Errorf("write segment %s: %w", path, errors.Join(err, durable.Remove(temp)))
	}
	return nil
}
