// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hearsay"
	"hearsay/store"
)

// AddFolder adds a folder of this machine. Whoever may call it may read what is in it.
// Errors: ErrInvalid for what is no folder and for the
// library itself, ErrConflict, that of the file system.
func (r *Roster) AddFolder(ctx context.Context, w Wish) (store.Source, error) {
	if err := w.check(); err != nil {
		return store.Source{}, err
	}
	path, err := filepath.Abs(w.Address)
	if err != nil {
		return store.Source{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return store.Source{}, fmt.Errorf("add folder: %w", err)
	}
	if !info.IsDir() {
		return store.Source{}, fmt.Errorf("add folder %s: %w: it is a file; add it with: hearsay add %s", path, hearsay.ErrInvalid, w.Address)
	}
	if err := r.apart(path); err != nil {
		return store.Source{}, err
	}
	w.Address = path
	if w.Title == "" {
		w.Title = filepath.Base(path)
	}
	s := w.source(store.FolderSource, r.now())
	return s, r.db.Add(ctx, &s)
}

// AddFolderBelow adds a folder that lies in one of some folders, or is one, whatever links
// lead to it: for those who may not read all that the program may. Error: ErrRefused for another,
// whether it is there or not; else as AddFolder.
func (r *Roster) AddFolderBelow(ctx context.Context, w Wish, allowed []string) (store.Source, error) {
	path, err := filepath.EvalSymlinks(filepath.Clean(w.Address))
	for _, a := range allowed {
		if root, e := filepath.EvalSymlinks(a); err == nil && e == nil && filepath.IsAbs(path) && within(root, path) {
			w.Address = path
			return r.AddFolder(ctx, w)
		}
	}
	return store.Source{}, fmt.Errorf("add folder: %w: it is not there, or not below a folder that the server was started with", hearsay.ErrRefused)
}

// apart is an error for the folder of the library, one in it, and one around it: what is
// added would be added again and again.
func (r *Roster) apart(path string) error {
	lib, err := filepath.Abs(r.dir)
	if err == nil {
		lib, err = filepath.EvalSymlinks(lib)
	}
	target, e := filepath.EvalSymlinks(path)
	if err := errors.Join(err, e); err != nil {
		return fmt.Errorf("add folder: %w", err)
	}
	if within(lib, target) || within(target, lib) {
		return fmt.Errorf("add folder %s: %w: the library itself is there", path, hearsay.ErrInvalid)
	}
	return nil
}

// within reports whether a path is a folder or below it.
func within(folder, path string) bool {
	below, err := filepath.Rel(folder, path)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}
