// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package feed_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"testing"
	"time"

	"hearsay/feed"
	"hearsay/internal/fixture"
)

// differences lists where our reading of the feeds of rss-parser is another than what
// that parser makes of them: in how many entries, and why. White space counts on
// neither side.
var differences = []struct {
	file, field string
	entries     int
	reason      string
}{
	{"craigslist.rss", "title", 25, "we read entities and drop formatting: 1930ft<sup>2</sup>"},
	{"encoding.rss", "feed title", 1, "rss-parser misses ISO-8859-1"},
	{"encoding.rss", "title", 33, "rss-parser misses ISO-8859-1"},
	{"encoding.rss", "content", 36, "rss-parser misses ISO-8859-1"},
	{"encoding.rss", "categories", 8, "rss-parser misses ISO-8859-1"},
	{"encoding.rss", "feed self", 1, "rss-parser misses an atom10:link"},
	{"encoding.rss", "link", 40, "we take the address behind FeedBurner's counter (origLink)"},
	{"feedburner.atom", "link", 25, "we take the address behind FeedBurner's counter (origLink)"},
	{"feedburner.atom", "feed self", 1, "of several links rss-parser takes the last, which is the next page"},
	{"feedburner.atom", "categories", 25, "rss-parser reads none of Atom"},
	{"giantbomb-podcast.rss", "author", 730, "we take itunes:author when no other is named"},
	{"guardian.rss", "categories", 2, "we keep the same name once"},
	{"gulp-atom.atom", "link", 10, "we make relative addresses absolute"},
	{"heise.atom", "author", 15, "an entry without an author has that of the feed (RFC 4287, 4.2.1)"},
	{"incomplete-fields.atom", "entries", 1, "an entry that says nothing is skipped, and named"},
	{"item-itunes-episodeType.rss", "author", 1, "we take itunes:author when no other is named"},
	{"item-itunes-episodeType.rss", "feed self", 1, "of several links rss-parser takes the last, which is the hub"},
	{"many-links.rss", "link", 25, "we take the address behind FeedBurner's counter (origLink)"},
	{"many-links.rss", "feed self", 1, "of several links rss-parser takes the last, which is the next page"},
	{"many-links.rss", "categories", 25, "rss-parser reads none of Atom"},
	{"missing-fields.atom", "entries", 1, "an entry that says nothing but an ID is skipped, and named"},
	{"pagination-links.rss", "author", 1, "we take itunes:author when no other is named"},
	{"reddit-atom.rss", "content", 24, "without the div around it"},
	{"reddit-home.rss", "content", 24, "without the two divs around it, one of which is Atom's own"},
	{"reddit-home.rss", "categories", 24, "rss-parser reads none of Atom"},
	{"rss-1.rss", "categories", 46, "we read dc:subject"},
	{"uolNoticias.rss", "title", 11, "rss-parser misses ISO-8859-1"},
	{"uolNoticias.rss", "content", 10, "rss-parser misses ISO-8859-1"},
	{"uolNoticias.rss", "date", 15, "we read dates in Portuguese"},
	{"xml2js-options.rss", "categories", 46, "we read dc:subject"},
	{"xml2js-options.rss", "content", 69, "rss-parser was told to write EMPTY for what is empty"},
}

// TestRSSParser holds our reading against the JSON that rss-parser makes of its feeds,
// field by field.
func TestRSSParser(t *testing.T) {
	t.Parallel()
	input, output := fixture.Formats(t, "rss-parser/test/input/"), fixture.Formats(t, "rss-parser/test/output/")
	got := map[string]int{}
	compared := 0
	for name, want := range output {
		file := ""
		for in := range input {
			if strings.TrimSuffix(in, path.Ext(in))+".json" == name {
				file = in
			}
		}
		f, err := feed.Parse(input[file], "", "")
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		compared++
		for field, n := range compare(t, f, want) {
			got[file+" "+field] = n
		}
	}
	if compared != 29 {
		t.Errorf("%d feeds compared, want 29", compared)
	}
	for _, d := range differences {
		key := d.file + " " + d.field
		if got[key] != d.entries {
			t.Errorf("%s: %d entries differ, %d are known (%s)", key, got[key], d.entries, d.reason)
		}
		delete(got, key)
	}
	for key, n := range got {
		t.Errorf("%s: %d entries differ", key, n)
	}
}

// expected is what rss-parser writes.
type expected struct {
	Feed struct {
		Title, Link, FeedURL string
		Items                []map[string]any
	}
}

