// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hearsay"
	"hearsay/internal/durable"
	"hearsay/store"
)

// PublishOptions says how to publish.
type PublishOptions struct {
	Now time.Time // zero means the present
	// Grace is how long an edition stays that does not count any more: those who read it
	// must have turned to the next one by then, and have ended what they began.
	Grace time.Duration
	// Full copies every file, also those that the edition before has.
	Full bool
	// Progress is called with each file that was copied. Nil: never.
	Progress func(path string, size int64)
}

// Issued is what publishing did.
type Issued struct {
	Edition string
	New     bool // false: the library is as the edition that counted has it
	Result       // the files of it, and the editions that were removed
}

// Publish makes an edition of the library in dir for servers that only read: in a folder
// for editions, which may be on storage that several machines share. It counts
// by one rename, when all of it is on disk; a fault or a kill leaves what counted before.
// The library may be read and written meanwhile. Errors are those of Backup.
func Publish(ctx context.Context, dir, folder string, opt PublishOptions) (out *Issued, err error) {
	began := time.Now()
	if opt.Now.IsZero() {
		opt.Now = began
	}
	lib, err := openApart(ctx, dir, folder, "publish")
	if err != nil {
		return nil, err
	}
	defer lib.Close()
	if lib.Copyable() != nil {
		return nil, fmt.Errorf("publish %s: %w: its facts are in PostgreSQL, where servers on many machines read them as they are: hearsay serve --readonly --library %s, with %s on each (doc/postgres.md)", dir, hearsay.ErrInvalid, dir, store.PostgresVariable)
	}
	p := &publisher{folder: folder, opt: opt}
	lock, err := p.begin()
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", dir, err)
	}
	defer lock.Close()
	err = untilSettled(func() (err error) {
		out, err = p.issue(ctx, lib)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", dir, err)
	}
	out.Elapsed = time.Since(began)
	return out, nil
}

// publisher makes editions in a folder.
type publisher struct {
	folder string
	opt    PublishOptions
	mode   fs.FileMode // of the folder: who may read it may read what is in it
	now    *Published  // nil: nothing counts
	there  []string    // editions, the earliest first
}

// begin takes the folder, makes it where there is none, and looks what is in it.
func (p *publisher) begin() (*os.File, error) {
	for _, name := range []string{ManifestName, store.FactsName, store.PlaceName} {
		if _, err := os.Lstat(filepath.Join(p.folder, name)); err == nil {
			return nil, fmt.Errorf("%w: %s is a library or a backup itself; name a folder for editions", hearsay.ErrInvalid, p.folder)
		}
	}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return nil, err
	}
	info, err := os.Stat(p.folder)
	if err != nil {
		return nil, err
	}
	p.mode = info.Mode().Perm()
	lock, err := alone(filepath.Join(p.folder, lockName))
	if err != nil {
		return nil, err
	}
	if err := p.look(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return lock, nil
}

// look reads what counts and lists what is there. One edition that is behind the one that
// counts was never told of: its publisher was killed.
func (p *publisher) look() (err error) {
	if p.now, err = ReadPublished(p.folder); errors.Is(err, hearsay.ErrNotFound) {
		err = nil
	}
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, err := os.Lstat(filepath.Join(p.folder, e.Name(), ManifestName)); e.IsDir() && EditionNumber(e.Name()) > 0 && err == nil {
			p.there = append(p.there, e.Name())
		}
	}
	slices.SortFunc(p.there, byNumber)
	return nil
}

func byNumber(a, b string) int { return cmp.Compare(EditionNumber(a), EditionNumber(b)) }

