// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/intake"
	"hearsay/internal/golden"
)

const someRow = `{"id":"r1","text":"It rained, the mayor said.","url":"https://a.example/r","series":"Gull","date":"2025-03-01","title":"Rain","mood":"wet"}` + "\n"

// TestWalkFile reads one file of each kind.
func TestWalkFile(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"a.html", somePage, "a.html: html \"<!doctype html><titl… (67 bytes)\" name=a.html"},
		{"a.txt", "It rained, the mayor said.\n", "a.txt: plain \"It rained, the mayor said.\\n\" name=a.txt"},
		{"a", "It rained, the mayor said.\n", "a: plain \"It rained, the mayor said.\\n\" name=a"},
		{"a.html.gz", gz(somePage), "a.html.gz: html \"<!doctype html><titl… (67 bytes)\" name=a.html"},
		{"a.html.zst", zst(somePage), "a.html.zst: html \"<!doctype html><titl… (67 bytes)\" name=a.html"},
		{"r.jsonl", someRow + "\n" + `{"id":"r2","html":"<p>It rained.</p>","text":"not this"}` + "\n[]\n", "r.jsonl row 1: plain; charset=utf-8 \"It rained, the mayor said.\" url=https://a.example/r name=r1 given={https://a.example/r|Gull|Rain|2025-03-01|}\nr.jsonl row 3: html; charset=utf-8 \"<p>It rained.</p>\" name=r2\nr.jsonl row 4: SKIP not an object but array"},
		{"r.jsonl.gz", gz(someRow), "r.jsonl.gz row 1: plain; charset=utf-8 \"It rained, the mayor said.\" url=https://a.example/r name=r1 given={https://a.example/r|Gull|Rain|2025-03-01|}"},
		{"r.jsonl.zst", zst(someRow), "r.jsonl.zst row 1: plain; charset=utf-8 \"It rained, the mayor said.\" url=https://a.example/r name=r1 given={https://a.example/r|Gull|Rain|2025-03-01|}"},
		{"r.json", "[\n" + someRow + ",\n" + `{"text":""}` + "]", "r.json row 1: plain; charset=utf-8 \"It rained, the mayor said.\" url=https://a.example/r name=r1 given={https://a.example/r|Gull|Rain|2025-03-01|}\nr.json row 2: SKIP text is empty"},
		{"p.zip", zipOf(file{"x/a.html", somePage}, file{"x/logo.png", "\x89PNG\r\n\x1a\n"}, file{"link", "link:/etc/passwd"}, file{".hidden.html", somePage}, file{"__MACOSX/a.html", somePage}), "p.zip!x/a.html: html \"<!doctype html><titl… (67 bytes)\" name=a.html\np.zip!x/logo.png: SKIP looks like a PNG image, not a page\np.zip!link: SKIP a link in an archive, not followed"},
		{"p.tar", tarOf(file{"x/", ""}, file{"x/a.html", somePage}, file{"x/l", "link:a.html"}), "p.tar!x/a.html: html \"<!doctype html><titl… (67 bytes)\" name=a.html\np.tar!x/l: SKIP a link in an archive, not followed"},
		{"p.tar.gz", gz(tarOf(file{"r.jsonl", someRow})), "p.tar.gz!r.jsonl row 1: plain; charset=utf-8 \"It rained, the mayor said.\" url=https://a.example/r name=r1 given={https://a.example/r|Gull|Rain|2025-03-01|}"},
		{"p.tar.zst", zst(tarOf(file{"a.html.gz", gz(somePage)})), "p.tar.zst!a.html.gz: html \"<!doctype html><titl… (67 bytes)\" name=a.html"},
		{"deep.zip", zipOf(file{"in.zip", zipOf(file{"a.html", somePage}, file{"deeper.zip", zipOf(file{"a.html", somePage})})}), "deep.zip!in.zip!a.html: html \"<!doctype html><titl… (67 bytes)\" name=a.html\ndeep.zip!in.zip!deeper.zip: SKIP an archive in an archive in an archive; unpack the outer one first"},
		{"twice.gz", gz(gz(somePage)), "twice.gz: SKIP compressed twice; unpack it once"},
		{"same.zip", zipOf(file{"a.html", somePage}, file{"b/a.html", somePage}), "same.zip!a.html: html \"<!doctype html><titl… (67 bytes)\" name=a.html\nsame.zip!b/a.html: html \"<!doctype html><titl… (67 bytes)\" name=a.html"},
	} {
		if diff := cmp.Diff(c.want, strings.TrimSpace(one(t, c.name, c.content))); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// TestWalkFolder: by name, depth first; links to files are followed, links to
// folders and names with a dot are not.
func TestWalkFolder(t *testing.T) {
	dir := folder(t, map[string]string{"b/2.txt": "Two words", "b/1.txt": "One word", "a.txt": "First words", ".git/x.txt": "hidden", "c/.x.txt": "hidden"})
	for link, to := range map[string]string{"l.txt": "a.txt", "loop": ".", "gone": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	want := `a.txt: plain "First words" name=a.txt
b/1.txt: plain "One word" name=1.txt
b/2.txt: plain "Two words" name=2.txt
gone: SKIP a symbolic link to nothing
l.txt: plain "First words" name=l.txt
loop: SKIP a symbolic link to a folder, not followed
`
	if diff := cmp.Diff(want, walk(t, dir, intake.Options{}, ".")); diff != "" {
		t.Error(diff)
	}
}

func TestWalkStdin(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{somePage, `-: html "<!doctype html><titl… (67 bytes)" name=stdin`},
		{someRow, `-: row`},
		{gz(someRow), `-: row`},
		{zipOf(file{"a.html", somePage}), `-!a.html: html "<!doctype html><titl… (67 bytes)" name=a.html`},
		{"", `-: SKIP empty`},
	} {
		got := strings.TrimSpace(walk(t, "", intake.Options{Stdin: strings.NewReader(c.in)}, "-"))
		if c.want == "-: row" {
			c.want = `- row 1: plain; charset=utf-8 "It rained, the mayor said." url=https://a.example/r name=r1 given={https://a.example/r|Gull|Rain|2025-03-01|}`
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// TestMovedFolder: a page is the same capture wherever its folder lies and
// however it is packed.
func TestMovedFolder(t *testing.T) {
	a := identities(t, folder(t, map[string]string{"x/page.html": somePage, "y/r.jsonl": someRow}))
	b := identities(t, folder(t, map[string]string{"z/z/page.html": somePage, "r.jsonl.gz": gz(someRow)}))
	if diff := cmp.Diff(a, b); diff != "" || len(a) != 2 {
		t.Errorf("%v", diff)
	}
}

// TestLimits: what is over a limit is skipped and named, and reading goes on
// behind it.
func TestLimits(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("word ", 1000) + `"}` + "\n"
	limits := intake.Limits{Page: 1000, Row: 3000, Unpacked: 10_000, Ratio: 10, Members: 3}
	for _, c := range []struct{ name, content, want string }{
		{"a.txt", strings.Repeat("word ", 1000), "SKIP stopped at 1000 bytes, the limit for a page"},
		{"r.jsonl", long + someRow, "row 2: plain"},
		{"r.jsonl", long + someRow, "row 1: SKIP longer than"},
		{"bomb.tar.gz", gz(tarOf(file{"logo.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("0", 500_000)})), "SKIP"},
		{"many.zip", zipOf(file{"1.txt", "one"}, file{"2.txt", "two"}, file{"3.txt", "three"}, file{"4.txt", "four"}), "SKIP"},
	} {
		got := walk(t, folder(t, map[string]string{c.name: c.content}), intake.Options{Limits: limits}, c.name)
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s; want it to hold %q", c.name, got, c.want)
		}
	}
}

// TestWalkEnds: it stops when the caller has enough, and when ctx is done.
func TestWalkEnds(t *testing.T) {
	dir := folder(t, map[string]string{"r.jsonl": strings.Repeat(someRow, 100)})
	n := 0
	for range intake.Walk(t.Context(), []string{dir}, intake.Options{}) {
		if n++; n == 3 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	m := 0
	for range intake.Walk(ctx, []string{dir}, intake.Options{}) {
		if m++; m == 3 {
			cancel()
		}
	}
	if n != 3 || m > 4 {
		t.Errorf("%d and %d items after the end", n, m)
	}
}

// TestRealFormats reads real archives and feeds, good and broken: nothing is lost
// without a word, and every item can be kept and read again (see describe).
func TestRealFormats(t *testing.T) {
	var pages, skipped int
	for it := range intake.Walk(t.Context(), []string{golden.Data(t, "formats-warc-rss")}, intake.Options{Now: noon}) {
		describe(t, it)
		if it.Skip != nil {
			skipped++
			if it.Skip.Reason == "" || it.Where.Path == "" {
				t.Errorf("skipped without a reason or a place: %+v", it)
			}
			continue
		}
		pages++
	}
	t.Logf("%d pages, %d skipped", pages, skipped)
	if pages < 10 {
		t.Errorf("%d pages", pages)
	}
}

func TestTotal(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": "12345", "b/c.txt": "123"})
	if got := intake.Total(t.Context(), []string{dir, filepath.Join(dir, "none"), "-"}); got != 8 {
		t.Errorf("%d bytes, want 8", got)
	}
}

// FuzzWalk: any bytes end in pages and reasons.
func FuzzWalk(f *testing.F) {
	for _, s := range []string{somePage, someRow, gz(somePage), zst(someRow), zipOf(file{"a.html", somePage}), tarOf(file{"a.html", somePage}), "WARC/1.1\r\n", "[{"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<16 {
			return
		}
		opt := intake.Options{Now: noon, Stdin: strings.NewReader(string(content)), Limits: intake.Limits{Unpacked: 1 << 20, Spool: 1 << 20, Waste: 1 << 20}}
		for it := range intake.Walk(t.Context(), []string{"-"}, opt) {
			describe(t, it)
		}
	})
}
