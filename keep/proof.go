// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/store"
)

// Proof says what was taken out of a library, and where words of it were looked for
// afterwards. It holds no word of it, and no address: digests only. JSON names are final.
type Proof struct {
	Format    int           `json:"hearsay_proof"`
	Removed   time.Time     `json:"removed_at"`
	AskedBy   string        `json:"asked_by"`
	Articles  []RemovedPage `json:"articles"`
	Compacted bool          `json:"compacted"`
	Searched  Searched      `json:"searched"`
	// Questions are what the library was asked afterwards, with how many answers gave
	// something of the articles.
	Questions []Question `json:"questions"`
	// Traces are where something of them stands or may stand still.
	Traces []Trace `json:"traces"`
	// Alike are other articles that have words in common with them. They are no part of
	// what was removed.
	Alike []Alike  `json:"alike"`
	Notes []string `json:"notes"`
}

// RemovedPage is an article that was removed.
type RemovedPage struct {
	Article       hearsay.ArticleID `json:"article"`
	Capture       hearsay.CaptureID `json:"capture"`
	AddressSHA256 string            `json:"address_sha256"` // empty for one without an address
	Seen          time.Time         `json:"seen"`
	Words         int               `json:"words"`
	Record        Stretch           `json:"record"`
	// PrivateNotes is how many notes of people went with it.
	PrivateNotes int `json:"private_notes,omitempty"`
}

// Stretch is where the record of a page lay.
type Stretch struct {
	File         string `json:"file"`
	Start        int64  `json:"start"`
	Size         int64  `json:"size"`
	SHA256Before string `json:"sha256_before"`
	// SHA256After is of the same stretch afterwards: a record of spaces. Empty when the file
	// was written anew without it.
	SHA256After string `json:"sha256_after"`
}

// Searched says how much was read.
type Searched struct {
	Articles int   `json:"articles"`
	Records  int   `json:"records"`
	Segments int   `json:"segments"`
	Bytes    int64 `json:"bytes"`
}

// Question is one that the library was asked.
type Question struct {
	Asked   string `json:"asked"`
	Answers int    `json:"answers"`
}

// Trace is a place where something stands still.
type Trace struct {
	Where string `json:"where"`
	What  string `json:"what"`
	Until string `json:"until"`
}

// Alike is another article with the number of runs of eight words in common.
type Alike struct {
	Article hearsay.ArticleID `json:"article"`
	Runs    int               `json:"runs"`
}

// Removing says how to remove articles.
type Removing struct {
	AskedBy string // who asked for it, in any words
	Compact bool   // leave no trace in the index and the captures, at once
	Now     time.Time
}

// Remove takes articles out of the library in dir, as ingest.Remove does, and proves it:
// then it looks for their words in all that the library holds. That reads all of it:
// some twenty megabytes of pages a second. Errors: those of ingest.Remove; ErrCorrupt when a
// question still gives something.
func Remove(ctx context.Context, dir string, ids []hearsay.ArticleID, r Removing) (*Proof, error) {
	p := &Proof{Format: 1, Removed: r.Now.UTC(), AskedBy: r.AskedBy, Compacted: r.Compact, Traces: []Trace{}, Alike: []Alike{}, Notes: []string{}}
	w := &witness{runs: map[run]bool{}}
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return nil, err
	}
	for i := 0; err == nil && i < len(ids); i++ {
		err = p.before(ctx, lib, ids[i], w)
	}
	if err == nil {
		err = ingest.Remove(ctx, lib, ids, r.Now)
	}
	if err == nil && r.Compact {
		_, err = ingest.Compact(ctx, lib)
	}
	if err == nil {
		err = lib.Fold(ctx)
	}
	if err = errors.Join(err, lib.Close()); err != nil {
		return nil, err
	}
	return p, p.after(ctx, dir, w)
}

// before notes what is to be removed.
func (p *Proof) before(ctx context.Context, lib *store.Writer, id hearsay.ArticleID, w *witness) error {
	a, err := lib.Facts(ctx, id)
	if err != nil {
		return err
	}
	row, err := lib.Capture(ctx, a.Capture)
	if err != nil {
		return err
	}
	sum, err := sumOfStretch(lib.CapturePath(row.File), row.Start, row.Size)
	if err != nil {
		return fmt.Errorf("read capture %s: %w", a.Capture, err)
	}
	address := ""
	if a.URL != "" {
		sum := sha256.Sum256([]byte(a.URL))
		address = hex.EncodeToString(sum[:])
	}
	p.Articles = append(p.Articles, RemovedPage{
		Article: id, Capture: a.Capture, AddressSHA256: address, Seen: a.Seen, Words: a.Words,
		Record: Stretch{File: row.File, Start: row.Start, Size: row.Size, SHA256Before: sum},
	})
	w.add(a)
	page := &p.Articles[len(p.Articles)-1]
	return store.WithNotes(ctx, lib.Dir(), func(n *store.Notes) error {
		list, err := n.Of(ctx, id)
		page.PrivateNotes = len(list)
		return err
	})
}

// sumOfStretch is the SHA-256 of some bytes of a file.
func sumOfStretch(path string, start, size int64) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.NewSectionReader(f, start, size))
	if err == nil && n < size {
		err = io.ErrUnexpectedEOF
	}
	return hex.EncodeToString(h.Sum(nil)), err
}

// after looks for what was removed.
func (p *Proof) after(ctx context.Context, dir string, w *witness) error {
	lib, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer lib.Close()
	s := &searcher{proof: p, lib: lib, witness: w, removed: map[hearsay.ArticleID]bool{}}
	for _, a := range p.Articles {
		s.removed[a.Article] = true
	}
	err = errors.Join(s.stretches(), s.texts(ctx), s.segments(ctx), s.fulltext(ctx))
	if err == nil {
		err = errors.Join(s.captures(ctx), s.folder(ctx), s.questions(ctx))
	}
	p.Notes = append(p.Notes,
		"The IDs of the articles stay where they were given out for passages, speakers and stories: they are digests, from which nothing can be read.",
		"Backups, exports, packets and copies made before are not of this library: who keeps them removes them.")
	if err != nil {
		return err
	}
	for _, q := range p.Questions {
		if q.Answers > 0 {
			return fmt.Errorf("remove: %w: %s still gives something of what was removed; run hearsay check", hearsay.ErrCorrupt, q.Asked)
		}
	}
	return nil
}
