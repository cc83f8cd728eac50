// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"hearsay"
	"hearsay/store"
	"hearsay/warc"
)

// Verdict is the result of Check.
type Verdict struct {
	Captures, Articles, Segments int
	Bytes                        int64 // of captures read
	// Problems holds what is wrong, one sentence each, at most maxProblems;
	// More counts the rest.
	Problems []string
	More     int
	// Notes holds what is well but unfinished: files that an interrupted writer
	// left, which the next one sweeps, and articles that were not compared yet.
	Notes []string
}

const maxProblems = 1000

func (v *Verdict) problem(format string, args ...any) {
	if len(v.Problems) >= maxProblems {
		v.More++
		return
	}
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

func (v *Verdict) note(format string, args ...any) {
	if len(v.Notes) < maxProblems {
		v.Notes = append(v.Notes, fmt.Sprintf(format, args...))
	}
}

// maxReads is how often Check reads a library that a writer changes meanwhile.
const maxReads = 4

// Check reads the whole library and compares it with itself: every capture with
// its checksum and its row, every article with its capture and its entry in the
// index, every segment with its checksums. It changes nothing and needs no lock:
// when something seems wrong and a writer committed meanwhile, it reads again.
// Errors are those that keep it from going on.
func Check(ctx context.Context, lib *store.Store) (*Verdict, error) {
	for reads := 1; ; reads++ {
		before, err := lib.Generation(ctx)
		if err != nil {
			return nil, err
		}
		v, err := check(ctx, lib)
		if err != nil || len(v.Problems) == 0 {
			return v, err
		}
		after, err := lib.Generation(ctx)
		if err != nil || before == after {
			return v, err
		}
		if reads == maxReads {
			v.note("somebody wrote to the library while it was read, which may look like damage; check it again when nobody does")
			return v, nil
		}
	}
}

// check reads the library once.
func check(ctx context.Context, lib *store.Store) (*Verdict, error) {
	v := &Verdict{}
	if err := lib.Integrity(ctx); err != nil {
		v.problem("%v", err)
	}
	given, err := checkCaptures(ctx, lib, v)
	if err != nil {
		return v, err
	}
	articles := map[hearsay.ArticleID]bool{}
	err = lib.ArticleCaptures(ctx, func(a hearsay.ArticleID, c hearsay.CaptureID) error {
		v.Articles++
		articles[a] = false
		if !given[c] {
			v.problem("article %s comes from capture %s, which is missing or gave no article", a, c)
		}
		delete(given, c)
		return nil
	})
	if err != nil {
		return v, err
	}
	if len(given) > 0 {
		v.problem("%d captures should have given an article and have none", len(given))
	}
	if err := checkSegments(ctx, lib, articles, v); err != nil {
		return v, err
	}
	return v, checkUnfinished(ctx, lib, v)
}

// checkUnfinished names what an interrupted writer left.
func checkUnfinished(ctx context.Context, lib *store.Store, v *Verdict) error {
	left, err := lib.Leftovers(ctx)
	switch {
	case errors.Is(err, hearsay.ErrCorrupt):
		v.problem("%v", err)
	case err != nil:
		return err
	}
	const whose = "a writer was interrupted, or is at work; the next one sweeps it"
	for _, l := range left {
		switch {
		case l.Foreign:
			v.note("%s: a capture file that is not of this library; hearsay rebuild takes it in", l.Path)
		case l.Keep >= 0:
			v.note("%s: %d bytes behind the %d that were acknowledged; %s", l.Path, l.Bytes, l.Keep, whose)
		default:
			v.note("%s: %d bytes that belong to nothing; %s", l.Path, l.Bytes, whose)
		}
	}
	blanks, err := lib.Blanks(ctx)
	if err != nil {
		return err
	}
	if len(blanks) > 0 {
		v.note("%d removed pages stand in the capture files still; %s", len(blanks), whose)
	}
	behind, err := lib.Behind(ctx)
	if behind > 0 {
		v.note("%d articles were not compared with those before them yet; the next hearsay add does it", behind)
	}
	return cmp.Or(err, checkVoices(ctx, lib, v), checkStories(ctx, lib, v), checkTakings(ctx, lib, v))
}

// checkStories compares what is known of stories with itself.
func checkStories(ctx context.Context, lib *store.Store, v *Verdict) error {
	wrong, err := lib.CheckStories(ctx)
	if err != nil {
		return err
	}
	for _, w := range wrong {
		v.problem("%s; run hearsay rebuild --stories", w)
	}
	untold, err := lib.Untold(ctx)
	if untold > 0 {
		v.note("%d articles are in no story yet; the next hearsay add does it", untold)
	}
	return err
}

// checkVoices compares what is known of speakers with itself, and names decisions
// that cannot be read.
func checkVoices(ctx context.Context, lib *store.Store, v *Verdict) error {
	wrong, err := lib.CheckVoices(ctx)
	if err != nil {
		return err
	}
	for _, w := range wrong {
		v.problem("%s; run hearsay rebuild --speakers", w)
	}
	articles, stems, err := lib.Unvoiced(ctx)
	if articles+stems > 0 {
		v.note("the speakers of %d articles and of %d names were not looked at yet; the next hearsay add does it", articles, stems)
	}
	if err != nil {
		return err
	}
	rulings, err := lib.Rulings()
	if err != nil {
		return err
	}
	for _, line := range rulings.Unread {
		v.problem("decisions.jsonl, line %d is no decision that this version knows, and counts for nothing", line)
	}
	return nil
}

// checkCaptures returns the captures that are sound and gave an article.
func checkCaptures(ctx context.Context, lib *store.Store, v *Verdict) (map[hearsay.CaptureID]bool, error) {
	files := captureFiles{lib: lib}
	defer files.close()
	given := map[hearsay.CaptureID]bool{}
	err := lib.Captures(ctx, func(row store.CaptureRow) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.Captures++
		v.Bytes += row.Size
		if err := files.check(row); err != nil {
			v.problem("capture %s in %s at byte %d: %v", row.ID, row.File, row.Start, err)
		}
		if row.Outcome == "" {
			given[row.ID] = true
		}
		return nil
	})
	return given, err
}

