// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package sample_test

import (
	"bytes"
	"crypto/sha256"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"hearsay"
	"hearsay/internal/sample"
)

// captures returns the library by slug.
func captures(t *testing.T) map[string]sample.Capture {
	t.Helper()
	all := map[string]sample.Capture{}
	for c := range sample.Captures() {
		if _, ok := all[c.Slug]; ok {
			t.Errorf("%s: two captures of that slug", c.Slug)
		}
		all[c.Slug] = c
	}
	return all
}

func TestCaptures(t *testing.T) {
	ids := map[hearsay.CaptureID]string{}
	n := 0
	for c := range sample.Captures() {
		n++
		if c.Payload != hearsay.Digest(sha256.Sum256(c.Body)) || c.ID != c.Identity() {
			t.Errorf("%s: digest or ID does not belong to the body", c.Slug)
		}
		if other, ok := ids[c.ID]; ok {
			t.Errorf("%s and %s have one ID", c.Slug, other)
		}
		ids[c.ID] = c.Slug
		if len(c.Body) == 0 || c.MediaType == "" || c.Name == "" || c.URL == "" || c.At.IsZero() {
			t.Errorf("%s: incomplete capture %+v", c.Slug, c.Capture)
		}
	}
	if n != 61 {
		t.Errorf("%d captures, want 61", n)
	}
}

func TestCapturesAreTheSameEachTime(t *testing.T) {
	var first, second []hearsay.Capture
	for c := range sample.Captures() {
		first = append(first, c.Capture)
	}
	for c := range sample.Captures() {
		second = append(second, c.Capture)
		c.Body[0]++ // the caller's own: must not reach the next reader
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("second run differs:\n%s", diff)
	}
	for c := range sample.Captures() {
		if c.Payload != hearsay.Digest(sha256.Sum256(c.Body)) {
			t.Fatalf("%s: a caller's change reached the library", c.Slug)
		}
	}
}

func TestCapturesCanBeStopped(t *testing.T) {
	for range sample.Captures() {
		break // would panic if the iterator went on
	}
}

func TestRowIsCapturedWithWhatItSays(t *testing.T) {
	c := captures(t)["brief-storm"]
	want := hearsay.Given{
		URL: "https://www.northline.example/briefs/storm", Outlet: "Northline",
		Title: "Ferries halted as Storm Osric nears Orrin Strait",
		Date:  "2025-03-17T22:10:00Z", Language: "en",
	}
	if diff := cmp.Diff(want, c.Given); diff != "" {
		t.Errorf("given (-want +got):\n%s", diff)
	}
	if c.MediaType != "application/x-ndjson" || c.Status != 0 || c.Name != "brief-storm" {
		t.Errorf("row captured as %q, status %d, name %q", c.MediaType, c.Status, c.Name)
	}
	if !bytes.HasPrefix(c.Body, []byte(`{"id": "brief-storm"`)) || bytes.ContainsRune(c.Body, '\n') {
		t.Errorf("body is not the row: %q", c.Body)
	}
}

func TestFilesOnDiskAreAllUsed(t *testing.T) {
	used := map[string]bool{"library/index.jsonl": true, "library/northline-briefs.jsonl": true}
	for slug, c := range captures(t) {
		used["text/"+slug+".txt"] = true
		if c.Given.Outlet == "" {
			used["library/"+c.Name] = true
		}
	}
	size := int64(0)
	for _, dir := range []string{"library", "text"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			name := dir + "/" + f.Name()
			if !used[name] {
				t.Errorf("%s belongs to no article", name)
			}
			info, err := f.Info()
			if err != nil {
				t.Fatal(err)
			}
			size += info.Size()
		}
	}
	if size > 600<<10 {
		t.Errorf("the library has grown to %d bytes; it ships in every binary: keep it under 600 KiB", size)
	}
}

// The text must be what the page has, block for block: it is what extraction
// will be judged by.
func TestTextStandsOnItsPage(t *testing.T) {
	for slug, c := range captures(t) {
		text, ok := sample.Text(slug)
		if !ok {
			t.Errorf("%s: no text", slug)
			continue
		}
		if !norm.NFC.IsNormalString(text) || strings.Map(visible, text) != text {
			t.Errorf("%s: text is not NFC or holds invisible characters", slug)
		}
		page := pageText(t, c)
		if slug == "straitsnow-museum" {
			page = foldLookAlikes(page)
		}
		if c.Given.Outlet != "" {
			continue // a row is its own text
		}
		for _, block := range strings.Split(text, "\n\n") {
			_, after, found := strings.Cut(page, spaced(block))
			if !found {
				t.Errorf("%s: not on the page, or out of order: %.60q", slug, block)
				break
			}
			page = after
		}
	}
}

func TestTextOfNothing(t *testing.T) {
	for _, slug := range []string{"", "nothing", "../truth", "gull-treaty.txt"} {
		if text, ok := sample.Text(slug); ok || text != "" {
			t.Errorf("Text(%q) = %q, %v", slug, text, ok)
		}
	}
}

// address finds the hosts of absolute and of protocol-relative addresses.
var address = regexp.MustCompile(`https?://[^\s"'<>\\)]+|[\w.+-]+@[\w-]+\.[\w.-]*\w`)

// vocabularies are names of formats, never fetched by anything.
var vocabularies = map[string]bool{"schema.org": true, "www.w3.org": true, "ogp.me": true}

func TestEveryAddressIsFictional(t *testing.T) {
	for slug, c := range captures(t) {
		for _, found := range address.FindAllString(string(c.Body), -1) {
			host := found[strings.LastIndex(found, "@")+1:]
			if u, err := url.Parse(found); err == nil && u.Host != "" {
				host = u.Hostname()
			}
			if !strings.HasSuffix(host, ".example") && !vocabularies[host] {
				t.Errorf("%s: %s is not under .example (RFC 2606)", slug, found)
			}
		}
	}
}

// A demonstration that names a real paper accuses it. This short list cannot
// prove that none is named; it catches the slips of a tired hand.
var realNames = regexp.MustCompile(`\b(?i:Reuters|Associated Press|Agence France|AFP|dpa|TASS|Interfax|Xinhua|` +
	`BBC|CNN|Fox News|Al Jazeera|Sputnik|Guardian|Telegraph|Daily Mail|Daily Mirror|Bild|Spiegel|Le Monde|` +
	`Le Figaro|New York Times|Washington Post|Moskovsky|Pravda|Blogspot|Blogger|WordPress|Facebook|Twitter|` +
	`Telegram|WhatsApp|Google|Wikipedia)\b`)

func TestNoRealOutletIsNamed(t *testing.T) {
	files, err := filepath.Glob("[ltq]*/*")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range append(files, "truth.txt", "query.txt") {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := realNames.Find(b); found != nil {
			t.Errorf("%s names %s", name, found)
		}
	}
}

func TestCharsets(t *testing.T) {
	for slug, c := range captures(t) {
		odd := slug == "meridian-ru-treaty" || slug == "cpa-storm"
		if utf8.Valid(c.Body) == odd {
			t.Errorf("%s: UTF-8 is %v, want %v", slug, utf8.Valid(c.Body), !odd)
		}
		if odd && strings.Contains(c.MediaType, "charset") {
			t.Errorf("%s: the header gives the charset away: %s", slug, c.MediaType)
		}
	}
}
