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
//	           articles   24 bytes each
//
// A seed's hash has 44 bits that count. Its first b bits are the bucket, the
// other 44-b the remainder. The directory says which records are in a bucket:
// those from directory[bucket] up to, but not including, directory[bucket+1].
// A record is the remainder (R = 2 to 5 bytes, as many as 44-b bits need), the
// number of the article within the segment (3 bytes) and the context signature
// of the seed (2 bytes). Records are in order of hash, then of article, so that
// merging is one pass and an often copied seed is one run.
//
// b is chosen for about five records a bucket. So a look-up reads the directory
// once and the records once, and a big segment has the shortest records:
//
//	articles   records    b   R   bytes an article, directory included
//	       1       142    6   5   1,800
//	   1,000   142,000   15   4   1,400
//	  65,000     9.3 M   21   3   1,250
//	    10 M   1,420 M   28   2   1,130
//
// Why 44 bits: of 1,420 million records a chance hit then costs one record in
// 12,000 look-ups, and the signature takes most of those.
//
// Worked example: b = 6, hash 0x9ac_0123_4567 (44 bits: 1001 1010 1100 …).
// Bucket 0b100110 = 38; remainder, the low 38 bits, 0x2c_0123_4567, in R = 5
// bytes: 67 45 23 01 2c. In article 7 with signature 0xbeef the record is
//
//	67 45 23 01 2c  07 00 00  ef be
//
// An article is its ID (16 bytes), its number of words (4) and when it says that
// it was published (4), in minutes from the beginning of 1800; 0 is not known.
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
//	17  7  zero
//	24  8  seed of the hash
//	32  8  number of records
//	40  8  number of articles
//	48 12  CRC-32C of directory, records, articles
//	60 32  zero
//	92  4  CRC-32C of the bytes before
const (
	// Version is the format that this package writes.
	//
	//	1  2026-11: first
	Version = 1
	// oldestRead is the oldest format that it reads.
	oldestRead = 1
	// readableBy is the oldest format whose readers understand what it writes.
	readableBy = 1

	magic       = "HEARSEG\n"
	headerSize  = 96
	hashBits    = 44
	articleSize = 24
	tailSize    = 5 // of a record, behind the remainder

	// MaxArticles is how many articles a segment may hold: three bytes' worth.
	MaxArticles = 1 << 24
	maxRecords  = 1<<32 - 1 // the directory counts in four bytes
	minBits     = 6
	maxBits     = 30
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
	version, oldest   uint16
	bits, rem         int
	profile           Profile
	records, articles uint64
	sums              [3]uint32
}

// layout returns the sections of a segment in bytes.
func (h *header) layout() (directory, records, articles, end uint64) {
	directory = headerSize
	records = directory + 4*(1<<h.bits+1)
	articles = records + h.records*uint64(h.rem+tailSize)
	return directory, records, articles, articles + h.articles*articleSize
}

// sizes chooses b and R for a number of records.
func sizes(records uint64) (b, rem int) {
	b = min(max(bits.Len64(records/5), minBits), maxBits)
	return b, (hashBits - b + 7) / 8
}

func (h *header) encode() []byte {
	out := make([]byte, headerSize)
	copy(out, magic)
	binary.LittleEndian.PutUint16(out[8:], Version)
	binary.LittleEndian.PutUint16(out[10:], readableBy)
	out[12], out[13] = byte(h.bits), byte(h.rem)
	out[14], out[15], out[16] = byte(h.profile.K), byte(h.profile.W), byte(h.profile.Fold)
	binary.LittleEndian.PutUint64(out[24:], h.profile.Seed)
	binary.LittleEndian.PutUint64(out[32:], h.records)
	binary.LittleEndian.PutUint64(out[40:], h.articles)
	for i, sum := range h.sums {
		binary.LittleEndian.PutUint32(out[48+4*i:], sum)
	}
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
	h.bits, h.rem = int(b[12]), int(b[13])
	h.profile = Profile{K: int(b[14]), W: int(b[15]), Fold: int(b[16]), Seed: binary.LittleEndian.Uint64(b[24:])}
	h.records, h.articles = binary.LittleEndian.Uint64(b[32:]), binary.LittleEndian.Uint64(b[40:])
	for i := range h.sums {
		h.sums[i] = binary.LittleEndian.Uint32(b[48+4*i:])
	}
	sound := h.bits >= minBits && h.bits <= maxBits && h.rem == (hashBits-h.bits+7)/8 && h.records <= maxRecords && h.articles <= MaxArticles
	if !sound {
		return nil, fmt.Errorf("%w: header", hearsay.ErrCorrupt)
	}
	if _, _, _, end := h.layout(); end != size {
		return nil, fmt.Errorf("%w: %d bytes, %d expected", hearsay.ErrCorrupt, size, end)
	}
	return h, nil
}