// issue makes an edition, lets it count, and removes those whose time is over.
func (p *publisher) issue(ctx context.Context, lib *store.Store) (out *Issued, err error) {
	b := &folderBackup{dir: filepath.Join(p.folder, partialName), mode: p.mode & 0o666, opt: Options{Now: p.opt.Now, Progress: p.opt.Progress, edition: true}}
	if err := b.begin(p.folder); err != nil {
		return nil, err
	}
	before := p.before()
	if !p.opt.Full {
		b.before = before
	}
	defer func() {
		if left := os.RemoveAll(b.dir); err == nil {
			err = left // after a fault the next one sweeps it
		}
	}()
	r, err := b.fill(ctx, lib)
	if err != nil {
		return nil, err
	}
	out = &Issued{Result: *r}
	if before != nil && p.now != nil && alikeFiles(r.Manifest, before.manifest) {
		out.Edition, out.Manifest = p.now.Edition, before.manifest
	} else if out.New, err = true, p.add(b, out); err != nil {
		return nil, err
	}
	out.Removed, err = p.count(out.Edition)
	return out, err
}

// before is the edition that counts, if it is whole; nil without one.
func (p *publisher) before() *earlier {
	if p.now == nil {
		return nil
	}
	e, err := OpenEdition(p.folder, p.now.Edition)
	if err != nil {
		return nil // it is copied anew
	}
	return &earlier{e.Dir, e.Manifest}
}

// alikeFiles reports whether two lists have the same files.
func alikeFiles(a, b *Manifest) bool {
	return slices.EqualFunc(a.Files, b.Files, func(x, y File) bool { return x.Path == y.Path && x.Size == y.Size && x.SHA256 == y.SHA256 })
}

// add gives an edition that was filled its name. No number is given twice: somebody may
// have read it.
func (p *publisher) add(b *folderBackup, out *Issued) error {
	last := 0
	if len(p.there) > 0 {
		last = EditionNumber(p.there[len(p.there)-1])
	}
	if p.now != nil {
		last = max(last, EditionNumber(p.now.Edition))
	}
	out.Edition = editionName(last + 1)
	if err := b.list(); err != nil {
		return err
	}
	// Whoever may read a folder may go through it.
	search := p.mode | (p.mode&0o444)>>2
	for _, dir := range foldersIn(b.dir, b.opt.beside()) {
		if err := giveMode(dir, search); err != nil {
			return err
		}
	}
	return durable.Rename(b.dir, filepath.Join(p.folder, out.Edition))
}

// count lets an edition count, which is the one moment at which anything changes for
// readers, and removes what has had its time.
func (p *publisher) count(name string) (removed []string, err error) {
	next := &Published{Format: publishedFormat, Edition: name, Switched: p.opt.Now.UTC(), Earlier: []Earlier{}}
	if p.now != nil && p.now.Edition == name {
		next.Switched = p.now.Switched
	}
	for _, e := range slices.Backward(p.there) {
		switch until := p.since(e); {
		case e == name:
		case p.opt.Now.Sub(until) >= p.opt.Grace || p.untold(e):
			removed = append(removed, e)
		default:
			next.Earlier = append(next.Earlier, Earlier{e, until})
		}
	}
	if err := p.point(next); err != nil {
		return nil, err
	}
	for _, e := range removed {
		gone := filepath.Join(p.folder, goneName)
		if err := durable.Rename(filepath.Join(p.folder, e), gone); err != nil {
			return nil, err
		}
		if err := os.RemoveAll(gone); err != nil {
			return nil, err
		}
	}
	return removed, nil
}

// since is when an edition ceased to count: now, where nobody noted it.
func (p *publisher) since(name string) time.Time {
	if p.now != nil {
		if until := p.now.until(name); !until.IsZero() {
			return until
		}
	}
	return p.opt.Now.UTC()
}

// untold reports whether no reader was ever told of an edition.
func (p *publisher) untold(name string) bool {
	return p.now != nil && byNumber(name, p.now.Edition) > 0
}

// point writes which edition counts.
func (p *publisher) point(next *Published) error {
	data, err := json.MarshalIndent(next, "", " ")
	if err != nil {
		return err
	}
	path := filepath.Join(p.folder, store.PublishedName)
	partial := path + partialName
	if err := durable.Remove(partial); err != nil {
		return err
	}
	data = append(data, '\n')
	if _, err := writeFile(partial, bytes.NewReader(data), int64(len(data)), p.mode&0o666); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", partial, err), durable.Remove(partial))
	}
	return durable.Rename(partial, path)
}
