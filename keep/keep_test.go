// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/internal/sample"
	"hearsay/keep"
	"hearsay/store"
)

func day(n int) time.Time { return time.Date(2026, 11, n, 3, 0, 0, 0, time.UTC) }

// items are pages of the sample library, from one on.
func items(from, to int) []intake.Item {
	all := slices.Collect(sample.Items())
	return all[from:min(to, len(all))]
}

// grow adds items to a library.
func grow(t testing.TB, dir string, list []intake.Item) {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Add(t.Context(), lib, slices.Values(list), ingest.Options{Now: day(1)})
	if err = errors.Join(err, lib.Close()); err != nil {
		t.Fatal(err)
	}
}

// small is a library of a few pages with all that one may have beside them.
func small(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "lib")
	grow(t, dir, items(0, 12))
	accounts, err := store.OpenAccounts(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	u := account.User{Name: "ann", Role: account.Administrator, Password: "$argon2id$secret", Made: day(1)}
	if err := accounts.AddUser(t.Context(), &u); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "decisions.jsonl"), `{"n":1,"at":"2026-01-01T00:00:00Z","do":"same","a":[{"kind":"person","name":"Ann"}],"b":[{"kind":"person","name":"Bo"}]}`+"\nhalf a li")
	write(t, filepath.Join(dir, "kept", "0123456789abcdef0123456789abcdef.txt"), "a question")
	write(t, filepath.Join(dir, "spool", "000001.warc.gz"), "what was fetched")
	return dir
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func backup(t testing.TB, dir, target string, opt keep.Options) *keep.Result {
	t.Helper()
	r, err := keep.Backup(t.Context(), dir, target, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// whole requires that a backup is one.
func whole(t testing.TB, path string) *keep.Manifest {
	t.Helper()
	v, err := keep.Verify(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		t.Errorf("%s: %s", path, p)
	}
	return v.Manifest
}

// restored makes a library of a backup, and requires that it is sound.
func restored(t testing.TB, path string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "again")
	m, err := keep.Restore(t.Context(), path, dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := sound(t, dir); got != m.Articles {
		t.Errorf("%d articles, and the backup says %d", got, m.Articles)
	}
	return dir
}

// sound requires that a library is, and counts its articles.
func sound(t testing.TB, dir string) int {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	v, err := ingest.Check(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		t.Errorf("%s: %s", dir, p)
	}
	return v.Articles
}

// files lists the plain files below a folder, with their bytes.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	dir := small(t)
	had := files(t, dir)
	for _, target := range []string{"folder", "file.tar", "file.tar.zst"} {
		for _, without := range []bool{false, true} {
			t.Run(fmt.Sprint(target, without), func(t *testing.T) {
				t.Parallel()
				to := filepath.Join(t.TempDir(), target)
				r := backup(t, dir, to, keep.Options{Now: day(2), WithoutAccounts: without})
				if m := whole(t, to); m.Accounts == without || m.Articles != 12 || r.Linked != 0 || r.Copied != len(m.Files) {
					t.Errorf("made %+v of %+v", r, m)
				}
				private(t, filepath.Dir(to))
				again := restored(t, to)
				private(t, again)
				got := files(t, again)
				for name, bytes := range had {
					switch {
					case name == "lock" || strings.Contains(name, ".sqlite"):
						continue
					case name == "decisions.jsonl":
						bytes = strings.TrimSuffix(bytes, "half a li")
					}
					if got[name] != bytes {
						t.Errorf("%s is not what it was", name)
					}
				}
				if _, there := got["accounts.sqlite"]; there == without {
					t.Errorf("accounts are there: %v", there)
				}
				left, err := filepath.Glob(to + ".*")
				if err != nil || len(left) > 0 {
					t.Errorf("left: %q, %v", left, err)
				}
			})
		}
	}
}

// private requires that nobody else can read what is below a folder.
func private(t testing.TB, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 && !strings.Contains(path, "-shm") && !strings.Contains(path, "-wal") {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestIncremental: what has not changed is shared and not copied, what was written over
// is copied again, old backups stay as they are and go when they are too many.
func TestIncremental(t *testing.T) {
	t.Parallel()
	dir, to := small(t), filepath.Join(t.TempDir(), "backups")
	first := backup(t, dir, to, keep.Options{Now: day(2)})
	was := files(t, first.Path)
	if again := backup(t, dir, to, keep.Options{Now: day(3)}); again.Linked != 2 {
		t.Errorf("of an unchanged library %d files were shared, want its captures and its segment", again.Linked)
	}
	if full := backup(t, dir, to, keep.Options{Now: day(4), Full: true}); full.Linked != 0 {
		t.Errorf("of all that is to be copied %d files were shared", full.Linked)
	}
	gone := removeOne(t, dir)
	after := backup(t, dir, to, keep.Options{Now: day(5)})
	if after.Linked != 1 {
		t.Errorf("after an article was removed %d files were shared, want the segment", after.Linked)
	}
	whole(t, to)
	if lib := restored(t, to); holds(t, lib, gone) {
		t.Errorf("the backup of later has %s", gone)
	}
	for name, bytes := range files(t, first.Path) {
		if was[name] != bytes {
			t.Errorf("%s of the first backup was changed", name)
		}
	}
	grow(t, dir, items(12, 15))
	last := backup(t, dir, to, keep.Options{Now: day(6), Keep: 2})
	if len(last.Removed) != 3 || last.Linked != 1 {
		t.Errorf("%q were removed, %d files shared", last.Removed, last.Linked)
	}
	for _, path := range []string{after.Path, last.Path} {
		whole(t, path)
	}
	restored(t, last.Path)
}

// removeOne takes an article out of a library.
func removeOne(t testing.TB, dir string) hearsay.ArticleID {
	t.Helper()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	var id hearsay.ArticleID
	err = lib.ArticleCaptures(t.Context(), func(a hearsay.ArticleID, _ hearsay.CaptureID) error { id = a; return nil })
	if err == nil {
		err = ingest.Remove(t.Context(), lib, []hearsay.ArticleID{id}, day(5))
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func holds(t testing.TB, dir string, id hearsay.ArticleID) bool {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	_, err = lib.Facts(t.Context(), id)
	return err == nil
}

// TestBackupOfLiveLibrary backs up while a writer adds and removes and merges, and a
// reader reads: every backup is whole, and gives a sound library of one moment.
func TestBackupOfLiveLibrary(t *testing.T) {
	t.Parallel()
	dir, to := filepath.Join(t.TempDir(), "lib"), filepath.Join(t.TempDir(), "backups")
	grow(t, dir, items(0, 3))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- busy(ctx, dir) }()
	const times = 6
	last := 0
	for n := range times {
		r, err := keep.Backup(t.Context(), dir, to, keep.Options{Now: day(2 + n)})
		if errors.Is(err, hearsay.ErrConflict) {
			continue // every try met a removal
		}
		if err != nil {
			t.Fatal(err)
		}
		whole(t, r.Path)
		restored(t, r.Path)
		last = r.Manifest.Articles
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if last < 4 {
		t.Errorf("%d articles in the last backup: the test shows less than it says", last)
	}
	restored(t, backup(t, dir, to, keep.Options{Now: day(20)}).Path)
}

// busy adds pages one by one, and removes every third, until it is told to stop.
func busy(ctx context.Context, dir string) error {
	for round := 0; ctx.Err() == nil; round++ {
		for i, item := range items(3, 40) {
			if ctx.Err() != nil {
				return nil
			}
			if err := one(dir, item, i%3 == 2); err != nil {
				return err
			}
		}
	}
	return nil
}

func one(dir string, item intake.Item, remove bool) error {
	ctx := context.Background()
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return err
	}
	_, err = ingest.Add(ctx, lib, slices.Values([]intake.Item{item}), ingest.Options{Now: day(1)})
	if err == nil && remove {
		var ids []hearsay.ArticleID
		err = lib.ArticleCaptures(ctx, func(a hearsay.ArticleID, _ hearsay.CaptureID) error { ids = append(ids, a); return nil })
		if err == nil {
			err = ingest.Remove(ctx, lib, ids[len(ids)-1:], day(1))
		}
	}
	return errors.Join(err, lib.Close())
}

// TestDamagedBackup: a byte of any file makes verifying name it and restoring fail, and
// leaves nothing that looks like a library.
func TestDamagedBackup(t *testing.T) {
	t.Parallel()
	dir, to := small(t), filepath.Join(t.TempDir(), "backups")
	r := backup(t, dir, to, keep.Options{Now: day(2)})
	for _, f := range r.Manifest.Files {
		for what, change := range map[string]func(path string) error{
			"gone": os.Remove,
			"cut":  func(path string) error { return os.Truncate(path, f.Size-1) },
			"bent": func(path string) error { return bend(path, f.Size/2) },
		} {
			path := filepath.Join(r.Path, f.Path)
			kept, err := os.ReadFile(path)
			if err == nil {
				err = change(path)
			}
			if err != nil {
				t.Fatal(err)
			}
			v, err := keep.Verify(t.Context(), to)
			if err != nil || len(v.Problems) == 0 || !strings.HasPrefix(v.Problems[0], f.Path+": ") {
				t.Errorf("%s is %s: %v, %+v", f.Path, what, err, v)
			}
			fails(t, to, hearsay.ErrCorrupt)
			write(t, path, string(kept))
		}
	}
	whole(t, to)
	if err := os.Remove(filepath.Join(r.Path, keep.ManifestName)); err != nil {
		t.Fatal(err)
	}
	fails(t, to, hearsay.ErrNotFound)
}

func bend(path string, at int64) error {
	data, err := os.ReadFile(path)
	if err == nil {
		data[at] ^= 0x10
		err = os.WriteFile(path, data, 0o600)
	}
	return err
}

// fails requires that a backup cannot be restored, and that nothing is left of it; for nil,
// that it can.
func fails(t testing.TB, path string, want error) {
	t.Helper()
	parent := t.TempDir()
	_, err := keep.Restore(t.Context(), path, filepath.Join(parent, "again"), false)
	if !errors.Is(err, want) {
		t.Errorf("restored %s: %v, want %v", path, err, want)
	}
	if want == nil {
		return
	}
	if left := files(t, parent); len(left) > 0 {
		t.Errorf("%d files were left", len(left))
	}
}

// TestPlaces: a backup is not made where it would be within itself or over a library,
// nothing is restored over what is there, and nobody writes into a backup.
func TestPlaces(t *testing.T) {
	t.Parallel()
	dir, to := small(t), filepath.Join(t.TempDir(), "backups")
	r := backup(t, dir, to, keep.Options{Now: day(2)})
	for _, target := range []string{dir, filepath.Join(dir, "backups"), filepath.Join(dir, "b.tar"), r.Path, small(t)} {
		if _, err := keep.Backup(t.Context(), dir, target, keep.Options{}); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("backed up into %s: %v", target, err)
		}
	}
	if _, err := keep.Restore(t.Context(), to, dir, false); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("restored over a library: %v", err)
	}
	if _, err := store.OpenWriter(t.Context(), r.Path); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a backup was opened for writing: %v", err)
	}
	if _, err := store.OpenAccounts(t.Context(), r.Path); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("accounts of a backup were opened: %v", err)
	}
	whole(t, to)
}
