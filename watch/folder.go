// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay/store"
)

// How folders are looked at: there is no network to be spared.
const (
	folderEvery = time.Minute
	// settled is how long a file must have been left alone: who writes one goes on.
	settled = 5 * time.Second
	// mostFiles is how many files of a folder are added at once.
	mostFiles = 5000
)

// folderFiles are files of a folder that are to be added.
type folderFiles struct {
	source store.Source
	poll   store.Polled
	files  []store.File
}

// lookInto looks into a folder for files that are new or were changed.
func (k *worker) lookInto(ctx context.Context, s store.Source) result {
	now := k.opt.Now()
	found, err := k.newFiles(ctx, &s, now)
	if err != nil {
		return k.failed(s, err)
	}
	every := folderEvery
	if s.Every > 0 {
		every = s.Every
	}
	p := store.Polled{Source: s.ID, State: s.State, Seen: now}
	t := &p.State
	t.Due, t.Tried, t.Succeeded, t.Errors, t.Problem = now.Add(jitter(every, s.ID, now)), now, now, 0, ""
	t.Items += len(found)
	r := result{host: sourceHost(&s), poll: &p, event: Event{At: now, Source: s.Address}}
	if len(found) > 0 {
		r.files = &folderFiles{source: s, poll: p, files: found}
		r.event.Text = fmt.Sprintf("%d new or changed", len(found))
	}
	return r
}

// newFiles lists the files below a folder that were not added as they are now.
func (k *worker) newFiles(ctx context.Context, s *store.Source, now time.Time) ([]store.File, error) {
	var found, some []store.File
	look := func() error {
		novel, err := k.db.NewFiles(ctx, s.ID, some)
		found, some = append(found, novel...), some[:0]
		return err
	}
	err := filepath.WalkDir(s.Address, func(path string, d fs.DirEntry, err error) error {
		if err != nil && path == s.Address {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && path != s.Address {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if err != nil || d.IsDir() { // a folder within that cannot be read: the others can
			return nil
		}
		if f, ok := fileOf(s.Address, path, now); ok {
			some = append(some, f)
		}
		if len(some) < 1000 {
			return nil
		}
		if err := look(); err != nil || len(found) >= mostFiles {
			return errors.Join(err, fs.SkipAll)
		}
		return ctx.Err()
	})
	if err != nil && !errors.Is(err, fs.SkipAll) {
		return nil, err
	}
	if err := look(); err != nil {
		return nil, err
	}
	return found[:min(len(found), mostFiles)], nil
}

// fileOf describes a file that may be added; false for what is none, or not settled yet.
func fileOf(folder, path string, now time.Time) (store.File, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || now.Sub(info.ModTime()) < settled && now.Sub(info.ModTime()) > -settled {
		return store.File{}, false
	}
	below, err := filepath.Rel(folder, path)
	if err != nil {
		return store.File{}, false
	}
	return store.File{Path: filepath.ToSlash(below), Modified: info.ModTime(), Size: info.Size()}, true
}
