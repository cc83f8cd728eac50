// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package keep_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/keep"
	"hearsay/store"
)

func publish(t testing.TB, dir, folder string, opt keep.PublishOptions) *keep.Issued {
	t.Helper()
	r, err := keep.Publish(t.Context(), dir, folder, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// counts is the name of the edition that counts, which must be whole.
func counts(t testing.TB, folder string) *keep.Edition {
	t.Helper()
	p, err := keep.ReadPublished(folder)
	if err != nil {
		t.Fatal(err)
	}
	e, err := keep.OpenEdition(folder, p.Edition)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, e.Dir)
	return e
}

// editions lists what is in a folder for editions.
func editions(t testing.TB, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestPublish(t *testing.T) {
	t.Parallel()
	dir, folder := small(t), filepath.Join(t.TempDir(), "shared", "news")
	first := publish(t, dir, folder, keep.PublishOptions{Now: day(1), Grace: time.Hour})
	if first.Edition != "000001" || !first.New || first.Linked > 0 || first.Manifest.Articles != 12 {
		t.Errorf("%+v", first)
	}
	e := counts(t, folder)
	if got := sound(t, e.Dir); got != 12 {
		t.Errorf("%d articles", got)
	}
	// Nothing of people, and no half line.
	for name, text := range files(t, e.Dir) {
		if strings.Contains(text, "argon2id$secret") || strings.Contains(text, "half a li") || strings.Contains(name, "kept") || strings.Contains(name, "spool") || strings.Contains(name, "accounts") {
			t.Errorf("%s is in the edition", name)
		}
	}
	if head := files(t, e.Dir)["facts.sqlite"][18:20]; head != "\x01\x01" {
		t.Errorf("the facts have a log: %q", head)
	}
	if again := publish(t, dir, folder, keep.PublishOptions{Now: day(1).Add(time.Minute), Grace: time.Hour}); again.New || again.Edition != "000001" {
		t.Errorf("nothing has changed: %+v", again)
	}

	grow(t, dir, items(12, 20))
	second := publish(t, dir, folder, keep.PublishOptions{Now: day(1).Add(2 * time.Minute), Grace: time.Hour})
	if second.Edition != "000002" || len(second.Removed) > 0 {
		t.Errorf("%+v", second)
	}
	if got := editions(t, folder); got != ".lock 000001 000002 published.json" {
		t.Errorf("there: %s", got)
	}
	if got := sound(t, filepath.Join(folder, "000001")); got != 12 {
		t.Errorf("the edition of before has %d articles", got)
	}
	// One minute before its time is over, and then.
	early := publish(t, dir, folder, keep.PublishOptions{Now: day(1).Add(61 * time.Minute), Grace: time.Hour})
	late := publish(t, dir, folder, keep.PublishOptions{Now: day(1).Add(62 * time.Minute), Grace: time.Hour})
	if len(early.Removed) > 0 || late.New || !slices.Equal(late.Removed, []string{"000001"}) {
		t.Errorf("removed %q, then %q", early.Removed, late.Removed)
	}
	if got := editions(t, folder); got != ".lock 000002 published.json" {
		t.Errorf("there: %s", got)
	}
	counts(t, folder)
}

// TestPublishShares: what the edition before has is not copied again.
func TestPublishShares(t *testing.T) {
	t.Parallel()
	dir, folder := small(t), filepath.Join(t.TempDir(), "news")
	publish(t, dir, folder, keep.PublishOptions{Now: day(1), Grace: time.Hour})
	write(t, filepath.Join(dir, "decisions.jsonl"), `{"n":1,"at":"2026-01-01T00:00:00Z","do":"undo","undo":7}`+"\n")
	r := publish(t, dir, folder, keep.PublishOptions{Now: day(2), Grace: 48 * time.Hour})
	if !r.New || r.Copied != 2 || r.Linked != len(r.Manifest.Files)-2 {
		t.Errorf("decisions and facts are to be copied: %+v", r)
	}
	for _, f := range r.Manifest.Files {
		a, errA := os.Stat(filepath.Join(folder, "000001", f.Path))
		b, errB := os.Stat(filepath.Join(folder, "000002", f.Path))
		if errA != nil || errB != nil || os.SameFile(a, b) != strings.Contains(f.Path, "/") {
			t.Errorf("%s: %v, %v", f.Path, errA, errB)
		}
	}
	if full := publish(t, dir, folder, keep.PublishOptions{Now: day(2), Grace: time.Hour, Full: true}); full.Linked > 0 || full.New {
		t.Errorf("%+v", full)
	}
}

// TestPublishAfterKill: what a killed publisher leaves is swept, and no number is given twice.
func TestPublishAfterKill(t *testing.T) {
	t.Parallel()
	dir, folder := small(t), filepath.Join(t.TempDir(), "news")
	publish(t, dir, folder, keep.PublishOptions{Now: day(1), Grace: time.Hour})
	// One was killed before its edition counted, another while it copied.
	if err := os.CopyFS(filepath.Join(folder, "000007"), os.DirFS(filepath.Join(folder, "000001"))); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, ".partial", "facts.sqlite"), "half")
	write(t, filepath.Join(folder, "published.json.partial"), "half")
	grow(t, dir, items(12, 14))
	r := publish(t, dir, folder, keep.PublishOptions{Now: day(1).Add(time.Minute), Grace: time.Hour})
	if r.Edition != "000008" || !slices.Equal(r.Removed, []string{"000007"}) {
		t.Errorf("%+v", r)
	}
	if got := editions(t, folder); got != ".lock 000001 000008 published.json" {
		t.Errorf("there: %s", got)
	}
	// Without the file that says which counts, all that are there get their time.
	if err := os.Remove(filepath.Join(folder, "published.json")); err != nil {
		t.Fatal(err)
	}
	if r = publish(t, dir, folder, keep.PublishOptions{Now: day(1).Add(time.Hour), Grace: time.Hour}); r.Edition != "000009" || len(r.Removed) > 0 {
		t.Errorf("%+v", r)
	}
	counts(t, folder)
}

