// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/durable"
	"hearsay/store"
	"hearsay/warc"
)

const (
	spoolName = "spool"
	spoolEnd  = ".warc.gz"
)

// spool holds what was fetched until the library has it. It is written by one
// goroutine.
type spool struct {
	dir  string
	last int      // number of the newest file
	full []string // files of before that are to be added
	file *os.File // nil until something comes
	name string
	size int64
	// records and since are of the current file.
	records int
	since   time.Time
}

// openSpool finds what the last watcher left: what the sources say counts, the rest of a
// file was never acknowledged and is cut off.
func openSpool(ctx context.Context, dir string, db *store.Sources, now time.Time) (*spool, error) {
	s := &spool{dir: filepath.Join(dir, spoolName)}
	counts, err := db.Spool(ctx)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, errMachine("make the spool", err)
	}
	names, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, errMachine("read the spool", err)
	}
	for _, entry := range names {
		number, err := strconv.Atoi(strings.TrimSuffix(entry.Name(), spoolEnd))
		if err != nil {
			continue // not ours
		}
		s.last = max(s.last, number)
		size, counted := counts[entry.Name()]
		path := filepath.Join(s.dir, entry.Name())
		if !counted {
			err = os.Remove(path)
		} else {
			err = os.Truncate(path, size)
			s.full = append(s.full, entry.Name())
			delete(counts, entry.Name())
		}
		if err != nil {
			return nil, errMachine("tidy the spool", err)
		}
	}
	slices.Sort(s.full)
	for name := range counts { // added, but the note of that was lost, or deleted by somebody
		if err := db.Unspool(ctx, []string{name}); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// append writes records behind the others and syncs them. They count once the sources
// say so.
func (s *spool) append(records [][]byte, now time.Time) error {
	if len(records) == 0 {
		return nil
	}
	if s.file == nil {
		if err := s.begin(now); err != nil {
			return err
		}
	}
	size := s.size
	for _, r := range records {
		if _, err := s.file.WriteAt(r, size); err != nil {
			return errMachine("write the spool", err)
		}
		size += int64(len(r))
	}
	if err := s.file.Sync(); err != nil {
		return errMachine("sync the spool", err)
	}
	if s.records == 0 {
		s.since = now
	}
	s.size, s.records = size, s.records+len(records) // now only: what failed is written over
	return nil
}

func (s *spool) begin(now time.Time) error {
	s.last++
	s.name = fmt.Sprintf("%06d%s", s.last, spoolEnd)
	f, err := os.OpenFile(filepath.Join(s.dir, s.name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return errMachine("begin the spool", err)
	}
	info := warc.NewInfo(s.name, now, warc.Header{{Name: "software", Value: "Hearsay"}, {Name: "format", Value: "WARC File Format 1.1"}})
	place, err := warc.NewWriter(f, 0).Write(info)
	if err == nil {
		err = durable.SyncFolder(s.dir)
	}
	if err != nil {
		f.Close()
		return errMachine("begin the spool", err)
	}
	s.file, s.size, s.records = f, place.Length, 0
	return nil
}

// turn ends the current file and returns its name, "" when there is none.
func (s *spool) turn() (string, error) {
	if s.file == nil {
		return "", nil
	}
	err := s.file.Close()
	name := s.name
	s.file, s.name, s.size, s.records = nil, "", 0, 0
	if err != nil {
		return "", errMachine("end the spool", err)
	}
	return name, nil
}

func (s *spool) close() error {
	_, err := s.turn()
	return err
}

// remove deletes files whose records the library has.
func (s *spool) remove(names []string) error {
	var errs []error
	for _, n := range names {
		errs = append(errs, durable.Remove(filepath.Join(s.dir, n)))
	}
	return errors.Join(errs...)
}
