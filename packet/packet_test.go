// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package packet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/internal/sample"
	"hearsay/internal/sample/filled"
	"hearsay/packet"
	"hearsay/search"
)

// folder holds the sample library while the tests run.
var folder string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "hearsay-packet-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	folder = dir
	return m.Run()
}

var once = sync.OnceValues(func() (*search.Engine, error) {
	ctx := context.Background()
	if err := filled.Library(ctx, folder+"/library"); err != nil {
		return nil, err
	}
	return search.Open(ctx, folder+"/library")
})

func sampleEngine(t testing.TB) *search.Engine {
	t.Helper()
	engine, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func article(t testing.TB, engine *search.Engine, slug string) hearsay.ArticleID {
	t.Helper()
	for c := range sample.Captures() {
		if c.Slug == slug {
			id, err := engine.Resolve(t.Context(), c.URL)
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
	}
	t.Fatalf("no article %s in the sample library", slug)
	return hearsay.ArticleID{}
}

var made = packet.Run{Version: "test", At: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)}

// kinds makes a packet of each kind.
func kinds(t testing.TB, run packet.Run) map[string]*packet.Packet {
	t.Helper()
	engine, ctx := sampleEngine(t), t.Context()
	a, b := article(t, engine, "cpa-treaty"), article(t, engine, "gull-treaty")
	story, err := engine.StoryOf(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*packet.Packet{}
	for kind, make := range map[string]func() (*packet.Packet, error){
		"trace": func() (*packet.Packet, error) {
			return packet.Trace(ctx, engine, run, search.Request{Text: sample.Query()})
		},
		"compare": func() (*packet.Packet, error) { return packet.Compare(ctx, engine, run, a, b) },
		"story":   func() (*packet.Packet, error) { return packet.Story(ctx, engine, run, story.ID) },
		"article": func() (*packet.Packet, error) { return packet.Article(ctx, engine, run, b) },
	} {
		if out[kind], err = make(); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
	}
	return out
}

func write(t testing.TB, p *packet.Packet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func check(b []byte) (*packet.Verdict, error) { return packet.Check(bytes.NewReader(b), int64(len(b))) }

func TestRoundTrip(t *testing.T) {
	again := kinds(t, made)
	for kind, p := range kinds(t, made) {
		t.Run(kind, func(t *testing.T) {
			b := write(t, p)
			if !bytes.Equal(b, write(t, again[kind])) {
				t.Error("the same question gives other bytes")
			}
			v, err := check(b)
			if err != nil {
				t.Fatal(err)
			}
			if len(v.Problems) > 0 {
				t.Errorf("problems: %q", v.Problems)
			}
			if v.About.Kind != kind || v.About.Made != "2026-11-24T10:00:00Z" || v.About.Hearsay != "test" || len(v.About.LeftOut) > 0 {
				t.Errorf("packet.json says %+v", v.About)
			}
			files := unzipped(t, b)
			if v.Files != len(files)-1 {
				t.Errorf("%d files were checked, of %d", v.Files, len(files)-1)
			}
			checkTexts(t, files, p)
			report := string(files["report.html"])
			for _, bad := range []string{"<script", "<img", "<link", "@import", "url(", "javascript:", "ZgotmplZ"} {
				if strings.Contains(report, bad) {
					t.Errorf("the report has %q", bad)
				}
			}
		})
	}
}

// checkTexts compares texts and captures with the sample library's own files.
func checkTexts(t *testing.T, files map[string][]byte, p *packet.Packet) {
	t.Helper()
	bodies := map[string]string{} // digests of pages, by address
	for c := range sample.Captures() {
		bodies[c.URL] = fmt.Sprintf("%x", sha256.Sum256(c.Body))
	}
	var captures []packet.Capture
	if err := json.Unmarshal(files["captures.json"], &captures); err != nil {
		t.Fatal(err)
	}
	if len(captures) != p.About.Articles || len(captures) == 0 {
		t.Errorf("%d captures of %d articles", len(captures), p.About.Articles)
	}
	for _, c := range captures {
		if len(files["articles/"+c.Article+".txt"]) < 100 || files["articles/"+c.Article+".json"] == nil {
			t.Errorf("article %s has no text", c.Article)
		}
		if want, page := bodies[c.URL]; page && c.URL != "" && !strings.Contains(c.MediaType, "ndjson") && c.SHA256 != want {
			t.Errorf("the page of %s has SHA-256 %s, the packet says %s", c.URL, want, c.SHA256)
		}
		if c.File != "000001.warc.gz" || c.Size == 0 || len(c.Record) != 64 || c.Received == "" || c.Problem != "" {
			t.Errorf("capture %+v", c)
		}
	}
}

// TestOnlyTheTimeDiffers makes a packet at two times.
func TestOnlyTheTimeDiffers(t *testing.T) {
	later := made
	later.At = made.At.Add(time.Hour)
	a, b := unzipped(t, write(t, kinds(t, made)["story"])), unzipped(t, write(t, kinds(t, later)["story"]))
	var differ []string
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			differ = append(differ, name)
		}
	}
	slices.Sort(differ)
	if diff := cmp.Diff([]string{"SHA256SUMS", "packet.json", "report.html"}, differ); diff != "" || len(a) != len(b) {
		t.Error(diff)
	}
}

func unzipped(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, f := range entries(t, b) {
		out[f.name] = f.body
	}
	return out
}

type entry struct {
	name string
	body []byte
}

func entries(t testing.TB, b []byte) []entry {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out []entry
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, entry{f.Name, body})
	}
	return out
}

