// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hearsay"
	"hearsay/web"
)

// tables are one of each page's.
func tables() []string {
	return []string{"/articles.csv", "/stories.csv", "/speakers.csv", "/speakers/" + voiceID.String() + ".csv", "/speakers/" + voiceID.String() + "/about.csv", "/speakers/unclear.csv", "/quotes.csv?text=ferry", "/trace.csv?q=ferry", "/search.csv?q=ferry"}
}

// TestTablesOfHostileText: no cell runs in a spreadsheet, unless a machine asks for it raw.
func TestTablesOfHostileText(t *testing.T) {
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
