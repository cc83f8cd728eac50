// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"fmt"
	"slices"
	"time"

	"hearsay"
)

// Seed is a fingerprint of a few words of a text.
type Seed struct {
	Hash uint64 // well mixed; its upper 44 bits count
	Ctx  uint16 // signature of the words around, see package reuse
	At   int32  // number of its first word in the text; not stored
}

// key is the part of a hash that counts.
func (s Seed) key() uint64 { return s.Hash >> (64 - hashBits) }

// record is a posting in memory.
type record struct {
	key uint64
	doc uint32
	ctx uint16
}

// Article is what a segment knows of an article.
type Article struct {
	ID    hearsay.ArticleID
	Words uint32
	// Published is when it says that it was published, so that the earliest of
	// ten thousand copies can be told without reading their facts.
	Published Minute
}

// Minute counts minutes from the beginning of the year 1800, UTC; 0 is not
// known. It ends in the year 9966.
type Minute uint32

// yearZero is where Minute begins to count, in Unix seconds.
const yearZero = -5364662400

// MinuteOf rounds a moment down to the minute. Moments that cannot be told are
// 0, not known.
func MinuteOf(t time.Time) Minute {
	n := (t.Unix() - yearZero) / 60
	if t.IsZero() || n <= 0 || n > 1<<32-1 {
		return 0
	}
	return Minute(n)
}

// Builder gathers articles for one segment in memory: 16 bytes a seed.
type Builder struct {
	profile  Profile
	records  []record
	articles []Article
}

// NewBuilder returns an empty builder for seeds of one profile.
func NewBuilder(p Profile) *Builder { return &Builder{profile: p} }

// Add adds an article. The seeds are copied. Error: ErrTooLarge when the segment
// is full; then nothing was added.
func (b *Builder) Add(a Article, seeds []Seed) error {
	if len(b.articles) >= MaxArticles || len(b.records)+len(seeds) > maxRecords {
		return fmt.Errorf("add to segment: %w: %d articles, %d seeds", hearsay.ErrTooLarge, len(b.articles), len(b.records))
	}
	doc := uint32(len(b.articles))
	b.articles = append(b.articles, a)
	for _, s := range seeds {
		b.records = append(b.records, record{s.key(), doc, s.Ctx})
	}
	return nil
}

// Len is the number of articles added.
func (b *Builder) Len() int { return len(b.articles) }

// sorted brings the records into the order of the file. An article that has a
// seed several times keeps it with each of its signatures.
func (b *Builder) sorted() []record {
	slices.SortFunc(b.records, compareRecords)
	b.records = slices.Compact(b.records)
	return b.records
}

func compareRecords(x, y record) int {
	switch {
	case x.key != y.key:
		if x.key < y.key {
			return -1
		}
		return 1
	case x.doc != y.doc:
		return int(int64(x.doc) - int64(y.doc))
	}
	return int(x.ctx) - int(y.ctx)
}

// WriteFile publishes the segment under path: it is there as a whole and on disk,
// or not at all. The builder stays as it is; more may be added. Error: ErrInvalid
// for a profile that the header has no room for.
func (b *Builder) WriteFile(path string) error {
	if !b.profile.fits() {
		return fmt.Errorf("write segment %s: %w: profile %+v, numbers up to 255 fit", path, hearsay.ErrInvalid, b.profile)
	}
	records := b.sorted()
	return publish(path, func(w *writer) error {
		w.begin(b.profile, uint64(len(records)), uint64(len(b.articles)))
		for _, r := range records {
			w.record(r)
		}
		for _, a := range b.articles {
			w.article(a)
		}
		return w.finish()
	})
}
