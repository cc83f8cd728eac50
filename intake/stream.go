// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"hearsay"
	"hearsay/claimreview"
	"hearsay/iptc"
	"hearsay/warc"
)

// input is a run of bytes with a name: a file, a member of an archive, or what
// one of them unpacks to.
type input struct {
	where string // the path to show
	name  string // without folders; endings of compression are taken off as it is undone
	note  string
	r     *bufio.Reader
	hint  int64  // of how many bytes there are; 0 when not known
	file  *meter // when this is a file as it lies on the disk
	// archives counts the archives around it; packed says that it has been
	// unpacked once already.
	archives int
	packed   bool
}

func (in *input) at(row int64) Where { return Where{Path: in.where, Row: row} }

// stream reads an input as what its first bytes say that it is.
func (w *walker) stream(in *input) {
	head, err := in.r.Peek(sniffBytes)
	if len(head) == 0 && err != nil && err != io.EOF {
		w.skip(in.at(0), readSkip(err))
		return
	}
	ext := extension(in.name)
	switch v := sniff(head, ext, len(head) < sniffBytes); v.kind {
	case htmlPage:
		w.page(in, typeHTML, v.charset)
	case textPage:
		w.page(in, typeText, v.charset)
	case jsonRows:
		if start := claimreview.FeedStart(bytes.TrimPrefix(head, []byte(utf8Mark))); start > 0 {
			w.reviewFeed(in, start)
			return
		}
		w.rows(in, layoutOf(head, ext))
	case newsFile:
		w.news(in)
	case warcFile:
		w.warc(in)
	case gzipData, zstdData:
		w.unpack(in, v.kind, head)
	case tarFile:
		w.tar(in)
	case zipFile:
		w.zip(in)
	default:
		w.skip(in.at(0), skip(hearsay.ErrInvalid, "%s", v.reason))
	}
}

// page reads a whole input as one page.
func (w *walker) page(in *input, mediaType, charset string) {
	body, why := w.whole(in, "stopped at %s, the limit for a page")
	if why != nil {
		w.skip(in.at(0), why)
		return
	}
	if charset == "" && w.opt.Charset != nil {
		charset = w.opt.Charset(body, mediaType)
	}
	if charset != "" {
		mediaType += "; charset=" + charset
	}
	w.record(in, 0, warc.New(warc.TypeResource, addressOf(in.name), w.opt.Now, mediaType, body))
}

// whole reads an input that is one page or news item; what is over their limit is skipped
// with words that have a place for the limit.
func (w *walker) whole(in *input, tooLong string) ([]byte, *Skip) {
	limit := w.opt.Limits.Page
	var body bytes.Buffer
	if in.hint > 0 { // which may be a lie
		body.Grow(int(min(in.hint, mb)) + bytes.MinRead)
	}
	_, err := body.ReadFrom(io.LimitReader(in.r, limit+1))
	switch {
	case err != nil:
		return nil, readSkip(err)
	case int64(body.Len()) > limit:
		return nil, skip(hearsay.ErrTooLarge, tooLong, size(limit))
	}
	return body.Bytes(), nil
}

// record emits a record as FromRecord reads it, or returns why it holds no page.
func (w *walker) record(in *input, row int64, rec *warc.Record) error {
	c, body, err := FromRecord(rec, w.opt.Limits)
	var s *Skip
	switch {
	case err == nil:
		w.emit(Item{Where: in.at(row), Record: rec, Capture: c, Body: body, Note: in.note})
	case errors.As(err, &s):
		w.skip(in.at(row), s)
	default:
		return err
	}
	return nil
}

// warc reads an input as a WARC file. When nothing in it is a page, that is said
// once, as a person who gives such a file expects something of it.
func (w *walker) warc(in *input) {
	c := w.course(in)
	defer func(note string) { w.reached, in.note = Reached{}, note }(in.note)
	others, pages := map[string]int{}, c.base > 0
	if c.base > 0 {
		in.note = fmt.Sprintf("goes on behind record %d, where adding it was left off", c.count)
	}
	for !w.ended() {
		rec, err := c.Next()
		c.count++
		var damaged *warc.Error
		switch {
		case err == io.EOF:
			if !pages {
				w.skip(in.at(0), skip(hearsay.ErrInvalid, "no page in it: %s", countOf(others)))
			}
			if c.in != nil {
				c.in.ended = true
			}
			return
		case errors.As(err, &damaged):
			pages = true // there might have been
			w.reached = c.passed(warc.Place{Offset: damaged.Offset, Length: damaged.Length})
			w.skip(in.at(c.count), &Skip{Reason: fmt.Sprintf("damaged at byte %d: %s", c.base+damaged.Offset, damaged.Reason), Err: err})
			continue
		case err != nil:
			w.skip(in.at(c.count), readSkip(err))
			return
		}
		w.reached = c.passed(rec.Place)
		if err := w.record(in, c.count, rec); err != nil {
			others[strings.TrimPrefix(err.Error(), ErrNoPage.Error()+": ")]++
			continue
		}
		pages = true
		in.note = "" // once is enough
	}
}

