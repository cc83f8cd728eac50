// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"hearsay/intake"
	"hearsay/store"
	"hearsay/warc"
)

// Rebuild makes facts and fingerprints of the library in dir again from its
// captures, with the stages as they are now, and puts them in the place of the
// old ones. The result is equal to adding the captures anew. What of the capture
// files cannot be read is skipped and listed.
func Rebuild(ctx context.Context, dir string, opt Options) (*Summary, error) {
	var sum *Summary
	err := store.Rebuild(ctx, dir, func(lib *store.Writer) error {
		files, err := lib.CaptureFiles()
		if err != nil {
			return err
		}
		r := &rereader{lib: lib}
		f := &filler{lib: lib, opt: opt, stage: "rebuild"}
		sum, err = fill(ctx, f, func(yield func(*job) bool) { r.all(files, yield) })
		if err = errors.Join(err, r.err); err != nil {
			return err
		}
		return lib.Apply(ctx, &store.Batch{Archives: r.archives})
	})
	return sum, err
}

// rereader reads the library's own capture files.
type rereader struct {
	lib      *store.Writer
	archives []store.Archive
	done     int64 // bytes of the files before
	err      error
}

// all yields a job for every record of the files.
func (r *rereader) all(files []string, yield func(*job) bool) {
	for _, file := range files {
		more := true
		size, err := r.file(file, func(j *job) bool {
			more = yield(j)
			return more
		})
		if err != nil {
			r.err = err
		}
		if err != nil || !more {
			return
		}
		r.archives = append(r.archives, store.Archive{File: file, Size: size})
		r.done += size
	}
}

// file yields the records of one file and returns how much of it is to be kept:
// all but a record at the end that was never finished.
func (r *rereader) file(name string, yield func(*job) bool) (int64, error) {
	f, err := os.Open(r.lib.CapturePath(name))
	if err != nil {
		return 0, fmt.Errorf("read captures: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, fmt.Errorf("read captures: %w", err)
	}
	keep := info.Size()
	reader := warc.NewReader(f, warc.Limits{})
	for row := int64(1); ; row++ {
		rec, err := reader.Next()
		var kept *Reading
		item := intake.Item{Where: intake.Where{Path: name, Row: row}, Record: rec}
		var damaged *warc.Error
		switch {
		case err == io.EOF:
			return keep, nil
		case errors.As(err, &damaged):
			item.Skip = &intake.Skip{Reason: "damaged: " + damaged.Reason, Err: damaged}
			if errors.Is(damaged, io.ErrUnexpectedEOF) && damaged.Offset+damaged.Length >= info.Size() {
				keep = damaged.Offset
			}
		case err != nil:
			return 0, fmt.Errorf("read captures %s: %w", name, err)
		case rec.Type() == warc.TypeInfo || rec.Type() == warc.TypeMetadata:
			continue // the file's own, or the blank in the place of a removed page
		case isKeptRecord(rec):
			kept, item = readKept(item.Where, rec)
		default:
			item = intake.NewItem(item.Where, rec)
		}
		item.Done = r.done + reader.Offset()
		j := &job{item: item, file: name, reading: kept}
		if rec != nil {
			j.place = rec.Place
		}
		if !yield(j) {
			return keep, nil
		}
	}
}