// compare counts the differences by field.
func compare(t *testing.T, f *feed.Feed, output []byte) map[string]int {
	var want expected
	if err := json.Unmarshal(output, &want); err != nil {
		t.Fatal(err)
	}
	differ := map[string]int{}
	note := func(field, want, got string) {
		if fold(want) != fold(got) {
			differ[field]++
		}
	}
	note("feed title", want.Feed.Title, f.Title)
	note("feed link", want.Feed.Link, f.Address)
	note("feed self", want.Feed.FeedURL, f.Self)
	if len(want.Feed.Items) != len(f.Entries) {
		differ["entries"] = len(want.Feed.Items) - len(f.Entries)
		return differ
	}
	for i, item := range want.Feed.Items {
		text := func(key string) string { s, _ := item[key].(string); return s }
		e := f.Entries[i]
		note("title", text("title"), e.Title)
		note("link", text("link"), e.Address)
		note("guid", cmp.Or(text("guid"), text("id"), e.ID), e.ID) // we never have none
		note("author", cmp.Or(text("creator"), text("author")), e.Author)
		note("content", cmp.Or(text("content:encoded"), text("content")), cmp.Or(e.Content, e.Summary))
		note("categories", categories(item["categories"]), strings.Join(e.Categories, "|"))
		d := e.Published // which rss-parser does not tell from an update
		if d.Value == "" {
			d = e.Updated
		}
		at, _ := time.Parse(time.RFC3339, text("isoDate"))
		note("date", at.UTC().Format(time.DateTime), d.Earliest.UTC().Format(time.DateTime))
	}
	return differ
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func categories(v any) string {
	var out []string
	list, _ := v.([]any)
	for _, c := range list {
		if m, ok := c.(map[string]any); ok {
			c = m["_"]
		}
		out = append(out, fmt.Sprint(c))
	}
	return strings.Join(out, "|")
}

// TestMiniflux reads the feeds of miniflux in their charsets.
func TestMiniflux(t *testing.T) {
	t.Parallel()
	files := fixture.Formats(t, "miniflux/internal/reader/parser/testdata/")
	for _, c := range []struct {
		file, contentType, title string
		entries, skipped         int
	}{
		{"encoding_ISO-8859-1.xml", "", "Red Dead Redemption 2: Hinweise auf PC-Umsetzung in App von Rockstar Games", 40, 0},
		{"encoding_WINDOWS-1251.xml", "", "Цитата #17703", 50, 0},
		{"no_encoding_ISO-8859-1.xml", "application/xml; charset=ISO-8859-1", "La criminalité liée surtout à... l'ennui ?", 9, 1}, // one says nothing
		{"rdf_UTF8.xml", "", "OLED-TVs: Vorsichtsmaßnahmen gegen Einbrennen", 60, 0},
		{"urdu_UTF8.xml", "", "امریکی عسکری امداد کی بندش کی وجوہات: انڈیا سے جنگ، جوہری پروگرام اور اب دہشت گردوں کی پشت پناہی", 26, 0},
		{"small_atom.xml", "", "Parse podcast categories", 20, 0},
		{"large_atom.xml", "", "Using vale with vim", 25, 0},
		{"large_rss.xml", "", "Using vale with vim", 25, 0},
	} {
		f, err := feed.Parse(files[c.file], c.contentType, "")
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		if len(f.Entries) != c.entries || len(f.Skipped) != c.skipped || !hasTitle(f, c.title) {
			t.Errorf("%s: %d entries, %v; first %q", c.file, len(f.Entries), f.Skipped, f.Entries[0].Title)
		}
		for i, e := range f.Entries {
			if len(e.Problems) > 0 || strings.ContainsRune(e.Title+e.Summary+e.Content, '\ufffd') {
				t.Errorf("%s: entry %d: %q %v", c.file, i+1, e.Title, e.Problems)
			}
		}
		delete(files, c.file)
	}
	if len(files) > 0 {
		t.Errorf("%d files are not in the table", len(files))
	}
}

func hasTitle(f *feed.Feed, title string) bool {
	for _, e := range f.Entries {
		if e.Title == title {
			return true
		}
	}
	return false
}

// TestNoExpectation reads the two inputs of rss-parser that have no JSON.
func TestNoExpectation(t *testing.T) {
	t.Parallel()
	input := fixture.Formats(t, "rss-parser/test/input/")
	if _, err := feed.Parse(input["unrecognized.rss"], "", ""); err == nil || !strings.Contains(err.Error(), "this is a web page, not a feed") {
		t.Errorf("unrecognized.rss: %v", err)
	}
	if f, err := feed.Parse(input["itunes-missing-image.rss"], "", ""); err != nil || len(f.Entries) != 131 {
		t.Errorf("itunes-missing-image.rss: %v", err)
	}
}

// BenchmarkParse reads the feeds of rss-parser one after the other.
func BenchmarkParse(b *testing.B) {
	input := fixture.Formats(b, "rss-parser/test/input/")
	size := 0
	for _, body := range input {
		size += len(body)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, body := range input {
			_, _ = feed.Parse(body, "", "") // one of them is no feed
		}
	}
	b.ReportMetric(float64(len(input)*b.N)/b.Elapsed().Seconds(), "feeds/s")
}
