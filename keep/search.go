// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"hearsay"
	"hearsay/index"
	"hearsay/intake"
	"hearsay/prose"
	"hearsay/reuse"
	"hearsay/search"
	"hearsay/store"
	"hearsay/warc"
)

// runLength is how many words in a row tell a text from others: shorter ones are found in
// texts that know nothing of each other.
const runLength = 8

// witness remembers what was removed, while the program runs.
type witness struct {
	runs  map[run]bool
	texts []string
	// literal are addresses and headlines, which stand in files as they are.
	literal [][]byte
}

func (w *witness) add(a *hearsay.Article) {
	w.texts = append(w.texts, a.Text)
	eachRun(a.Text, func(r run) { w.runs[r] = true })
	for _, s := range []string{a.URL, a.Canonical, a.Headline} {
		if len(s) >= 12 && !slices.ContainsFunc(w.literal, func(b []byte) bool { return string(b) == s }) {
			w.literal = append(w.literal, []byte(s))
		}
	}
}

// run is so many words in a row.
type run [runLength]reuse.Code

// eachRun calls f with every run of words.
func eachRun(text string, f func(run)) {
	codes := reuse.Codes(text)
	for i := 0; i+runLength <= len(codes); i++ {
		f(run(codes[i : i+runLength]))
	}
}

// runsIn counts the runs of a text that stood in what was removed.
func (w *witness) runsIn(text string) (n int) {
	eachRun(text, func(r run) {
		if w.runs[r] {
			n++
		}
	})
	return n
}

// searcher looks for what was removed.
type searcher struct {
	proof   *Proof
	lib     *store.Store
	witness *witness
	removed map[hearsay.ArticleID]bool
	alike   map[hearsay.CaptureID]bool // of articles that share words
}

func (s *searcher) trace(where, until, what string, args ...any) {
	s.proof.Traces = append(s.proof.Traces, Trace{Where: where, What: fmt.Sprintf(what, args...), Until: until})
}

// stretches reads again where the pages lay.
func (s *searcher) stretches() error {
	for i := range s.proof.Articles {
		r := &s.proof.Articles[i].Record
		sum, err := sumOfStretch(s.lib.CapturePath(r.File), r.Start, r.Size)
		switch {
		case errors.Is(err, fs.ErrNotExist) && s.proof.Compacted:
			continue
		case err != nil:
			return err
		case sum == r.SHA256Before:
			s.trace("captures/"+r.File, "the next hearsay that writes to the library", "the page is not written over")
		}
		r.SHA256After = sum
	}
	return nil
}

// texts reads every article that is left.
func (s *searcher) texts(ctx context.Context) error {
	s.alike = map[hearsay.CaptureID]bool{}
	found := map[hearsay.ArticleID]bool{}
	err := s.lib.Texts(ctx, func(t store.Text) error {
		s.proof.Searched.Articles++
		s.proof.Searched.Bytes += int64(len(t.Text))
		if n := s.witness.runsIn(t.Text); n > 0 {
			found[t.ID] = true
			s.proof.Alike = append(s.proof.Alike, Alike{t.ID, n})
		}
		return ctx.Err()
	})
	if err != nil || len(found) == 0 {
		return err
	}
	return s.lib.ArticleCaptures(ctx, func(a hearsay.ArticleID, c hearsay.CaptureID) error {
		if found[a] {
			s.alike[c] = true
		}
		return nil
	})
}

const byCompact = "hearsay compact"

// segments looks for the articles in the index.
func (s *searcher) segments(ctx context.Context) error {
	rows, err := s.lib.Segments(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		g, err := index.Open(s.lib.SegmentPath(row.File))
		if err != nil {
			return err
		}
		n := 0
		for i := range uint32(g.Len()) {
			if s.removed[g.Article(i).ID] {
				n++
			}
		}
		g.Close()
		s.proof.Searched.Segments++
		s.proof.Searched.Bytes += row.Bytes
		if n > 0 {
			s.trace("index/"+row.File, byCompact, "hashes of the words of %d of the articles, which no question gets", n)
		}
	}
	return nil
}

// fulltext says whether the full text was merged since.
func (s *searcher) fulltext(ctx context.Context) error {
	may, err := s.lib.RemovedWords(ctx)
	if may {
		s.trace(s.lib.FactsFile(), byCompact, "the full text may hold their words, folded, where no question reads")
	}
	return err
}

// captures reads every record of the captures and of the spool.
func (s *searcher) captures(ctx context.Context) error {
	files, err := s.lib.CaptureFiles()
	if err != nil {
		return err
	}
	for _, name := range files {
		if err := s.archive(ctx, s.lib.CapturePath(name), "captures/"+name); err != nil {
			return err
		}
	}
	return nil
}

// archive reads a WARC file.
func (s *searcher) archive(ctx context.Context, path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for reader := warc.NewReader(f, warc.Limits{}); ; {
		rec, err := reader.Next()
		var damaged *warc.Error
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &damaged):
			s.trace(fmt.Sprintf("%s, byte %d", name, damaged.Offset), "hearsay check says more", "what cannot be read: %s", damaged.Reason)
			continue
		case err != nil:
			return err
		}
		s.record(rec, name)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// record looks into a record.
