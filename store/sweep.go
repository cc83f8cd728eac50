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
	if err := each(filepath.Join(w.dir, capturesName), func(path, name string, size int64) error {
		want, named := sizes[name]
		delete(sizes, name)
		switch {
		case !named && name == begun:
			return os.Remove(path)
		case named && size > want:
			return os.Truncate(path, want)
		case size < want:
			return lostCaptures(path, size, want)
		}
		return nil
	}); err != nil {
		return err
	}
	for _, a := range archives {
		if _, missing := sizes[a.File]; missing && a.Size > 0 {
			return lostCaptures(w.CapturePath(a.File), 0, a.Size)
		}
	}
	segments, err := w.Segments(ctx)
	if err != nil {
		return err
	}
	named := map[string]bool{}
	for _, s := range segments {
		named[s.File] = true
	}
	return each(filepath.Join(w.dir, indexName), func(path, name string, _ int64) error {
		if named[name] {
			return nil
		}
		return os.Remove(path)
	})
}

func lostCaptures(path string, size, want int64) error {
	return fmt.Errorf("%s: %w: %d bytes, but %d were acknowledged; put the file back from a backup, or run hearsay rebuild to keep what is left", path, hearsay.ErrCorrupt, size, want)
}

// each calls f for the plain files of a folder of the library.
func each(dir string, f func(path, name string, size int64) error) error {
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

var errOrphaned = fmt.Errorf("%w: there are captures but no facts; run hearsay rebuild", hearsay.ErrCorrupt)

// orphaned reports whether a library holds captures. When its database is not
// there or was only just made, it was lost, and the captures must not be.
func orphaned(dir string) (bool, error) {
	found := false
	err := each(filepath.Join(dir, capturesName), func(_, _ string, size int64) error {
		found = found || size > 0
		return nil
	})
	return found, err
}