// countOf lists what there was, by name, and not more than five kinds.
func countOf(counts map[string]int) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if len(out) == 5 {
			out = append(out, "…")
			break
		}
		out = append(out, fmt.Sprintf("%d %s", counts[name], name))
	}
	if len(out) == 0 {
		return "it is empty"
	}
	return strings.Join(out, ", ")
}

// rows reads an input as objects of JSON.
func (w *walker) rows(in *input, lay layout) {
	if mark, _ := in.r.Peek(len(utf8Mark)); string(mark) == utf8Mark {
		in.r.Discard(len(utf8Mark)) // cannot fail: it was just seen
	}
	if lay == inLines {
		w.lines(in)
		return
	}
	if lay == inArray {
		skipBlanks(in.r) // the bracket that was seen
	}
	w.values(in, lay)
}

// values reads the values of an array, behind its bracket, or of a series.
func (w *walker) values(in *input, lay layout) {
	for n := int64(1); !w.ended(); n++ {
		b, err := readValue(in.r, w.opt.Limits.Row)
		switch {
		case err == errLong:
			w.skip(in.at(n), longRow(w.opt.Limits.Row))
			continue
		case err != nil:
			if err != io.EOF {
				w.skip(in.at(n), readSkip(err))
			}
			return
		case !json.Valid(b):
			w.skip(in.at(n), skip(hearsay.ErrInvalid, "not valid JSON; the rest of the file is not read"))
			return
		}
		if lay == inSeries && n == 1 && atEnd(in.r) { // a file that is one article
			w.row(in, 0, in.name, b)
			return
		}
		w.row(in, n, rowName(n, in.name), b)
	}
}

func atEnd(r *bufio.Reader) bool {
	if _, err := skipBlanks(r); err != nil {
		return true
	}
	r.UnreadByte() // cannot fail: a byte was just read
	return false
}

// lines reads an input as an object a line. Rows are counted as an editor counts
// lines, with those that are empty.
func (w *walker) lines(in *input) {
	for n := int64(1); !w.ended(); n++ {
		b, err := readLine(in.r, w.opt.Limits.Row)
		switch {
		case err == errLong:
			w.skip(in.at(n), longRow(w.opt.Limits.Row))
		case err == io.EOF:
			return
		case err != nil:
			w.skip(in.at(n), readSkip(err))
			return
		case len(bytes.TrimSpace(b)) > 0:
			w.row(in, n, rowName(n, in.name), b)
		}
	}
}

func longRow(limit int64) *Skip {
	return skip(hearsay.ErrTooLarge, "longer than %s, the limit for a row", size(limit))
}

// rowName is the name of a row that has no id.
func rowName(n int64, file string) string { return fmt.Sprintf("row %d of %s", n, file) }

// Row yields the items of a line of JSON lines that the caller has: of the file and
// line that where says. Walk makes the same of it.
func Row(ctx context.Context, where Where, line []byte, opt Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		w := &walker{ctx: ctx, opt: opt, yield: yield}
		w.opt.Limits = opt.Limits.withDefaults()
		in := &input{where: where.Path, name: unpackedName(cleanName(path.Base(where.Path)))}
		w.row(in, where.Row, rowName(where.Row, in.name), line)
	}
}

// row emits a row. What FromRecord would parse again is passed on parsed.
func (w *walker) row(in *input, n int64, name string, b []byte) {
	r, err := parseRow(b)
	if err != nil && claimreview.Sniff(b) {
		w.reviews(in, n, name, b)
		return
	}
	if err != nil && iptc.IsNinjs(b) {
		w.newsItems(in, n, []*warc.Record{warc.New(warc.TypeResource, newsTarget(b, name), w.opt.Now, typeNinjs, b)})
		return
	}
	if err != nil {
		w.skip(in.at(n), readSkip(err))
		return
	}
	rec := warc.New(warc.TypeResource, r.target(name), w.opt.Now, typeRow, b)
	c := hearsay.Capture{At: rec.Date()}
	c.URL, c.Name, _ = target(rec.TargetURI()) // which was made by r.target
	c, body, err := fromParsed(c, r, w.opt.Limits)
	if err != nil {
		w.skip(in.at(n), readSkip(err))
		return
	}
	w.emit(Item{Where: in.at(n), Record: rec, Capture: c, Body: body, Note: in.note})
}
