// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"

	"hearsay/internal/durable"
)

// writer streams a segment into a file: records, articles, words, each complete
// before the next. It remembers the first error, so that callers check once, in
// finish. The directory is complete only at the end and is written into the room
// left for it.
type writer struct {
	file      *os.File
	h         header
	directory []byte
	bucket    int
	records   uint64 // written
	articles  uint64
	words     uint64 // of the articles written
	wordsCame uint64
	section   int    // that buf belongs to
	buf       []byte // not yet in the file
	err       error
}

// chunk is how much is written at once, in bytes.
const chunk = 1 << 18

// begin takes the profile and the counts of what will come.
func (w *writer) begin(h header) {
	w.h = h
	w.h.bits, w.h.rem = sizes(h.records)
	w.directory = make([]byte, 4*(1<<w.h.bits+1))
	w.section = inRecords
	w.buf = make([]byte, 0, chunk+64)
	_, w.err = w.file.Seek(int64(w.h.layout()[inRecords]), 0)
}

// addRecords appends records; they must come in order.
func (w *writer) addRecords(records []record) {
	shift := hashBits - w.h.bits
	mask, rem := uint64(1)<<shift-1, w.h.rem
	for _, r := range records {
		key := r.place >> articleBits
		if bucket := int(key >> shift); bucket > w.bucket {
			w.enter(bucket)
		}
		// The remainder, then the article; what is too much is written over.
		n := len(w.buf)
		b := w.buf[n : n+16]
		binary.LittleEndian.PutUint64(b, key&mask|uint64(r.article())<<(8*rem&63))
		binary.LittleEndian.PutUint16(b[rem+3:], uint16(r.ctx))
		w.buf = w.buf[:n+rem+tailSize]
		w.records++
		if len(w.buf) >= chunk {
			w.flush()
		}
	}
}

// enter notes where the buckets up to this one begin.
func (w *writer) enter(bucket int) {
	for w.bucket < bucket {
		w.bucket++
		binary.LittleEndian.PutUint32(w.directory[4*w.bucket:], uint32(w.records))
	}
}

// addArticle appends an article; its words come later, or are not known.
func (w *writer) addArticle(a Article, known bool) {
	w.turn(inArticles)
	at := uint64(noWords)
	if known {
		at = w.words
		w.words += uint64(a.Words)
	}
	w.buf = append(w.buf, a.ID[:]...)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, a.Words)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, uint32(a.Published))
	w.buf = binary.LittleEndian.AppendUint64(w.buf, at)
	w.articles++
}

// addWords appends the words of an article.
func (w *writer) addWords(words []uint32) {
	w.turn(inWords)
	w.wordsCame += uint64(len(words))
	for _, word := range words {
		w.buf = binary.LittleEndian.AppendUint32(w.buf, word)
		if len(w.buf) >= chunk {
			w.flush()
		}
	}
}

// copyWords appends words as they stand in another segment.
func (w *writer) copyWords(b []byte) {
	w.turn(inWords)
	w.wordsCame += uint64(len(b) / wordSize)
	for len(b) > 0 {
		n := min(len(b), chunk)
		w.buf = append(w.buf, b[:n]...)
		b = b[n:]
		w.turn(inWords)
	}
}

// turn makes room, or begins another section.
func (w *writer) turn(section int) {
	if section != w.section || len(w.buf) >= chunk {
		w.flush()
	}
	w.section = section
}

// flush writes what is held and adds it to the section's checksum.
func (w *writer) flush() {
	w.h.sums[w.section] = crc32.Update(w.h.sums[w.section], castagnoli, w.buf)
	if w.err == nil {
		_, w.err = w.file.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

// finish writes the directory and the header.
func (w *writer) finish() error {
	w.flush()
	w.enter(1 << w.h.bits)
	switch {
	case w.err != nil:
		return w.err
	case w.records != w.h.records || w.articles != w.h.articles || w.words != w.h.words || w.wordsCame != w.h.words:
		return fmt.Errorf("%d records, %d articles, %d and %d words came; %d, %d and %d were announced",
			w.records, w.articles, w.words, w.wordsCame, w.h.records, w.h.articles, w.h.words)
	}
	w.h.sums[inDirectory] = crc32.Checksum(w.directory, castagnoli)
	if _, err := w.file.WriteAt(w.directory, headerSize); err != nil {
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
