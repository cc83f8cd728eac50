// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hearsay/internal/durable"
	"hearsay/store"
	"hearsay/warc"
)

// maxCaptureFile is the size, in bytes, after which a new capture file is begun:
// the usual gigabyte of web archives, which tools and backups handle well.
const maxCaptureFile = 1 << 30

// captureLog appends records to the library's capture files. What is appended
// counts only when the store has committed the file's new size.
type captureLog struct {
	lib  *store.Writer
	file *os.File
	name string
	size int64
	full []store.Archive // files that were filled since the last commit
	now  time.Time       // of the warcinfo records
}

// openLog continues the last capture file, or begins the first.
func openLog(lib *store.Writer, archives []store.Archive, now time.Time) (*captureLog, error) {
	l := &captureLog{lib: lib, now: now}
	if len(archives) == 0 {
		return l, l.begin(store.NextCaptureFile(""))
	}
	last := archives[len(archives)-1]
	f, err := os.OpenFile(lib.CapturePath(last.File), os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open captures: %w", err)
	}
	l.file, l.name, l.size = f, last.File, last.Size
	return l, nil
}

// begin starts a new file with its warcinfo record.
func (l *captureLog) begin(name string) error {
	f, err := os.OpenFile(l.lib.CapturePath(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return fmt.Errorf("begin captures: %w", err)
	}
	info := warc.NewInfo(name, l.now, warc.Header{{Name: "software", Value: "Hearsay"}, {Name: "format", Value: "WARC File Format 1.1"}})
	place, err := warc.NewWriter(f, 0).Write(info)
	if err != nil {
		f.Close()
		return fmt.Errorf("begin captures %s: %w", name, err)
	}
	l.file, l.name, l.size = f, name, place.Length
	return durable.SyncFolder(filepath.Dir(f.Name()))
}

// append writes one record's gzip member and returns where it lies. A new file
// is begun when the last one is full.
func (l *captureLog) append(member []byte) (file string, start int64, err error) {
	if l.size >= maxCaptureFile {
		if err := l.sync(); err != nil {
			return "", 0, err
		}
		if err := l.file.Close(); err != nil {
			return "", 0, fmt.Errorf("end captures %s: %w", l.name, err)
		}
		l.full = append(l.full, store.Archive{File: l.name, Size: l.size})
		if err := l.begin(store.NextCaptureFile(l.name)); err != nil {
			return "", 0, err
		}
	}
	if _, err := l.file.WriteAt(member, l.size); err != nil {
		return "", 0, fmt.Errorf("append to captures %s: %w", l.name, err)
	}
	start = l.size
	l.size += int64(len(member))
	return l.name, start, nil
}

// sync puts what was appended on disk.
func (l *captureLog) sync() error {
	if err := l.file.Sync(); err != nil {
		return fmt.Errorf("sync captures %s: %w", l.name, err)
	}
	return nil
}

func (l *captureLog) close() error {
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}
