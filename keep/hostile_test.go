// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep_test

import (
	"archive/tar"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/keep"
	"hearsay/search"
	"hearsay/store"
)

// entry is a file of a tar that somebody made by hand.
type entry struct {
	name, body, link string
	kind             byte
	size             int64 // 0: of body
}

// tarOf makes a tar file; with a name that ends in .zst, a packed one.
func tarOf(t testing.TB, path string, entries ...entry) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out := io.WriteCloser(f)
	if strings.HasSuffix(path, ".zst") {
		if out, err = zstd.NewWriter(f); err != nil {
			t.Fatal(err)
		}
	}
	w := tar.NewWriter(out)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Typeflag: e.kind, Linkname: e.link, Size: max(e.size, int64(len(e.body))), Mode: 0o600}
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		err := w.WriteHeader(h)
		if err == nil && h.Size > 0 {
			_, err = io.Copy(w, io.MultiReader(strings.NewReader(e.body), io.LimitReader(zeros{}, h.Size-int64(len(e.body)))))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
	if out != io.WriteCloser(f) {
		f.Close()
	}
	return path
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// listOf is a list of the entries of a tar, as a backup has it.
func listOf(t testing.TB, entries ...entry) entry {
	t.Helper()
	m := keep.Manifest{Format: 1, Layout: 1}
	for _, e := range entries {
		m.Files = append(m.Files, keep.File{Path: e.name, Size: int64(len(e.body)), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(e.body)))})
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return entry{name: keep.ManifestName, body: string(data)}
}

// TestAttackD2Backups: names that lead elsewhere, links, devices, files that stand twice,
// and bombs, in backups that are tar files (CVE-2026-29065 and its kin). Nothing is made
// outside of the folder, and nothing stays in it.
func TestAttackD2Backups(t *testing.T) {
	t.Parallel()
	facts := entry{name: "facts.sqlite", body: factsOf(t, "")}
	for name, c := range map[string]struct {
		want    error
		entries []entry
	}{
		"up":           {hearsay.ErrInvalid, []entry{{name: "../evil", body: "x"}}},
		"up within":    {hearsay.ErrInvalid, []entry{{name: "captures/../../evil.warc.gz", body: "x"}}},
		"absolute":     {hearsay.ErrInvalid, []entry{{name: "/tmp/evil", body: "x"}}},
		"drive":        {hearsay.ErrInvalid, []entry{{name: `captures/C:\evil.warc.gz`, body: "x"}}},
		"backslash":    {hearsay.ErrInvalid, []entry{{name: `kept/..\..\evil`, body: "x"}}},
		"device name":  {hearsay.ErrInvalid, []entry{{name: "kept/NUL.txt", body: "x"}}},
		"other":        {hearsay.ErrInvalid, []entry{{name: "lock", body: "x"}}},
		"log":          {hearsay.ErrInvalid, []entry{{name: "facts.sqlite-wal", body: "x"}}},
		"folder":       {hearsay.ErrInvalid, []entry{{name: "captures/", kind: tar.TypeDir}}},
		"link":         {hearsay.ErrInvalid, []entry{{name: "captures/000001.warc.gz", kind: tar.TypeSymlink, link: "/etc/passwd"}}},
		"hard link":    {hearsay.ErrInvalid, []entry{{name: "captures/000001.warc.gz", kind: tar.TypeLink, link: "/etc/passwd"}}},
		"device":       {hearsay.ErrInvalid, []entry{{name: "captures/000001.warc.gz", kind: tar.TypeChar}}},
		"twice":        {hearsay.ErrInvalid, []entry{facts, facts}},
		"in two cases": {hearsay.ErrInvalid, []entry{{name: "kept/a.txt"}, {name: "kept/A.txt"}}},
		"behind":       {hearsay.ErrInvalid, []entry{facts, listOf(t, facts), {name: "kept/a.txt", body: "x"}}},
		"no list":      {hearsay.ErrCorrupt, []entry{facts}},
		"not listed":   {hearsay.ErrCorrupt, []entry{facts, {name: "kept/a.txt", body: "x"}, listOf(t, facts)}},
		"a lying list": {hearsay.ErrInvalid, []entry{facts, listOf(t, facts, entry{name: "../evil"})}},
		"a later one":  {hearsay.ErrNewer, []entry{facts, {name: keep.ManifestName, body: `{"hearsay_backup":2,"files":[]}`}}},
		"no backup":    {hearsay.ErrInvalid, []entry{facts, {name: keep.ManifestName, body: `[]`}}},
		"a bomb":       {hearsay.ErrTooLarge, []entry{{name: "captures/000001.warc.gz", size: 128 << 20}, facts, listOf(t, facts)}},
	} {
		t.Run(name, func(t *testing.T) {
			path := tarOf(t, filepath.Join(t.TempDir(), "b.tar.zst"), c.entries...)
			fails(t, path, c.want)
			if v, err := keep.Verify(t.Context(), path); err == nil && len(v.Problems) == 0 {
				t.Error("it was taken for whole")
			}
		})
	}
	fails(t, tarOf(t, filepath.Join(t.TempDir(), "b.tar"), facts, listOf(t, facts)), nil)
}

