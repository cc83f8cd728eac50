// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/bits"

	"hearsay"
)

// The format of a segment. All numbers are little endian.
//
//	offset 0   header     96 bytes
//	       96  directory  4 bytes for each of 2^b buckets, and one more
//	           records    R+5 bytes each
//	           articles   32 bytes each
//	           words      4 bytes each
//
// A seed's hash has 40 bits that count. Its first b bits are the bucket, the
// other 40-b the remainder. The directory says which records are in a bucket:
// those from directory[bucket] up to, but not including, directory[bucket+1].
// A record is the remainder (R = 2 to 5 bytes, as many as 40-b bits need), the
// number of the article within the segment (3 bytes) and the context signature
// of the seed (2 bytes). Records are in order of hash, then of article, then of
// signature, so that merging is one pass and an often copied seed is one run.
//
// Articles stand, and are numbered, in order of date, those without one last, and
// then of ID. So a run begins with the earliest, and segments merge into the same
// bytes in whatever order they were made.
//
// b is chosen for four to eight records a bucket. So a look-up reads the directory
// once and the records once, and a big segment has the shortest records. The last
// column has 600 words and 142 seeds an article, the directory included:
//
//	articles   records    b   R   bytes an article   and with words
//	       1       142    6   5              1,810            4,210
//	   1,000   142,000   15   4              1,440            3,840
//	  65,000     9.2 M   21   3              1,300            3,700
//	     1 M     142 M   25   2              1,160            3,560
//	    10 M   1,420 M   28   2              1,130            3,530
//
// Why 40 bits: of 1,420 million records one in 770 look-ups then meets one that is
// there by chance, and the signature takes most of those; four bits more would
// cost a byte a record from half a million articles on.
//
// Worked example: b = 6, hash 0x9a_c012_3456 (40 bits: 1001 1010 1100 …). Bucket
// 0b100110 = 38; remainder, the low 34 bits, 0x2_c012_3456, in R = 5 bytes: 56 34
// 12 c0 02. In article 7 with signature 0xbeef the record is
//
//	56 34 12 c0 02  07 00 00  ef be
//
// An article is its ID (16 bytes), its number of words (4), when it says that it
// was published (4), in minutes from the beginning of 1800, 0 when that is not
// known, and the number of words of the articles before it (8): where its own
// begin. All ones say that its words are not here, since it came from version 1.
//
// The header:
//
//	 0  8  magic "HEARSEG\n"
//	 8  2  version that wrote it
//	10  2  oldest version that may read it
//	12  1  b
//	13  1  R
//	14  1  words in a seed (k)
//	15  1  seeds in a window (w)
//	16  1  version of the folding of words
//	17  1  bits of a hash that count: 40
//	18  6  zero
//	24  8  seed of the hash
//	32  8  number of records
//	40  8  number of articles
//	48 16  CRC-32C of directory, records, articles, words
//	64  8  number of words
//	72 20  zero
//	92  4  CRC-32C of the bytes before
//
// Version 1 differs: 44 bits of a hash count (and byte 17 is 0), articles stand in
// order of arrival, take 24 bytes and have no words.
const (
	// Version is the format that this package writes.
	//
	//	1  2026-11: first
	//	2  2026-11: articles by date, their words, 40 bits of a hash
	Version = 2
	// oldestRead is the oldest format that it reads.
	oldestRead = 1
	// readableBy is the oldest format whose readers understand what it writes.
	readableBy = 2

	magic       = "HEARSEG\n"
	headerSize  = 96
	hashBits    = 40
	articleBits = 24 // of the number of an article in a record
	articleSize = 32
	tailSize    = 5 // of a record, behind the remainder
	wordSize    = 4

	// Of version 1.
	hashBits1    = 44
	articleSize1 = 24

	// MaxArticles is how many articles a segment may hold: one less than three
	// bytes count, so that no record looks like the end of all.
	MaxArticles = 1<<articleBits - 1
	maxRecords  = 1<<32 - 1 // the directory counts in four bytes
	maxWords    = 1 << 56   // of 2^24 articles with 2^32 each
	minBits     = 6
	maxBits     = 30
)

// noWords stands for the place of an article's words when they are not here.
const noWords = 1<<64 - 1

