// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hearsay"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
	"hearsay/wire"
)

// tables are one of each page's.
func tables() []string {
	return []string{"/articles.csv", "/stories.csv", "/speakers.csv", "/speakers/" + voiceID.String() + ".csv", "/speakers/" + voiceID.String() + "/about.csv", "/speakers/unclear.csv", "/quotes.csv?text=ferry", "/trace.csv?q=ferry", "/search.csv?q=ferry"}
}

// TestE1TablesOfHostileText: no cell runs in a spreadsheet, unless a machine asks for it raw.
func TestE1TablesOfHostileText(t *testing.T) {
	const formula = `=HYPERLINK("http://evil.example","x")`
	site := web.New(hostile(formula), web.Options{})
	for _, address := range tables() {
		w := get(t, site, address)
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") {
			t.Errorf("%s: status %d, %s", address, w.Code, w.Header().Get("Content-Type"))
		}
		checkHeaders(t, address, w.Result().Header)
		r := csv.NewReader(w.Body)
		r.Comment = '#'
		rows, err := r.ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", address, len(rows), err)
			continue
		}
		for _, cell := range rows[1] {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("%s: a formula: %s", address, cell)
			}
		}
		join := "?"
		if strings.Contains(address, "?") {
			join = "&"
		}
		if raw := get(t, site, address+join+"raw=1").Body.String(); strings.Contains(raw, "'=") || !strings.Contains(raw, "=HYPERLINK") {
			t.Errorf("%s: not raw: %.300s", address, raw)
		}
	}
}

// breaking fails after many rows.
type breaking struct{ *fake }

func (b breaking) EachArticle(_ context.Context, each func(*hearsay.Article) error) error {
	for range 10_000 {
		if err := each(b.view.Article); err != nil {
			return err
		}
	}
	return errors.New("disk on fire")
}

// TestTableThatBreaksOff: nobody takes a part for the whole.
func TestTableThatBreaksOff(t *testing.T) {
	server := httptest.NewServer(web.New(breaking{hostile("plain")}, web.Options{}))
	defer server.Close()
	answer, err := http.Get(server.URL + "/articles.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err == nil {
		t.Error("the transfer ended as if the table were whole")
	}
	if lines := strings.Split(strings.TrimSpace(string(text)), "\n"); answer.StatusCode != 200 || !strings.HasPrefix(lines[len(lines)-1], "# This table is not complete") {
		t.Errorf("status %d, last line %q", answer.StatusCode, lines[len(lines)-1])
	}
	broken := hostile("plain")
	broken.err = hearsay.ErrConflict
	if w := get(t, web.New(broken, web.Options{}), "/articles.csv"); w.Code != 409 || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("before the first row: status %d, %s", w.Code, w.Header().Get("Content-Type"))
	}
}

// shortPairs has more articles in an exchange than are listed.
type shortPairs struct{ *fake }

func (s shortPairs) Exchange(ctx context.Context) (*hearsay.Exchange, error) {
	x, err := s.fake.Exchange(ctx)
	x.Takings[0].Articles = len(x.Takings[0].Pairs) + 1
	return x, err
}

// outletOf is the first outlet of a library.
func outletOf(t *testing.T, site http.Handler) string {
	t.Helper()
	return readJSON[wire.Outlets](t, site, "/outlets.json").Outlets[0].ID
}

// TestCutIsTold: what is not complete says so in a header, and in its last line or in a field.
func TestCutIsTold(t *testing.T) {
	t.Parallel()
	cut := hostile("plain")
	cut.trace.More = 3
	cut.view.Shares, cut.view.MoreShares = []store.Share{{With: cut.briefs[0], Words: 40}}, true
	cut.view.Versions = append(cut.view.Versions, hearsay.Revision{Brief: cut.briefs[0]})
	site := web.New(shortPairs{cut}, web.Options{})
	voice, story := voiceID.String(), firstID.String()
	for address, want := range map[string]string{
		"/trace.json?q=ferry": "3 more articles", "/trace.csv?q=ferry": "3 more articles", "/quotes.json?text=ferry": "more utterances", "/quotes.csv?text=ferry": "more utterances",
		"/stories/" + story + ".json": "1 more articles", "/stories/" + story + ".csv": "1 more articles", "/speakers/" + voice + ".json": "1 more reasons", "/quotes/" + story + "-1.json": "1 more articles",
		"/articles/" + story + ".json":            "1 of the versions, the earliest, were not compared with the one before each; hearsay compare sets any two side by side; more articles than these 1 share passages",
		"/outlets/" + outletOf(t, site) + ".json": "of 1 exchanges only the latest articles are listed",
		"/articles.json":                          "", "/articles.csv": "", "/speakers/" + voice + ".csv": "",
	} {
		w := get(t, site, address)
		if got := w.Header().Get("Hearsay-Cut"); w.Code != 200 || !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: status %d, header %q, want %q", address, w.Code, got, want)
		}
		if strings.Contains(address, ".json") {
			var body struct{ Cut string }
			if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || !strings.Contains(body.Cut, want) || (body.Cut == "") != (want == "") {
				t.Errorf("%s: cut is %q, %v, want %q", address, body.Cut, err, want)
			}
			continue
		}
		lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
		if last := lines[len(lines)-1]; strings.HasPrefix(last, "# This table is not complete: ") != (want != "") || !strings.Contains(last, want) {
			t.Errorf("%s: the last line is %q, want %q", address, last, want)
		}
	}
}

// untold is a library in which many stories are told and some articles are in none yet.
type untold struct {
	*fake
	left int
}

func (u untold) EachStory(_ context.Context, _ search.StoryFilter, each func(*search.Told) error) (int, error) {
	for range 2000 {
		if err := each(&search.Told{Story: u.story.Story, Lineage: u.story.Lineage}); err != nil {
			return 0, err
		}
	}
	return u.left, nil
}

// TestCutOfALongTable: what is known only at its end stands behind it.
func TestCutOfALongTable(t *testing.T) {
	t.Parallel()
	for _, left := range []int{0, 7} {
		server := httptest.NewServer(web.New(untold{hostile("plain"), left}, web.Options{}))
		answer, err := http.Get(server.URL + "/stories.csv")
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		server.Close()
		if err != nil || len(text) < 100_000 {
			t.Fatal(len(text), err)
		}
		if got := answer.Trailer.Get("Hearsay-Cut"); strings.Contains(got, "7 articles are in no story yet") != (left > 0) || answer.Header.Get("Hearsay-Cut") != "" {
			t.Errorf("%d articles left: trailer %q, header %q", left, got, answer.Header.Get("Hearsay-Cut"))
		}
	}
}
