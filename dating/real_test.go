// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating_test

import (
	"archive/zip"
	"bufio"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/dating"
	"hearsay/internal/golden"
	"hearsay/internal/reuters"
)

// TestNoFalseAlarms: news of known time tells of coming events in plenty, and no
// event of the future is one that it tells of as past.
func TestNoFalseAlarms(t *testing.T) {
	for _, set := range []struct {
		name, date string
		texts      func(*testing.T, func(date, text string))
	}{
		{"news-bbc2225", "2005-06-30", bbc}, // 2004 and 2005
		{"news-abc2006", "2006-12-31", abc},
		{"news-reuters21578", "", wires},
	} {
		t.Run(set.name, func(t *testing.T) {
			texts, days := 0, 0
			set.texts(t, func(date, text string) {
				if date == "" {
					date = set.date
				}
				texts++
				days += strings.Count(text, ", 200") + strings.Count(text, ", 198")
				for _, f := range dating.Findings(page(t, text, "given "+date)) {
					s := f.At.Span
					t.Errorf("%s %s: …%s…", date, f.Says, text[max(0, s.Start-150):min(len(text), s.End+80)])
				}
			})
			t.Logf("%d texts, about %d days in them", texts, days)
		})
	}
}

func bbc(t *testing.T, f func(date, text string)) {
	zipLines(t, filepath.Join(golden.Data(t, "news-bbc2225"), "bbc.zip"), f)
}

func abc(t *testing.T, f func(date, text string)) {
	zipLines(t, filepath.Join(golden.Data(t, "news-abc2006"), "abc.zip"), f)
}

// zipLines calls f for the lines of the texts in an archive.
func zipLines(t *testing.T, name string, f func(date, text string)) {
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, file := range z.File {
		if !strings.HasSuffix(file.Name, ".txt") {
			continue
		}
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<22)
		for lines.Scan() {
			f("", lines.Text())
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func wires(t *testing.T, f func(date, text string)) {
	for _, b := range golden.Tar(t, "news-reuters21578", "reuters21578-sgml.tar.zst") {
		for item, err := range reuters.Items(b) {
			if err == nil && item.Body != "" {
				f(item.Date.Format("2006-01-02T15:04:05Z"), strings.ReplaceAll(item.Body, "\n", " "))
			}
		}
	}
}
