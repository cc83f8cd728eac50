// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// taken is a library of one moment, of which nothing can get lost any more: its files
// are open, or were copied.
//
// The order matters. Side databases come first: what they say was fetched or sent is in
// the spool or the captures then, or will be by the time that those are read. Decisions
// come after the facts, which may know of those that they have been told, and of no others.
type taken struct {
	parts              []*part
	captures, articles int
	accounts           bool
	blanked            int64
}

// part is a file of a backup that is to be, from one of four places.
type part struct {
	File
	source *os.File // of the library, open
	staged bool     // lies in the stage
	same   *File    // the earlier backup's, which is the same
	data   []byte
}

// take looks at the library, and copies into the folder stage what changes in place.
func take(ctx context.Context, lib *store.Store, stage string, before *earlier, opt Options) (*taken, error) {
	t := &taken{}
	beside := opt.beside()
	err := t.sides(ctx, lib.Dir(), stage, beside)
	if err == nil {
		err = t.folders(lib.Dir(), beside, "spool")
	}
	if err == nil {
		err = lib.Freeze(ctx, func(z *store.Frozen) error { return t.frozen(ctx, lib, z, stage, before) })
	}
	if err == nil {
		err = t.texts(lib.Dir(), beside)
	}
	if err == nil {
		err = t.folders(lib.Dir(), beside, "")
	}
	if err != nil {
		return nil, errors.Join(err, t.close())
	}
	slices.SortFunc(t.parts, func(a, b *part) int { return cmp.Compare(a.Path, b.Path) })
	return t, nil
}

// copied has every file copied by put, and lists them when no page was written over
// meanwhile.
func (t *taken) copied(ctx context.Context, lib *store.Store, now time.Time, put func(*part) error) (*Manifest, error) {
	m := &Manifest{Format: manifestFormat, Made: now.UTC().Truncate(time.Second), Layout: store.Format, Captures: t.captures, Articles: t.articles, Accounts: t.accounts, Files: []File{}}
	for _, p := range t.parts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := put(p); err != nil {
			return nil, err
		}
		m.Files = append(m.Files, p.File)
	}
	return m, settled(ctx, lib, t)
}

// close closes what was opened.
func (t *taken) close() error {
	var errs []error
	for _, p := range t.parts {
		if p.source != nil {
			errs = append(errs, p.source.Close())
		}
	}
	return errors.Join(errs...)
}

// sides copies the databases beside the facts.
func (t *taken) sides(ctx context.Context, dir, stage string, beside store.Beside) error {
	for _, name := range beside.Databases {
		there, err := store.CopySide(ctx, dir, name, filepath.Join(stage, name))
		if err != nil {
			return err
		}
		if there {
			t.parts = append(t.parts, &part{File: File{Path: name}, staged: true})
			t.accounts = t.accounts || name == store.AccountsName
		}
	}
	return nil
}

// frozen opens what the facts of one commit name, and copies the facts.
func (t *taken) frozen(ctx context.Context, lib *store.Store, z *store.Frozen, stage string, before *earlier) error {
	for _, a := range z.Archives {
		if err := t.open(lib.CapturePath(a.File), path.Join(store.CapturesFolder, a.File), a.Size, before); err != nil {
			return moved(err)
		}
	}
	for _, s := range z.Segments {
		if err := t.open(lib.SegmentPath(s.File), path.Join(store.IndexFolder, s.File), -1, before); err != nil {
			return moved(err)
		}
	}
	t.captures, t.articles, t.blanked = z.Captures, z.Articles, z.Blanked
	t.parts = append(t.parts, &part{File: File{Path: store.FactsName}, staged: true})
	return z.CopyFacts(ctx, filepath.Join(stage, store.FactsName))
}

// open opens a file of the library, of which size bytes count; all for -1. One that the
// earlier backup has is not kept open.
func (t *taken) open(from, name string, size int64, before *earlier) error {
	if !belongs(name) {
		return fmt.Errorf("file %s: %w: not every platform takes that name; rename it with the library closed and run hearsay rebuild", name, hearsay.ErrInvalid)
	}
	f, info, err := openPlain(from)
	if err != nil {
		return err
	}
	p := &part{File: File{Path: name, Size: info.Size(), Changed: info.ModTime().UnixNano()}, source: f}
	t.parts = append(t.parts, p)
	if size >= 0 && size != p.Size {
		// Somebody is writing behind what counts.
		p.Size, p.Changed = size, 0
	}
	if same := before.same(&p.File, f); same != nil {
		p.same, p.source = same, nil
		return f.Close()
	}
	return nil
}

// texts reads files of lines, as far as these are whole.
func (t *taken) texts(dir string, beside store.Beside) error {
	for _, name := range beside.Texts {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		data = data[:bytes.LastIndexByte(data, '\n')+1]
		t.parts = append(t.parts, &part{File: File{Path: name, Size: int64(len(data))}, data: data})
	}
	return nil
}

// folders opens the plain files of the library's other folders: of one, or with "" of all
// that were not opened yet. One that goes away meanwhile is passed over: whoever removed it
// has it elsewhere, or wanted it gone.
func (t *taken) folders(dir string, beside store.Beside, only string) error {
	for _, folder := range beside.Folders {
		if (only == "") == (folder == "spool") {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(dir, folder))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			if !e.Type().IsRegular() || !belongs(name) || strings.HasSuffix(name, ".new") {
				continue
			}
			if err := t.open(filepath.Join(dir, folder, e.Name()), name, -1, nil); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// reader is the content of a part.
func (p *part) reader() io.Reader {
	if p.source != nil {
		return io.NewSectionReader(p.source, 0, p.Size)
	}
	return bytes.NewReader(p.data)
}

// earlier is a backup in the folder in which another is made.
type earlier struct {
	dir      string
	manifest *Manifest
}

// ends is how many bytes at each end of two files are compared, so that a backup of another
// library is not taken for one of this.
const ends = 1 << 12

// same returns the entry of a file that has not changed since the earlier backup, or nil.
func (e *earlier) same(f *File, now *os.File) *File {
	if e == nil || f.Changed == 0 {
		return nil
	}
	had := e.manifest.file(f.Path)
	if had == nil || had.Size != f.Size || had.Changed != f.Changed {
		return nil
	}
	old, info, err := openPlain(filepath.Join(e.dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return nil
	}
	defer old.Close()
	if info.Size() != f.Size || !alike(old, now, 0, f.Size) || !alike(old, now, max(0, f.Size-ends), f.Size) {
		return nil
	}
	return had
}

// alike reports whether two files have the same bytes, some of them, from one on.
func alike(a, b io.ReaderAt, from, size int64) bool {
	n := min(ends, size-from)
	x, y := make([]byte, n), make([]byte, n)
	_, errA := a.ReadAt(x, from)
	_, errB := b.ReadAt(y, from)
	return cmp.Or(errA, errB) == nil && bytes.Equal(x, y)
}
