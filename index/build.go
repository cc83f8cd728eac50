// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	"hearsay"
)

// Seed is a fingerprint of a few words of a text.
type Seed struct {
	Hash uint64  // well mixed; its upper 40 bits count
	Ctx  Context // signature of the words around
	At   int32   // number of its first word in the text; not stored
}

// Article is what a segment knows of an article.
type Article struct {
	ID    hearsay.ArticleID
	Words uint32 // how many there are
	// Published is when it says that it was published, so that the earliest of
	// ten thousand copies can be told without reading their facts.
	Published Minute
}

// Compare orders articles by date, those without one last, and then by ID: the order
// of a segment.
func (a Article) Compare(b Article) int {
	return cmp.Or(cmp.Compare(a.Published-1, b.Published-1), bytes.Compare(a.ID[:], b.ID[:]))
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

// Builder gathers articles for one segment in memory: 16 bytes a seed, as much
// again while it writes, and 4 bytes a word.
type Builder struct {
	profile  Profile
	records  []record // articles are numbered as they came
	articles []added
	words    []uint32
}

// added is an article in a builder, with the place of its words.
type added struct {
	Article
	at uint64
}

// NewBuilder returns an empty builder for seeds of one profile.
func NewBuilder(p Profile) *Builder { return &Builder{profile: p} }

// Add adds an article with its seeds and the hashes of its words, 32 bits each;
// both are copied. No two articles should have one ID and date: they would stay in
// the order in which they came. Words may be nil when they are not known; then the
// segment has none of this article. Errors, after which nothing was added:
// ErrTooLarge when the segment is full, ErrInvalid when there are other than
// a.Words words.
func (b *Builder) Add(a Article, seeds []Seed, words []uint32) error {
	if len(b.articles) >= MaxArticles || len(b.records)+len(seeds) > maxRecords {
		return fmt.Errorf("add to segment: %w: %d articles, %d seeds", hearsay.ErrTooLarge, len(b.articles), len(b.records))
	}
	at := uint64(len(b.words))
	if int64(len(words)) != int64(a.Words) {
		if words != nil {
			return fmt.Errorf("add article %s to segment: %w: %d words came, it should have %d", a.ID, hearsay.ErrInvalid, len(words), a.Words)
		}
		at = noWords
	}
	n := uint64(len(b.articles))
	b.articles = append(b.articles, added{a, at})
	b.words = append(b.words, words...)
	for _, s := range seeds {
		b.records = append(b.records, record{s.Hash>>(64-hashBits)<<articleBits | n, s.Ctx})
	}
	return nil
}

// Len is the number of articles added.
func (b *Builder) Len() int { return len(b.articles) }

// order returns the articles as they will stand, and for each as it came its
// number there.
func (b *Builder) order() (articles []added, number []uint32) {
	perm := make([]uint32, len(b.articles))
	for i := range perm {
		perm[i] = uint32(i)
	}
	slices.SortStableFunc(perm, func(x, y uint32) int { return b.articles[x].Article.Compare(b.articles[y].Article) })
	articles, number = make([]added, len(perm)), make([]uint32, len(perm))
	for n, came := range perm {
		articles[n], number[came] = b.articles[came], uint32(n)
	}
	return articles, number
}

// WriteFile publishes the segment under path: it is there as a whole and on disk,
// or not at all. The builder stays as it is; more may be added. An article that has
// a seed several times keeps it with each of its signatures. Error: ErrInvalid for
// a profile that the header has no room for.
func (b *Builder) WriteFile(path string) error {
	if !b.profile.fits() {
		return fmt.Errorf("write segment %s: %w: profile %+v, numbers up to 255 fit", path, hearsay.ErrInvalid, b.profile)
	}
	articles, number := b.order()
	records := sortRecords(b.records, number)
	return publish(path, func(w *writer) error {
		w.begin(header{profile: b.profile, records: uint64(len(records)), articles: uint64(len(articles)), words: uint64(len(b.words))})
		w.addRecords(records)
		for _, a := range articles {
			w.addArticle(a.Article, a.at != noWords)
		}
		for _, a := range articles {
			if a.at != noWords {
				w.addWords(b.words[a.at : a.at+uint64(a.Words)])
			}
		}
		return w.finish()
	})
}
