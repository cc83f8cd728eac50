// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

// invented makes n articles of words that nobody has, in order of date. Two thirds
// of them carry a passage that one or two others have: fewer than detection looks
// for, so that links do not depend on what was in the library when.
func invented(n int) []map[string]string {
	r := rand.New(rand.NewPCG(3, 9))
	words := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "%c%c%c%c%c ", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))
		}
		return strings.TrimSpace(b.String())
	}
	passages := make([]string, max(n/4, 1))
	for i := range passages {
		passages[i] = words(25)
	}
	out := make([]map[string]string, n)
	for i := range out {
		text := fmt.Sprintf("Entry %d\n\nIt says %s.", i, words(30))
		if i%3 > 0 {
			text += fmt.Sprintf(" On page %d stands: %s. So it ends.", i, passages[i*7%len(passages)])
		}
		at := time.Date(2020, 1, 1, 0, i, 0, 0, time.UTC)
		out[i] = map[string]string{"id": fmt.Sprint("row-", i), "date": at.Format(time.RFC3339), "text": text, "outlet": fmt.Sprint("Outlet ", i%9)}
	}
	return out
}

// speaking makes somebody speak in every third of some invented rows. That is told
// where most words are English, so nothing else stands there.
func speaking(rows []map[string]string) []map[string]string {
	for i := 0; i < len(rows); i += 3 {
		rows[i]["text"] = fmt.Sprintf("Entry %d\n\nMayor %s Lee said item %d was late.", i, []string{"Ann", "Bo", "Tom"}[i%9/3], i)
	}
	return rows
}

// writeRows writes rows as JSON lines.
func writeRows(t *testing.T, path string, rows []map[string]string) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// linksOf lists the links of a library.
func linksOf(t *testing.T, dir string) (out []string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err == nil {
		defer lib.Close()
		err = lib.Links(t.Context(), func(l hearsay.Link) error {
			out = append(out, fmt.Sprintf("%+v", l))
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// clustersOf lists the witnesses of a library's clusters, by cluster.
func clustersOf(t *testing.T, dir string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	lib, err := store.Open(t.Context(), dir)
	if err == nil {
		defer lib.Close()
		err = lib.Carriers(t.Context(), func(c hearsay.Carrier) error {
			for _, w := range c.Witnesses {
				out[w.Cluster.String()] = append(out[w.Cluster.String()], fmt.Sprintf("%s %v", w.Article, w.Whole))
			}
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// voicesOf lists the voices of a library.
func voicesOf(t *testing.T, dir string) (out []string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err == nil {
		defer lib.Close()
		var all []hearsay.Voice
		all, _, err = lib.Voices(t.Context(), store.VoiceFilter{}, 0, 1e6)
		for _, v := range all {
			out = append(out, fmt.Sprintf("%+v", v))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checked checks a library, in which there must be no problem.
func checked(t *testing.T, lib string) (v struct {
	Articles int
	Notes    []string
}) {
	t.Helper()
	code, stdout, stderr := run(t, "", "check", "--json", "--library", lib)
	if err := json.Unmarshal([]byte(stdout), &v); err != nil || code != exitDone {
		t.Fatalf("check: exit %d, %v: %s%s", code, err, stdout, stderr)
	}
	return v
}

func lastLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], "\n")
}
