// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hearsay"
)

// sweep brings the folder back to the last commit: capture files are cut to
// their acknowledged size, and files that an interrupted batch began are removed.
// Only the holder of the lock may do this. A capture file that was put there by
// somebody else is left alone; check names it.
func (w *Writer) sweep(ctx context.Context) error {
	archives, err := w.Archives(ctx)
	if err != nil {
		return err
	}
	sizes := map[string]int64{}
	last := ""
	for _, a := range archives {
		sizes[a.File] = a.Size
		last = max(last, a.File)
	}
	begun := NextCaptureFile(last)
	if err := w.each(capturesName, func(path, name string, size int64) error {
		want, named := sizes[name]
		switch {
		case !named && name == begun:
			return os.Remove(path)
		case named && size > want:
			return os.Truncate(path, want)
		case size < want:
			return fmt.Errorf("%s: %w: %d bytes, but %d were acknowledged; put the file back from a backup, or run hearsay rebuild to keep what is left", path, hearsay.ErrCorrupt, size, want)
		}
		return nil
	}); err != nil {
		return err
	}
	segments, err := w.Segments(ctx)
	if err != nil {
		return err
	}
	named := map[string]bool{}
	for _, s := range segments {
		named[s.File] = true
	}
	return w.each(indexName, func(path, name string, _ int64) error {
		if named[name] {
			return nil
		}
		return os.Remove(path)
	})
}

// each calls f for the plain files of a folder of the library.
func (w *Writer) each(folder string, f func(path, name string, size int64) error) error {
	dir := filepath.Join(w.dir, folder)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if err != nil {
			return err
		}
		if err := f(filepath.Join(dir, e.Name()), e.Name(), info.Size()); err != nil {
			return err
		}
	}
	return nil
}

// NextCaptureFile is the name of the capture file after last ("" for the first).
func NextCaptureFile(last string) string {
	n := 0
	fmt.Sscanf(last, "%06d.warc.gz", &n) // no number means that there is no last
	return fmt.Sprintf("%06d.warc.gz", n+1)
}

// orphaned reports whether the folder holds captures although its database was
// only just made: then the database was lost, and the captures must not be.
func (w *Writer) orphaned() (bool, error) {
	found := false
	err := w.each(capturesName, func(_, _ string, size int64) error {
		found = found || size > 0
		return nil
	})
	return found, err
}