func (s *searcher) record(rec *warc.Record, name string) {
	s.proof.Searched.Records++
	s.proof.Searched.Bytes += int64(len(rec.Block))
	c, body, err := intake.FromRecord(rec, intake.Limits{})
	if err != nil {
		body = rec.Block
	}
	if n := s.witness.runsIn(plain(body)); n > 0 && !s.alike[c.ID] {
		s.trace(fmt.Sprintf("%s, byte %d", name, rec.Place.Offset), "somebody looks and decides", "another page with %d runs of eight words of theirs beside its text", n)
	}
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// plain is roughly the text of a page.
func plain(body []byte) string {
	return html.UnescapeString(string(tag.ReplaceAll(bytes.ToValidUTF8(body, nil), []byte(" "))))
}

// folder looks into all other files of the library for addresses and headlines as they
// are, and into what people sent and kept for runs of words.
func (s *searcher) folder(ctx context.Context) error {
	return filepath.WalkDir(s.lib.Dir(), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // of somebody who goes on
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(s.lib.Dir(), path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		switch top, _, _ := strings.Cut(name, "/"); top {
		case store.CapturesFolder, store.IndexFolder:
			return ctx.Err()
		case "spool":
			if strings.HasSuffix(name, ".warc.gz") {
				return s.archive(ctx, path, name)
			}
		case "kept", "inbox":
			if err := s.words(path, name); err != nil {
				return err
			}
		}
		return errors.Join(ctx.Err(), s.literals(path, name))
	})
}

// words looks for runs of words in a file of text.
func (s *searcher) words(path, name string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if n := s.witness.runsIn(plain(data)); n > 0 {
		s.trace(name, "the file is removed", "%d runs of eight words of theirs", n)
	}
	return nil
}

// literals looks for addresses and headlines in a file.
func (s *searcher) literals(path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	longest := 0
	for _, l := range s.witness.literal {
		longest = max(longest, len(l))
	}
	n, buf, kept := 0, make([]byte, longest+1<<20), 0
	for {
		got, err := io.ReadFull(f, buf[kept:])
		s.proof.Searched.Bytes += int64(got)
		seen := buf[:kept+got]
		for _, l := range s.witness.literal {
			n += countEnding(seen, l, kept)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return err
		}
		kept = copy(buf, seen[len(seen)-longest:])
	}
	if n > 0 {
		s.trace(name, "what names them there is changed, or hearsay compact where it is no row", "their address or headline, %d times", n)
	}
	return nil
}

// countEnding counts the places of a literal that end behind a number of bytes.
func countEnding(b, literal []byte, behind int) (n int) {
	for at := max(0, behind-len(literal)+1); ; n++ {
		i := bytes.Index(b[min(at, len(b)):], literal)
		if i < 0 {
			return n
		}
		at += i + 1
	}
}

// questions asks the library for what was removed.
func (s *searcher) questions(ctx context.Context) error {
	e, err := search.Open(ctx, s.lib.Dir())
	if err != nil {
		return err
	}
	defer e.Close()
	byID := Question{Asked: "each article by its id"}
	traced := Question{Asked: "a trace of the text of each"}
	searched := Question{Asked: "a search for the first words of each"}
	for i, a := range s.proof.Articles {
		if _, err := e.Article(ctx, a.Article); err == nil {
			byID.Answers++
		} else if !errors.Is(err, hearsay.ErrNotFound) {
			return err
		}
		n, err := s.asked(ctx, e, s.witness.texts[i], a.Article)
		if err != nil {
			return err
		}
		traced.Answers += n[0]
		searched.Answers += n[1]
	}
	s.proof.Questions = []Question{byID, traced, searched}
	return s.notes(ctx)
}

// notes asks for what people wrote on the articles, where there are notes at all.
func (s *searcher) notes(ctx context.Context) error {
	return store.WithNotes(ctx, s.lib.Dir(), func(n *store.Notes) error {
		q := Question{Asked: "the private notes on each"}
		for id := range s.removed {
			list, err := n.Of(ctx, id)
			if err != nil {
				return err
			}
			q.Answers += len(list)
		}
		s.proof.Questions = append(s.proof.Questions, q)
		return nil
	})
}

// asked traces a text and searches for it, and counts the answers that are an article.
func (s *searcher) asked(ctx context.Context, e *search.Engine, text string, id hearsay.ArticleID) (n [2]int, err error) {
	words := prose.Words(text)
	if len(words) == 0 {
		return n, nil
	}
	words = words[:min(len(words), 2000)]
	t, err := e.Trace(ctx, search.Request{Text: text[:words[len(words)-1].Span.End]})
	if err != nil {
		return n, err
	}
	for _, m := range t.Matches {
		if m.Article.ID == id {
			n[0]++
		}
	}
	first := strings.ReplaceAll(text[:words[min(len(words), runLength)-1].Span.End], `"`, " ")
	r, err := e.Search(ctx, `"`+strings.Join(strings.Fields(first), " ")+`"`, 0, 100)
	if err != nil {
		return n, err
	}
	for _, h := range r.Hits {
		if h.Brief.ID == id {
			n[1]++
		}
	}
	return n, nil
}
