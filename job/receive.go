// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"hearsay"
)

// MaxUpload is the most bytes of one file that is received.
const MaxUpload = 512 << 20

// Receive writes a file into the inbox as it comes, never all of it in memory,
// and returns the job that would add it; it does not start. The name only tells
// what kind of file it is and is shown; no path in it is followed. Errors:
// ErrTooLarge over MaxUpload, ErrInvalid for no bytes, and those of r and the disk; then
// nothing of it stays.
func (d *Desk) Receive(name string, r io.Reader) (Status, error) {
	id, held, err := d.claim()
	if err != nil {
		return Status{}, fmt.Errorf("receive %s: %w", fileName(name), err)
	}
	s := Status{ID: id, Kind: Add, State: Received, Name: fileName(name)}
	n, err := d.write(id, s.Name, r)
	if err == nil && n == 0 {
		err = fmt.Errorf("receive %s: the file is empty: %w", s.Name, hearsay.ErrInvalid)
	}
	if err != nil {
		return Status{}, errors.Join(err, d.discard(id, held))
	}
	s.Size = n
	if c, err := d.columns(&s); err == nil && c != nil {
		s.Columns = guess(c.names)
	}
	return s, d.enter(s, held)
}

// write copies r into the folder of a job.
func (d *Desk) write(id, name string, r io.Reader) (n int64, err error) {
	dir := filepath.Join(d.folder(id), fileFolder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, fmt.Errorf("receive %s: %w", name, err)
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return 0, fmt.Errorf("receive %s: %w", name, err)
	}
	n, err = io.Copy(f, io.LimitReader(r, MaxUpload+1))
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	switch {
	case err != nil:
		return n, fmt.Errorf("receive %s: %w", name, err)
	case n > MaxUpload:
		return n, fmt.Errorf("receive %s: stopped at 512 MB; add larger files with hearsay add: %w", name, hearsay.ErrTooLarge)
	}
	return n, nil
}

// maxName is how many bytes of a name are kept; file systems take 255.
const maxName = 120

// fileName makes of a name that was sent one that is safe on every file system:
// its last part, without controls and what Windows forbids, and never a dot file,
// which a walk would pass over.
func fileName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, "/\\"); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || !unicode.IsPrint(r) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	for len(name) > maxName { // the ending says what it is, so the front goes
		_, rest, _ := strings.Cut(name, string([]rune(name)[0]))
		name = rest
	}
	if name = strings.TrimLeft(name, ". "); name == "" {
		return "upload"
	}
	return name
}

// file is the path of what was received.
func (d *Desk) file(s *Status) string { return filepath.Join(d.folder(s.ID), fileFolder, s.Name) }