// The sections with a checksum.
const (
	inDirectory = iota
	inRecords
	inArticles
	inWords
	sections
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Profile says how the texts of a segment became seeds. Seeds of different
// profiles cannot be compared.
type Profile struct {
	K, W int    // words in a seed, seeds in a window; 0 to 255
	Fold int    // version of the folding of words; 0 to 255
	Seed uint64 // of the hash
}

// fits reports whether the header can hold the profile: a number that was cut off
// would make two profiles one.
func (p Profile) fits() bool { return uint(p.K) < 256 && uint(p.W) < 256 && uint(p.Fold) < 256 }

// header is the decoded header.
type header struct {
	version, oldest          uint16
	bits, rem                int // b and R
	hash                     int // bits that count
	profile                  Profile
	records, articles, words uint64
	sums                     [sections]uint32
}

// articleSize is that of an article in bytes.
func (h *header) articleSize() uint64 {
	if h.version == 1 {
		return articleSize1
	}
	return articleSize
}

// layout returns where each section begins, and the end.
func (h *header) layout() (at [sections + 1]uint64) {
	at[inDirectory] = headerSize
	at[inRecords] = headerSize + 4*(1<<h.bits+1)
	at[inArticles] = at[inRecords] + h.records*uint64(h.rem+tailSize)
	at[inWords] = at[inArticles] + h.articles*h.articleSize()
	at[sections] = at[inWords] + h.words*wordSize
	return at
}

// sizes chooses b and R for a number of records.
func sizes(records uint64) (b, rem int) {
	b = min(max(bits.Len64(records/8), minBits), maxBits)
	return b, (hashBits - b + 7) / 8
}

func (h *header) encode() []byte {
	out := make([]byte, headerSize)
	copy(out, magic)
	binary.LittleEndian.PutUint16(out[8:], Version)
	binary.LittleEndian.PutUint16(out[10:], readableBy)
	out[12], out[13] = byte(h.bits), byte(h.rem)
	out[14], out[15], out[16], out[17] = byte(h.profile.K), byte(h.profile.W), byte(h.profile.Fold), hashBits
	binary.LittleEndian.PutUint64(out[24:], h.profile.Seed)
	binary.LittleEndian.PutUint64(out[32:], h.records)
	binary.LittleEndian.PutUint64(out[40:], h.articles)
	for i, sum := range h.sums {
		binary.LittleEndian.PutUint32(out[48+4*i:], sum)
	}
	binary.LittleEndian.PutUint64(out[64:], h.words)
	binary.LittleEndian.PutUint32(out[headerSize-4:], crc32.Checksum(out[:headerSize-4], castagnoli))
	return out
}

// decodeHeader reads and checks a header against the size of the file.
func decodeHeader(b []byte, size uint64) (*header, error) {
	if len(b) < headerSize || string(b[:8]) != magic {
		return nil, fmt.Errorf("%w: this is no segment", hearsay.ErrCorrupt)
	}
	h := &header{version: binary.LittleEndian.Uint16(b[8:]), oldest: binary.LittleEndian.Uint16(b[10:])}
	if h.oldest > Version {
		return nil, fmt.Errorf("%w: the segment has format %d, this program reads up to %d", hearsay.ErrNewer, h.version, Version)
	}
	if crc32.Checksum(b[:headerSize-4], castagnoli) != binary.LittleEndian.Uint32(b[headerSize-4:]) || h.version < oldestRead {
		return nil, fmt.Errorf("%w: header", hearsay.ErrCorrupt)
	}
	h.decode(b)
	if !h.sound() {
		return nil, fmt.Errorf("%w: header", hearsay.ErrCorrupt)
	}
	if end := h.layout()[sections]; end != size {
		return nil, fmt.Errorf("%w: %d bytes, %d expected", hearsay.ErrCorrupt, size, end)
	}
	return h, nil
}

// decode reads what follows the versions.
func (h *header) decode(b []byte) {
	h.bits, h.rem, h.hash = int(b[12]), int(b[13]), int(b[17])
	h.profile = Profile{K: int(b[14]), W: int(b[15]), Fold: int(b[16]), Seed: binary.LittleEndian.Uint64(b[24:])}
	h.records, h.articles = binary.LittleEndian.Uint64(b[32:]), binary.LittleEndian.Uint64(b[40:])
	for i := range h.sums {
		h.sums[i] = binary.LittleEndian.Uint32(b[48+4*i:])
	}
	h.words = binary.LittleEndian.Uint64(b[64:])
	if h.version == 1 && h.hash == 0 {
		h.hash = hashBits1
	}
}

// sound reports whether the numbers can be true, and none is so large that
// computing with it goes wrong. Records without an article to name are none.
func (h *header) sound() bool {
	hash, words := hashBits, uint64(maxWords)
	if h.version == 1 {
		hash, words = hashBits1, 0
	}
	return h.bits >= minBits && h.bits <= maxBits && h.hash == hash && h.rem == (h.hash-h.bits+7)/8 &&
		h.records <= maxRecords && h.articles <= MaxArticles && h.words <= words && (h.records == 0 || h.articles > 0)
}