func TestPublishRefuses(t *testing.T) {
	t.Parallel()
	dir := small(t)
	other := t.TempDir()
	b := backup(t, dir, other, keep.Options{Now: day(1)})
	for folder, says := range map[string]string{
		filepath.Join(dir, "editions"):   "lies within the library",
		dir:                              "lies within the library",
		b.Path:                           "is a library or a backup itself",
		filepath.Join(dir, "..", "none"): "",
	} {
		from := dir
		if says == "" {
			from, says = filepath.Join(dir, "no"), "no facts.sqlite there"
		}
		if _, err := keep.Publish(t.Context(), from, folder, keep.PublishOptions{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", folder, err)
		}
	}
	folder := filepath.Join(t.TempDir(), "news")
	publish(t, dir, folder, keep.PublishOptions{Now: day(1)})
	if _, err := store.OpenWriter(t.Context(), folder); !errors.Is(err, hearsay.ErrInvalid) || !strings.Contains(err.Error(), "published") {
		t.Errorf("writing to it: %v", err)
	}
	if _, err := store.OpenWriter(t.Context(), filepath.Join(folder, "000001")); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("writing to an edition: %v", err)
	}
}

// TestPublishRights: who may read the folder may read what is in it, and nobody else.
func TestPublishRights(t *testing.T) {
	t.Parallel()
	dir, folder := small(t), filepath.Join(t.TempDir(), "news")
	for _, mode := range []fs.FileMode{0o700, 0o750, 0o755} {
		if mode != 0o700 {
			if err := os.Chmod(folder, mode); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "decisions.jsonl"), `{"mode":"`+mode.String()+`"}`+"\n")
		}
		publish(t, dir, folder, keep.PublishOptions{Now: day(1), Grace: time.Hour})
		e := counts(t, folder)
		err := filepath.WalkDir(e.Dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			want := mode
			if !d.IsDir() {
				want = mode & 0o666
			}
			if err == nil && info.Mode().Perm() != want {
				t.Errorf("folder %v: %s has %v", mode, path, info.Mode())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestAttackF1Published: no name in a published library leads elsewhere, and what is not as
// it was published is refused.
func TestAttackF1Published(t *testing.T) {
	t.Parallel()
	dir, folder := small(t), filepath.Join(t.TempDir(), "news")
	publish(t, dir, folder, keep.PublishOptions{Now: day(1)})
	secret := filepath.Join(t.TempDir(), "secret")
	write(t, secret, "of somebody else")
	for _, text := range []string{
		"", "{}", "[]", "null", `{"hearsay_published":1}`, `{"hearsay_published":1,"edition":"../000001"}`, `{"hearsay_published":1,"edition":"/etc"}`,
		`{"hearsay_published":1,"edition":"1"}`, `{"hearsay_published":1,"edition":"+00001"}`, `{"hearsay_published":1,"edition":"000000"}`,
		`{"hearsay_published":1,"edition":"000001","earlier":[{"edition":".."}]}`, `{"hearsay_published":2,"edition":"000001"}`, strings.Repeat("[", 1<<20+1),
	} {
		at := t.TempDir()
		write(t, filepath.Join(at, "published.json"), text)
		_, err := keep.ReadPublished(at)
		if !errors.Is(err, hearsay.ErrInvalid) && !errors.Is(err, hearsay.ErrTooLarge) && !(errors.Is(err, hearsay.ErrNewer) && strings.Contains(text, ":2,")) {
			t.Errorf("%.60q: %v", text, err)
		}
	}
	at := t.TempDir()
	if err := os.Symlink(secret, filepath.Join(at, "published.json")); err == nil {
		if _, err := keep.ReadPublished(at); !errors.Is(err, hearsay.ErrInvalid) {
			t.Errorf("a link: %v", err)
		}
	}
	list := func(change func(m *keep.Manifest)) func(t *testing.T, e string) {
		return func(t *testing.T, e string) { rewriteList(t, e, change) }
	}
	for name, c := range map[string]struct {
		change func(t *testing.T, e string)
		kind   error
		says   string
	}{
		"shorter":     {func(t *testing.T, e string) { cut(t, aSegment(t, e)) }, hearsay.ErrCorrupt, "bytes, and"},
		"missing":     {func(t *testing.T, e string) { gone(t, aSegment(t, e)) }, hearsay.ErrCorrupt, "is missing"},
		"more":        {func(t *testing.T, e string) { write(t, filepath.Join(e, "index", "x.seg"), "x") }, hearsay.ErrCorrupt, "not in the list"},
		"a folder":    {func(t *testing.T, e string) { write(t, filepath.Join(e, "spool", "x"), "x") }, hearsay.ErrCorrupt, `"spool" is not in the list`},
		"a log":       {func(t *testing.T, e string) { write(t, filepath.Join(e, "facts.sqlite-wal"), "x") }, hearsay.ErrCorrupt, "not in the list"},
		"no list":     {func(t *testing.T, e string) { gone(t, filepath.Join(e, "backup.json")) }, hearsay.ErrCorrupt, "is not there"},
		"a link":      {func(t *testing.T, e string) { p := aSegment(t, e); gone(t, p); link(t, secret, p) }, hearsay.ErrCorrupt, "no plain file"},
		"leads out":   {list(func(m *keep.Manifest) { m.Files[0].Path = "../../secret" }), hearsay.ErrInvalid, "no file of a library"},
		"absolute":    {list(func(m *keep.Manifest) { m.Files[0].Path = "/etc/passwd" }), hearsay.ErrInvalid, "no file of a library"},
		"backslashes": {list(func(m *keep.Manifest) { m.Files[0].Path = `index\..\x.seg` }), hearsay.ErrInvalid, "no file of a library"},
		"twice":       {list(func(m *keep.Manifest) { m.Files = append(m.Files, m.Files[0]) }), hearsay.ErrInvalid, "no file of a library"},
		"a later one": {list(func(m *keep.Manifest) { m.Format = 2 }), hearsay.ErrNewer, "a later hearsay"},
		"later facts": {list(func(m *keep.Manifest) { m.Layout = 99 }), hearsay.ErrNewer, "a later hearsay"},
	} {
		t.Run(name, func(t *testing.T) {
			at := t.TempDir()
			if err := os.CopyFS(at, os.DirFS(folder)); err != nil {
				t.Fatal(err)
			}
			e := filepath.Join(at, "000001")
			c.change(t, e)
			if _, err := keep.OpenEdition(at, "000001"); !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

// rewriteList changes the list of an edition.
func rewriteList(t *testing.T, e string, change func(*keep.Manifest)) {
	t.Helper()
	path := filepath.Join(e, "backup.json")
	data, err := os.ReadFile(path)
	var m keep.Manifest
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err == nil {
		change(&m)
		data, err = json.Marshal(&m)
	}
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func aSegment(t *testing.T, e string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(e, "index", "*.seg"))
	if err != nil || len(found) == 0 {
		t.Fatalf("segments: %q, %v", found, err)
	}
	return found[0]
}

func cut(t *testing.T, path string) {
	t.Helper()
	if err := os.Truncate(path, 10); err != nil {
		t.Fatal(err)
	}
}

func gone(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, path string) {
	t.Helper()
	if err := os.Symlink(to, path); err != nil {
		t.Skip(err)
	}
}

// FuzzPublished reads what says which edition counts, from anywhere.
func FuzzPublished(f *testing.F) {
	f.Add([]byte(`{"hearsay_published":1,"edition":"000012","switched":"2026-11-27T08:00:00Z","earlier":[{"edition":"000011","until":"2026-11-27T08:00:00Z"}]}`))
	f.Add([]byte(`{"hearsay_published":1,"edition":"../000012"}`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, "published.json"), data, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := keep.ReadPublished(dir)
		if err != nil {
			return
		}
		for _, e := range append(p.Earlier, keep.Earlier{Edition: p.Edition}) {
			if keep.EditionNumber(e.Edition) < 1 || !filepath.IsLocal(e.Edition) || strings.ContainsAny(e.Edition, `/\.`) {
				t.Errorf("%q is taken for an edition", e.Edition)
			}
		}
	})
}
