// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
)

// Options says how to back up. The zero value works.
type Options struct {
	Now time.Time // that the backup bears; zero means the present
	// WithoutAccounts leaves out who may use the library, and with it the digests of
	// passwords, sessions and tokens.
	WithoutAccounts bool
	// Full copies every file, also those that an earlier backup of the folder has.
	Full bool
	// Keep is how many backups of the folder stay, the newest ones; 0: all.
	Keep int
	// Progress is called with each file that was taken. Nil: never.
	Progress func(path string, size int64)

	edition bool // for everybody who may read the library: what is its makers' stays out
}

// beside is what a copy takes along besides captures, index and facts.
func (o *Options) beside() store.Beside {
	all := store.BesideFacts()
	if o.edition {
		return store.Beside{Texts: all.Texts}
	}
	if o.WithoutAccounts {
		all.Databases = slices.DeleteFunc(all.Databases, func(name string) bool { return name == store.AccountsName })
	}
	return all
}

// Result is a copy of a library that was made.
type Result struct {
	Path     string // of a backup
	Manifest *Manifest
	Copied   int   // files
	Bytes    int64 // of them
	Linked   int   // files that the earlier backup had
	Removed  []string
	Elapsed  time.Duration
}

// count counts a file that was copied.
func (r *Result) count(p *part, opt *Options) {
	r.Copied++
	r.Bytes += p.Size
	if opt.Progress != nil {
		opt.Progress(p.Path, p.Size)
	}
}

// maxTries is how often a backup begins anew because articles were removed meanwhile.
const maxTries = 5

// errMoved says that the library is another than a moment ago.
var errMoved = errors.New("the library was changed meanwhile")

// Backup makes a backup of the library in dir while others write to it: what one commit
// left of it. Target is a folder, in which the backup gets a folder of its own and
// shares unchanged files with the latest one there, or a file .tar or .tar.zst. It counts
// by being renamed when all is on disk; what an interruption leaves is swept by the next
// backup there. Errors: ErrInvalid for a target within the library, ErrConflict when
// another backup is made there, ErrNotFound without a library; and those of the disk,
// with the file.
func Backup(ctx context.Context, dir, target string, opt Options) (*Result, error) {
	began := time.Now()
	if opt.Now.IsZero() {
		opt.Now = began
	}
	lib, err := openApart(ctx, dir, target, "back up")
	if err != nil {
		return nil, err
	}
	defer lib.Close()
	if err := lib.Copyable(); err != nil {
		return nil, err
	}
	make := intoFolder
	if archiveName(target) {
		make = intoArchive
	}
	var r *Result
	err = untilSettled(func() (err error) {
		r, err = make(ctx, lib, target, opt)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("back up %s: %w", dir, err)
	}
	r.Elapsed = time.Since(began)
	return r, nil
}

// untilSettled copies a library anew, some times, when it was changed under the copy.
func untilSettled(copy func() error) error {
	for try := 1; ; try++ {
		err := copy()
		if !errors.Is(err, errMoved) {
			return err
		}
		if try == maxTries {
			return fmt.Errorf("%w: articles were removed or files replaced %d times while it was copied; try again when that is over", hearsay.ErrConflict, try)
		}
	}
}

// archiveName reports whether a backup of that name is one file.
func archiveName(path string) bool {
	return strings.HasSuffix(path, ".tar") || strings.HasSuffix(path, ".tar.zst")
}

// openApart opens the library in dir, to be copied to a target that is not within it; doing
// says in errors what for.
func openApart(ctx context.Context, dir, target, doing string) (*store.Store, error) {
	if err := apart(dir, target); err != nil {
		return nil, fmt.Errorf("%s %s: %w", doing, dir, err)
	}
	return store.Open(ctx, dir)
}

// apart refuses a target that is within the library, which would be within itself.
func apart(dir, target string) error {
	lib, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	to, err := filepath.Abs(target)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(lib); err == nil {
		lib = real
	}
	if real, err := filepath.EvalSymlinks(filepath.Dir(to)); err == nil {
		to = filepath.Join(real, filepath.Base(to))
	}
	if rel, err := filepath.Rel(lib, to); err == nil && filepath.IsLocal(rel) {
		return fmt.Errorf("%w: %s lies within the library; name a place elsewhere, best on another disk", hearsay.ErrInvalid, target)
	}
	return nil
}

// settled is an error when pages were written over since the moment of a backup.
func settled(ctx context.Context, lib *store.Store, t *taken) error {
	now, err := lib.Blanked(ctx)
	if err == nil && now != t.blanked {
		err = errMoved
	}
	return err
}

// moved makes of a file that is gone a library that has changed.
func moved(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errMoved
	}
	return err
}

// openPlain opens a plain file; nothing is read through a link.
func openPlain(path string) (*os.File, fs.FileInfo, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%s: %w: no plain file", path, hearsay.ErrInvalid)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	now, err := f.Stat()
	if err == nil && !os.SameFile(info, now) {
		err = fmt.Errorf("%s: %w: another file was put there", path, hearsay.ErrConflict)
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, now, nil
}