func zipped(t testing.TB, list []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range list {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write(f.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTampering(t *testing.T) {
	engine := sampleEngine(t)
	id := article(t, engine, "gull-treaty").String()
	text := "articles/" + id + ".txt"
	sound := entries(t, write(t, kinds(t, made)["article"]))
	at := func(list []entry, name string) int {
		return slices.IndexFunc(list, func(e entry) bool { return e.name == name })
	}
	for _, c := range []struct {
		name   string
		change func([]entry) []entry
		want   []string
	}{
		{"nothing", func(l []entry) []entry { return l }, nil},
		{"another order", func(l []entry) []entry { slices.Reverse(l); return l }, nil},
		{"a folder entry, as other programs write", func(l []entry) []entry { return append(l, entry{"articles/", nil}) }, nil},
		{"a letter", func(l []entry) []entry {
			l[at(l, text)].body = bytes.Replace(l[at(l, text)].body, []byte("Velmark"), []byte("velmark"), 1)
			return l
		}, []string{text + " is damaged or was changed: its SHA-256 is not that of the manifest"}},
		{"packet.json is no JSON", func(l []entry) []entry { l[at(l, "packet.json")].body = []byte("{"); return l }, []string{"packet.json is damaged or was changed: its SHA-256 is not that of the manifest"}},
		{"an empty file", func(l []entry) []entry { l[at(l, "answer.json")].body = nil; return l }, []string{"answer.json is damaged or was changed: its SHA-256 is not that of the manifest"}},
		{"a file less", func(l []entry) []entry { return slices.Delete(l, at(l, text), at(l, text)+1) }, []string{text + " is missing"}},
		{"a file more", func(l []entry) []entry { return append(l, entry{"articles/other.txt", []byte("x")}) }, []string{"articles/other.txt is extra: the manifest does not have it"}},
		{"another name", func(l []entry) []entry { l[at(l, text)].name = "articles/a.txt"; return l }, []string{text + " was renamed: it is called articles/a.txt now"}},
		{"two exchanged", func(l []entry) []entry {
			i, k := at(l, "answer.json"), at(l, "packet.json")
			l[i].name, l[k].name = l[k].name, l[i].name
			return l
		}, []string{"answer.json is damaged or was changed: its SHA-256 is not that of the manifest", "packet.json is damaged or was changed: its SHA-256 is not that of the manifest"}},
		{"several", func(l []entry) []entry {
			l[at(l, "README.txt")].name = "LIESMICH.txt"
			return append(slices.Delete(l, at(l, "captures.json"), at(l, "captures.json")+1), entry{"more", nil})
		}, []string{"README.txt was renamed: it is called LIESMICH.txt now", "captures.json is missing", "more is extra: the manifest does not have it"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := slices.Clone(sound)
			v, err := check(zipped(t, c.change(list)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, v.Problems); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDamage turns every bit of some bytes of a packet: nothing goes unnoticed but what
// bears no content (times, hints to other programs).
func TestDamage(t *testing.T) {
	b := write(t, kinds(t, made)["article"])
	sound := unzipped(t, b)
	for at := 0; at < len(b); at += 101 {
		bad := bytes.Clone(b)
		bad[at] ^= 0x10
		v, err := check(bad)
		if err != nil || len(v.Problems) > 0 {
			continue
		}
		for name, body := range unzipped(t, bad) {
			if !bytes.Equal(body, sound[name]) {
				t.Fatalf("byte %d is damaged, %s is another, and nobody says so", at, name)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	sound := entries(t, write(t, kinds(t, made)["article"]))
	named := func(name string) func(t *testing.T) []byte {
		return func(t *testing.T) []byte { return zipped(t, append(slices.Clone(sound), entry{name, []byte("x")})) }
	}
	header := func(h zip.FileHeader) func(t *testing.T) []byte {
		return func(t *testing.T) []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			w, err := z.CreateRaw(&h)
			if err == nil {
				_, err = w.Write(make([]byte, h.CompressedSize64))
			}
			if err = errors.Join(err, z.Close()); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
	}
	link := zip.FileHeader{Name: "link", UncompressedSize64: 5, CompressedSize64: 5}
	link.SetMode(fs.ModeSymlink | 0o777)
	for _, c := range []struct {
		name string
		make func(t *testing.T) []byte
		want error
		says string
	}{
		{"a way up", named("../evil.txt"), hearsay.ErrRefused, "lead out"},
		{"a way up, inside", named("articles/../../evil.txt"), hearsay.ErrRefused, "lead out"},
		{"an absolute name", named("/etc/passwd"), hearsay.ErrRefused, "lead out"},
		{"a drive", named(`C:\evil.txt`), hearsay.ErrRefused, "lead out"},
		{"backslashes", named(`..\evil.txt`), hearsay.ErrRefused, "lead out"},
		{"a hidden file", named(".bashrc"), hearsay.ErrRefused, "lead out"},
		{"letters that look alike", named("repоrt.html"), hearsay.ErrRefused, "lead out"},
		{"no name", named(""), hearsay.ErrRefused, "lead out"},
		{"a name twice", named("report.html"), hearsay.ErrRefused, "stands twice"},
		{"a name twice but for case", named("REPORT.html"), hearsay.ErrRefused, "stands twice"},
		{"a link", header(link), hearsay.ErrRefused, "is a link"},
		{"encrypted", header(zip.FileHeader{Name: "x", Flags: 1, UncompressedSize64: 1, CompressedSize64: 1}), hearsay.ErrRefused, "encrypted"},
		{"another packing", header(zip.FileHeader{Name: "x", Method: 14, UncompressedSize64: 1, CompressedSize64: 1}), hearsay.ErrRefused, "not known"},
		{"a bomb", header(zip.FileHeader{Name: "x", Method: zip.Deflate, UncompressedSize64: 10 << 30, CompressedSize64: 100}), hearsay.ErrTooLarge, "10737418240 bytes when unpacked"},
		{"a bomb of many", func(t *testing.T) []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for i := range 20 {
				if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i), Method: zip.Deflate, UncompressedSize64: 60 << 20, CompressedSize64: 0}); err != nil {
					t.Fatal(err)
				}
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}, hearsay.ErrTooLarge, "when unpacked"},
		{"too many", func(t *testing.T) []byte {
			var list []entry
			for i := range 2001 {
				list = append(list, entry{fmt.Sprint(i), nil})
			}
			return zipped(t, list)
		}, hearsay.ErrTooLarge, "2001 files"},
		{"a directory that is long", func(t *testing.T) []byte {
			var list []entry
			for i := range 10_000 {
				list = append(list, entry{fmt.Sprintf("%0100d", i), nil})
			}
			return zipped(t, list)
		}, hearsay.ErrTooLarge, "a directory of"},
		{"bytes before it", func(t *testing.T) []byte { return append([]byte("#!/bin/sh\n"), zipped(t, sound)...) }, hearsay.ErrRefused, "before or behind"},
		{"bytes behind it", func(t *testing.T) []byte { return append(zipped(t, sound), "<script>"...) }, hearsay.ErrInvalid, "cut off"},
		{"its end cut off", func(t *testing.T) []byte { b := zipped(t, sound); return b[:len(b)-100] }, hearsay.ErrInvalid, "cut off"},
		{"nothing", func(*testing.T) []byte { return nil }, hearsay.ErrInvalid, "0 bytes"},
		{"a page", func(*testing.T) []byte { return []byte("<!doctype html><p>This is no archive.") }, hearsay.ErrInvalid, "no .zip"},
		{"another .zip", func(t *testing.T) []byte { return zipped(t, []entry{{"a.txt", []byte("x")}}) }, hearsay.ErrInvalid, "SHA256SUMS is missing"},
		{"a manifest of nothing", func(t *testing.T) []byte { return zipped(t, []entry{{"SHA256SUMS", []byte("hello\n")}}) }, hearsay.ErrInvalid, "line 1"},
		{"a manifest with a way up", func(t *testing.T) []byte {
			return zipped(t, []entry{{"SHA256SUMS", fmt.Appendf(nil, "%x  ../x\n", sha256.Sum256(nil))}})
		}, hearsay.ErrInvalid, "line 1"},
		{"a manifest that says two things", func(t *testing.T) []byte {
			return zipped(t, []entry{{"SHA256SUMS", fmt.Appendf(nil, "%x  x\n%x  x\n", sha256.Sum256(nil), sha256.Sum256([]byte("y")))}})
		}, hearsay.ErrRefused, "names x twice"},
		{"of a later version", func(t *testing.T) []byte {
			return zipped(t, []entry{{"packet.json", []byte(`{"format": 2, "hearsay": "v9"}`)}})
		}, hearsay.ErrNewer, "use hearsay v9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := check(c.make(t))
			if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("error %v (%+v), want one of %v that says %q", err, v, c.want, c.says)
			}
		})
	}
}

// TestLyingSize packs more than the directory says.
func TestLyingSize(t *testing.T) {
	b := zipped(t, []entry{{"big", bytes.Repeat([]byte("0"), 1<<20)}, {"SHA256SUMS", fmt.Appendf(nil, "%x  big\n", sha256.Sum256([]byte("0")))}})
	at := bytes.LastIndex(b, []byte("PK\x01\x02"))
	at = bytes.LastIndex(b[:at], []byte("PK\x01\x02")) // the entry of big
	copy(b[at+24:], []byte{1, 0, 0, 0})                // its size when unpacked
	v, err := check(b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"big is damaged: it cannot be unpacked"}, v.Problems); diff != "" {
		t.Error(diff)
	}
}

// TestStandardTools checks a packet without Hearsay.
func TestStandardTools(t *testing.T) {
	for _, tool := range []string{"unzip", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool + ": install it to run this test")
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "evidence.zip")
	if err := os.WriteFile(file, write(t, kinds(t, made)["trace"]), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(in string, args ...string) (string, error) {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = in
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := run(dir, "unzip", "-q", "evidence.zip", "-d", "packet"); err != nil {
		t.Fatal(out, err)
	}
	folder := filepath.Join(dir, "packet")
	out, err := run(folder, "sha256sum", "--strict", "-c", "SHA256SUMS")
	if err != nil || !strings.Contains(out, "report.html: OK") {
		t.Error(out, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "answer.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := run(folder, "sha256sum", "-c", "SHA256SUMS"); err == nil || !strings.Contains(out, "answer.json: FAILED") {
		t.Error(out, err)
	}
}

// TestDamagedCapture spoils the captures of a library: the packet says so and is made.
func TestDamagedCapture(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Dir(sampleEngine(t).Dir()))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "library", "captures", "000001.warc.gz")
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, make([]byte, info.Size()), 0o644); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), filepath.Join(dir, "library"))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	p, err := packet.Article(t.Context(), engine, made, article(t, engine, "gull-treaty"))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Exhibits[0].Capture; got.Problem == "" || got.SHA256 != "" {
		t.Errorf("capture %+v says nothing of the damage", got)
	}
}

// FuzzCheck holds that whatever is called sound is sound by an independent reading.
func FuzzCheck(f *testing.F) {
	f.Add(zipped(f, []entry{{"SHA256SUMS", fmt.Appendf(nil, "%x  a\n", sha256.Sum256([]byte("x")))}, {"a", []byte("x")}}))
	f.Add(zipped(f, []entry{{"../a", []byte("x")}}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := check(b)
		if err != nil || len(v.Problems) > 0 {
			return
		}
		files := unzipped(t, b)
		lines := 0
		for line := range strings.Lines(string(files["SHA256SUMS"])) {
			sum, name, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "  ")
			if body, there := files[name]; !there || !strings.EqualFold(fmt.Sprintf("%x", sha256.Sum256(body)), sum) {
				t.Errorf("%q is called sound", name)
			}
			lines++
		}
		if lines != v.Files {
			t.Errorf("%d files are called sound, the manifest has %d", v.Files, lines)
		}
	})
}
