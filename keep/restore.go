// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/durable"
	"hearsay/store"
)

// Verified is what Verify found.
type Verified struct {
	Path     string
	Manifest *Manifest
	Problems []string // what is wrong with it, one sentence each; none: it is whole
}

// Verify reads a whole backup and compares every byte with what was written, and the facts
// with the files that they name. It changes nothing. The facts of a backup that is one file
// are unpacked into a temporary folder, which is removed. Errors: ErrNotFound; and
// ErrInvalid, ErrCorrupt, ErrNewer, ErrTooLarge for what is no backup at all.
func Verify(ctx context.Context, path string) (*Verified, error) {
	b, err := open(path)
	if err != nil {
		return nil, err
	}
	defer b.close()
	temp, err := os.MkdirTemp("", "hearsay-verify-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	_, isFolder := b.(*folderBundle)
	into := func(name string) (io.WriteCloser, error) {
		if isFolder || !isDatabase(name) {
			return nil, nil
		}
		return create(filepath.Join(temp, name))
	}
	v := &Verified{Path: b.where()}
	if v.Manifest, v.Problems, err = unpack(ctx, b, into); err != nil {
		return nil, err
	}
	if isFolder {
		temp = v.Path
	}
	for _, err := range examine(ctx, temp, v.Manifest) {
		v.Problems = append(v.Problems, err.Error())
	}
	return v, nil
}

func create(path string) (io.WriteCloser, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

func isDatabase(name string) bool {
	return name == store.FactsName || slices.Contains(store.BesideFacts().Databases, name)
}

// examine looks into the databases of a backup that lie in a folder.
func examine(ctx context.Context, dir string, m *Manifest) (wrong []error) {
	sizes := map[string]int64{}
	for _, f := range m.Files {
		sizes[f.Path] = f.Size
	}
	for _, f := range m.Files {
		if !isDatabase(f.Path) {
			continue
		}
		var err error
		if path := filepath.Join(dir, f.Path); f.Path == store.FactsName {
			err = store.Examine(ctx, path, sizes)
		} else {
			err = store.ExamineSide(ctx, path)
		}
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", f.Path, err))
		}
	}
	return wrong
}

// Restore makes a library of a backup, in a folder that is not there yet. It is made
// beside, and gets its name when every byte was compared with the list, the facts with
// the files, and all is on disk. Errors: ErrConflict for a folder that is there, ErrCorrupt with what
// is wrong; as Verify.
func Restore(ctx context.Context, path, dir string, withoutAccounts bool) (*Manifest, error) {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return nil, cmpConflict(err, dir)
	}
	b, err := open(path)
	if err != nil {
		return nil, err
	}
	defer b.close()
	partial := filepath.Clean(dir) + ".partial"
	r := &restorer{dir: partial, withoutAccounts: withoutAccounts}
	m, err := r.fill(ctx, b)
	if err == nil {
		if _, there := os.Lstat(dir); !errors.Is(there, fs.ErrNotExist) {
			err = cmpConflict(there, dir)
		}
	}
	if err == nil {
		err = durable.Rename(partial, dir)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("restore %s: %w", path, err), os.RemoveAll(partial))
	}
	return m, nil
}

func cmpConflict(err error, dir string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s is there already; name a folder that is not", hearsay.ErrConflict, dir)
}

// restorer fills a folder with a backup.
type restorer struct {
	dir             string
	root            *os.Root
	withoutAccounts bool
}

func (r *restorer) fill(ctx context.Context, b bundle) (m *Manifest, err error) {
	if err := os.RemoveAll(r.dir); err != nil { // of an interrupted one
		return nil, err
	}
	if err := makeFolders(foldersIn(r.dir, store.BesideFacts())); err != nil {
		return nil, err
	}
	if r.root, err = os.OpenRoot(r.dir); err != nil {
		return nil, err
	}
	defer r.root.Close()
	m, wrong, err := unpack(ctx, b, r.create)
	if err != nil {
		return nil, err
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("%w: %s", hearsay.ErrCorrupt, strings.Join(wrong, "; "))
	}
	if r.withoutAccounts {
		m.Files = slices.DeleteFunc(m.Files, func(f File) bool { return f.Path == store.AccountsName })
		m.Accounts = false
	}
	err = errors.Join(examine(ctx, r.dir, m)...)
	if err == nil && m.file(store.SourcesName) != nil {
		err = store.PauseFolders(ctx, filepath.Join(r.dir, store.SourcesName))
	}
	if err == nil {
		err = syncFolders(foldersIn(r.dir, store.BesideFacts()))
	}
	return m, err
}

// create makes a file of the library.
func (r *restorer) create(name string) (io.WriteCloser, error) {
	if r.withoutAccounts && name == store.AccountsName {
		return nil, nil
	}
	f, err := r.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return syncing{f}, nil
}

// syncing is a file that is on disk when it is closed.
type syncing struct{ *os.File }

func (s syncing) Close() error { return errors.Join(s.Sync(), s.File.Close()) }