// factsOf is a database of facts in which a statement was run.
func factsOf(t testing.TB, statement string) string {
	t.Helper()
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err == nil {
		err = lib.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "facts.sqlite")
	db, err := sql.Open("sqlite", path)
	if err == nil {
		_, err = db.Exec(`pragma journal_mode = delete; ` + statement)
		err = errors.Join(err, db.Close())
	}
	data, readErr := os.ReadFile(path)
	if err = errors.Join(err, readErr); err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestAttackF1Backups: what stands in the databases of a backup names files elsewhere, or
// would do something when a library is read or written ("local file read via backup
// restore"). Such a backup is not restored; and who puts such facts into a library himself
// reads no file outside of it.
func TestAttackF1Backups(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"archive": `insert into archives values ('../../etc/passwd', 10)`,
		"capture": `insert into captures values (x'01', '/etc/passwd', 0, 10, 0, '')`,
		"segment": `insert into segments values ('../../../etc/passwd', 1, 1)`,
		"trigger": `create trigger t after insert on library begin delete from captures; end`,
		"view":    `create view v as select * from library`,
		"virtual": `create virtual table v using fts5(x)`,
	} {
		facts := entry{name: "facts.sqlite", body: factsOf(t, statement)}
		path := tarOf(t, filepath.Join(t.TempDir(), "b.tar"), facts, listOf(t, facts))
		t.Run(name, func(t *testing.T) { fails(t, path, hearsay.ErrCorrupt) })
	}
	dir := t.TempDir()
	secret := filepath.Join(filepath.Dir(dir), "secret.warc.gz")
	write(t, secret, "secret")
	lib := &store.Store{}
	if path := lib.CapturePath("../../" + filepath.Base(secret)); filepath.Dir(path) != "captures" {
		t.Errorf("a capture is read from %s", path)
	}
	if path := lib.SegmentPath("/etc/passwd"); filepath.Dir(path) != "index" {
		t.Errorf("a segment is read from %s", path)
	}
}

// TestAttackF1WatchedFolders: a source that is a folder of the machine is paused in what
// is restored.
func TestAttackF1WatchedFolders(t *testing.T) {
	t.Parallel()
	dir, to := small(t), filepath.Join(t.TempDir(), "b.tar")
	paused := func(dir string) string {
		sources, err := store.OpenSources(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer sources.Close()
		if src, err := sources.SourceAt(t.Context(), "/etc"); err == nil {
			return src.Paused
		}
		if err := sources.Add(t.Context(), &store.Source{Kind: "folder", Address: "/etc", Title: "Settings"}); err != nil {
			t.Fatal(err)
		}
		return ""
	}
	paused(dir)
	backup(t, dir, to, keep.Options{Now: day(2)})
	if got := paused(restored(t, to)); !strings.Contains(got, "restored") {
		t.Errorf("paused: %q", got)
	}
}

// TestLinksInFolders: a backup that is a folder is read without following links, to files
// or through folders; a library likewise is backed up without.
func TestLinksInFolders(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need a right there")
	}
	dir, to, out := small(t), filepath.Join(t.TempDir(), "backups"), t.TempDir()
	r := backup(t, dir, to, keep.Options{Now: day(2)})
	for _, name := range []string{"captures", "captures/000001.warc.gz", "facts.sqlite", keep.ManifestName} {
		path := filepath.Join(r.Path, name)
		away := filepath.Join(out, filepath.Base(name))
		if err := errors.Join(os.Rename(path, away), os.Symlink(away, path)); err != nil {
			t.Fatal(err)
		}
		want := hearsay.ErrCorrupt
		if name == keep.ManifestName {
			want = hearsay.ErrNotFound
		}
		fails(t, to, want)
		if err := errors.Join(os.Remove(path), os.Rename(away, path)); err != nil {
			t.Fatal(err)
		}
	}
	restored(t, to)
	away := filepath.Join(out, "000001.warc.gz")
	path := filepath.Join(dir, "captures", "000001.warc.gz")
	if err := errors.Join(os.Rename(path, away), os.Symlink(away, path)); err != nil {
		t.Fatal(err)
	}
	if _, err := keep.Backup(t.Context(), dir, filepath.Join(out, "b.tar"), keep.Options{}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("a link was backed up: %v", err)
	}
}

// TestRestoredAnswers: a library that was restored answers as the one before.
func TestRestoredAnswers(t *testing.T) {
	t.Parallel()
	dir := small(t)
	ask := func(dir string) string {
		e, err := search.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		a, err := e.Trace(t.Context(), search.Request{Text: textOf(t, dir)})
		if err != nil {
			t.Fatal(err)
		}
		out, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	to := filepath.Join(t.TempDir(), "b.tar")
	backup(t, dir, to, keep.Options{Now: day(2)})
	if before, after := ask(dir), ask(restored(t, to)); before != after || len(before) < 500 {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

// textOf is the text of the first article of a library.
func textOf(t testing.TB, dir string) (text string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	err = lib.Texts(t.Context(), func(a store.Text) error {
		if text == "" {
			text = a.Text
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
