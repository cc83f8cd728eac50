// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay"
)

// Walk yields everything in the paths: files, folders, and "-" for standard
// input. Paths are taken in the order given, what is in a folder by name, depth
// first, and what is in an archive as it stands there, so the same input gives
// the same items. It reads one file at a time, ahead of the items by no more than
// a buffer, and starts nothing that outlives it.
//
// What cannot be used is yielded as an Item with Skip, and reading goes on.
// Nothing is passed over in silence but the names that begin with a dot, in
// folders and archives, and records that hold no page (ErrNoPage). Walk ends
// early when ctx is done, which the caller learns from ctx.
func Walk(ctx context.Context, paths []string, opt Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		w := &walker{ctx: ctx, opt: opt, yield: yield}
		w.opt.Limits = opt.Limits.withDefaults()
		for _, path := range paths {
			if w.ended() {
				return
			}
			w.path(path)
		}
	}
}

// Total is how many bytes Walk will read, as Item.Done counts them: the sizes of
// all files in the paths. Standard input and what cannot be read count as 0.
func Total(ctx context.Context, paths []string) int64 {
	var total int64
	for _, path := range paths {
		for _, size := range Files(ctx, path) {
			total += size
		}
	}
	return total
}

// Files yields the regular files, with their sizes, that Walk reads of a file or folder,
// in its order. Standard input and what cannot be read is none.
func Files(ctx context.Context, path string) iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			yield(path, info.Size())
			return
		}
		// A folder that cannot be read adds nothing, as in Walk.
		_ = filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				return nil
			case file != path && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && !yield(file, info.Size()) {
				return fs.SkipAll
			}
			return nil
		})
	}
}

// walker holds what a walk needs on its way down.
type walker struct {
	ctx   context.Context
	opt   Options
	yield func(Item) bool
	over  bool // the caller wants no more
	// done counts the bytes of finished files; file is the open one.
	done int64
	file *meter
	// growing are the streams being unpacked around what is read now, the
	// outermost first.
	growing []*unpacked
	spare   []*bufio.Reader
	reached Reached // in the WARC file that is read now
	last    *Skip   // the last item, when it was one
}

func (w *walker) ended() bool { return w.over || w.ctx.Err() != nil }

// emit hands an item to the caller.
func (w *walker) emit(it Item) {
	if w.ended() {
		return
	}
	it.Done = w.done
	if w.file != nil {
		it.Done += min(w.file.n, w.file.size)
	}
	it.Reached = w.reached
	w.last = it.Skip
	if it.Skip == nil {
		for _, u := range w.growing {
			u.useful()
		}
	}
	w.over = !w.yield(it)
}

func (w *walker) skip(where Where, s *Skip) { w.emit(Item{Where: where, Skip: s}) }

// path reads one path that was given.
func (w *walker) path(path string) {
	if path == "-" {
		w.stdin()
		return
	}
	info, err := os.Stat(path) // what a person names is followed, whatever it is
	switch {
	case err != nil:
		w.skip(Where{Path: printable(path)}, statSkip(path, err))
	case info.IsDir():
		w.folder(path)
	default:
		w.regular(path, info)
	}
}

// statSkip tells a path that is not there from one that cannot be looked at.
func statSkip(path string, err error) *Skip {
	if !errors.Is(err, fs.ErrNotExist) {
		return fileSkip(err)
	}
	if _, err := os.Lstat(path); err == nil {
		return skip(hearsay.ErrNotFound, "a symbolic link to nothing")
	}
	return skip(hearsay.ErrNotFound, "no such file or folder")
}

// readSkip says why reading broke off. Readers of this package give a *Skip.
func readSkip(err error) *Skip {
	var s *Skip
	switch {
	case errors.As(err, &s):
		return s
	case errors.Is(err, io.ErrUnexpectedEOF):
		return skip(hearsay.ErrCorrupt, "it ends too early")
	}
	return fileSkip(err)
}

// fileSkip leaves the path out of an error of the file system: it stands before
// the reason already.
func fileSkip(err error) *Skip {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return &Skip{Reason: "cannot be read: " + err.Error(), Err: err}
}

// folder reads what is in a folder. Links to files are followed; links to
// folders are not, since they may lead in a circle or out of the folder.
func (w *walker) folder(dir string) {
	entries, err := os.ReadDir(dir) // by name
	if err != nil {
		w.skip(Where{Path: printable(dir)}, fileSkip(err))
	}
	for _, entry := range entries {
		if w.ended() {
			return
		}
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		if entry.IsDir() {
			w.folder(path)
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			w.skip(Where{Path: printable(path)}, statSkip(path, err))
		case info.IsDir():
			w.skip(Where{Path: printable(path)}, skip(hearsay.ErrRefused, "a symbolic link to a folder, not followed"))
		default:
			w.regular(path, info)
		}
	}
}

// regular reads a file, unless it is a device or the like: opening a pipe could
// wait for ever.
func (w *walker) regular(path string, info fs.FileInfo) {
	where := Where{Path: printable(path)}
	switch mode := info.Mode(); {
	case mode&fs.ModeNamedPipe != 0:
		w.skip(where, skip(hearsay.ErrRefused, "a named pipe, not a file; send it to standard input, as -"))
		return
	case !mode.IsRegular():
		w.skip(where, skip(hearsay.ErrRefused, "a device or socket, not a file"))
		return
	}
	f, err := os.Open(path)
	if err != nil {
		w.skip(where, fileSkip(err))
		return
	}
	defer f.Close()
	w.file = &meter{ctx: w.ctx, from: f, at: f, size: info.Size(), changed: info.ModTime()}
	r := w.reader(w.file)
	w.stream(&input{where: where.Path, name: cleanName(info.Name()), r: r, hint: info.Size(), file: w.file})
	w.release(r)
	w.file = nil
	w.done += info.Size()
}

// stdin reads standard input, whatever it holds.
func (w *walker) stdin() {
	from := w.opt.Stdin
	if from == nil {
		from = strings.NewReader("")
	}
	m := &meter{ctx: w.ctx, from: from, size: 1<<63 - 1}
	w.file = m
	r := w.reader(m)
	w.stream(&input{where: "-", name: "stdin", r: r})
	w.release(r)
	w.file = nil
	w.done += m.n
}

// bufferBytes is what is read ahead of each layer of an input.
const bufferBytes = 64 * kb

// reader returns a buffer over r that release takes back: an archive has many
// members.
func (w *walker) reader(r io.Reader) *bufio.Reader {
	if n := len(w.spare); n > 0 {
		br := w.spare[n-1]
		w.spare = w.spare[:n-1]
		br.Reset(r)
		return br
	}
	return bufio.NewReaderSize(r, bufferBytes)
}

func (w *walker) release(br *bufio.Reader) {
	br.Reset(nil)
	w.spare = append(w.spare, br)
}

// meter counts the bytes that are read of a file and stops at the end of ctx.
type meter struct {
	ctx  context.Context
	from io.Reader
	at   io.ReaderAt // nil for what has no places
	size int64
	n    int64
	// changed is when the file was written last.
	changed time.Time
}

// Read implements io.Reader.
func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.from.Read(p)
	m.n += int64(n)
	return n, err
}

// ReadAt implements io.ReaderAt.
func (m *meter) ReadAt(p []byte, off int64) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.at.ReadAt(p, off)
	m.n += int64(n)
	return n, err
}