// captureFiles keeps the file open that was read last: rows come in its order.
type captureFiles struct {
	lib  *store.Store
	name string
	file *os.File
}

func (f *captureFiles) close() {
	if f.file != nil {
		f.file.Close()
	}
}

// check reads one capture again and compares it with its row.
func (f *captureFiles) check(row store.CaptureRow) error {
	if row.File != f.name {
		f.close()
		f.name = row.File
		var err error
		if f.file, err = os.Open(f.lib.CapturePath(row.File)); err != nil {
			f.file = nil
		}
	}
	if f.file == nil {
		return fmt.Errorf("%w: the file is not there", hearsay.ErrCorrupt)
	}
	_, err := readCapture(f.file, row)
	return err
}

// readCapture reads one capture, without the page, and compares it with its row.
func readCapture(f io.ReaderAt, row store.CaptureRow) (hearsay.Capture, error) {
	rec, err := warc.ReadAt(f, warc.Place{Offset: row.Start, Length: row.Size}, warc.Limits{})
	if err != nil {
		return hearsay.Capture{}, err
	}
	if _, err := rec.CheckDigests(); err != nil {
		return hearsay.Capture{}, err
	}
	c, err := captureOf(rec)
	if err == nil && c.ID != row.ID {
		err = fmt.Errorf("%w: the record is that of capture %s", hearsay.ErrCorrupt, c.ID)
	}
	return c, err
}

// checkSegments reads every segment, and looks for every article in them.
func checkSegments(ctx context.Context, lib *store.Store, articles map[hearsay.ArticleID]bool, v *Verdict) error {
	segments, err := lib.Segments(ctx)
	if err != nil {
		return err
	}
	gone, err := lib.Tombstones(ctx)
	if err != nil {
		return err
	}
	for _, row := range segments {
		v.Segments++
		s, err := openSegment(lib, row.File)
		if err != nil {
			v.problem("%v", err)
			continue
		}
		if err := s.Check(); err != nil {
			v.problem("%v", err)
		}
		s.Bury(gone[row.File])
		for n := range uint32(s.Len()) {
			if s.Buried(n) {
				continue
			}
			id := s.Article(n).ID
			if seen, known := articles[id]; !known || seen {
				v.problem("segment %s holds article %s, which is not in the facts or in another segment", row.File, id)
			}
			articles[id] = true
		}
		s.Close()
	}
	missing := 0
	for _, seen := range articles {
		if !seen {
			missing++
		}
	}
	if missing > 0 {
		v.problem("%d articles are in no segment; run hearsay rebuild --index", missing)
	}
	return nil
}
