// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/store"
)

// open returns the desk of a library, closed at the end of the test.
func open(t *testing.T, dir string) *Desk {
	t.Helper()
	d, err := Open(dir, Options{Now: func() time.Time { return time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// receive brings a file to the desk.
func receive(t *testing.T, d *Desk, name, body string) Status {
	t.Helper()
	s, err := d.Receive(name, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// finish starts a job and waits for its end.
func finish(t *testing.T, d *Desk, id string, columns Columns) Status {
	t.Helper()
	if err := d.Start(id, columns); err != nil {
		t.Fatal(err)
	}
	return await(t, d, id)
}

func await(t *testing.T, d *Desk, id string) Status {
	t.Helper()
	for {
		s, changed, err := d.Watch(id)
		if err != nil {
			t.Fatal(err)
		}
		if s.State.Over() {
			return s
		}
		select {
		case <-changed:
		case <-t.Context().Done():
			t.Fatal("the test ended first")
		}
	}
}

const article = "The ferry will not sail before the spring, the harbour master said on Tuesday, and nobody in the town was surprised by it."

func row(url string) string {
	return fmt.Sprintf(`{"url":%q,"title":"No ferry before spring","outlet":"The Daily Gull","date":"2025-03-04","text":%q}`+"\n", url, article+" "+url)
}

func TestAddTwice(t *testing.T) {
	d := open(t, t.TempDir())
	body := row("https://gull.example/1") + row("https://gull.example/2") + "{\n"
	s := finish(t, d, receive(t, d, "rows.jsonl", body).ID, nil)
	if s.State != Done || s.Counts.New != 2 || s.Counts.Skipped != 1 {
		t.Fatalf("first: %+v", s)
	}
	if len(s.Skipped) != 1 || s.Skipped[0].Path != "rows.jsonl" || s.Skipped[0].Row != 3 {
		t.Errorf("skipped %+v, want row 3 of rows.jsonl", s.Skipped)
	}
	list, err := d.Skipped(s.ID)
	if err != nil || !strings.HasPrefix(string(list), "file,row,reason\nrows.jsonl,3,not valid JSON") {
		t.Errorf("list of skipped rows: %q, %v", list, err)
	}
	if _, err := os.Stat(d.file(&s)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was received is there still: %v", err)
	}
	s = finish(t, d, receive(t, d, "rows.jsonl", body).ID, nil)
	if s.Counts.New != 0 || s.Counts.Already != 2 {
		t.Errorf("again: %+v, want 0 new and 2 already here", s.Counts)
	}
}

func TestColumns(t *testing.T) {
	for _, c := range []struct{ name, body, names string }{
		{"rows.csv", "Headline,Body,Link,Published,Publisher\nNo ferry,\"" + article + "\",https://gull.example/3,2025-03-04,The Daily Gull\nShort,,https://gull.example/4,,\n", "Headline Body Link Published Publisher"},
		{"rows.tsv", "\ufeffHeadline\tBody\tLink\tPublished\tPublisher\nNo ferry\t" + article + "\thttps://gull.example/3\t2025-03-04\tThe Daily Gull\nShort\t\thttps://gull.example/4\t\t\n", "Headline Body Link Published Publisher"},
		{"rows.jsonl", `{"Headline":"No ferry","Body":"` + article + `","Link":"https://gull.example/3","Published":"2025-03-04","Publisher":"The Daily Gull"}` + "\n" + `{"Headline":"Short","Body":""}` + "\n", "Headline Body Link Published Publisher"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, t.TempDir())
			s := receive(t, d, c.name, c.body)
			p, err := d.Preview(t.Context(), s.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(p.Names, " "); got != c.names || len(p.Rows) != 2 || p.More {
				t.Errorf("preview has columns %s and %d rows", got, len(p.Rows))
			}
			for field, column := range map[string]string{"text": "Body", "title": "Headline", "url": "Link", "date": "Published", "outlet": "Publisher"} {
				if p.Columns[field] != column {
					t.Errorf("%s is taken from %q, want %q", field, p.Columns[field], column)
				}
			}
			s = finish(t, d, s.ID, nil)
			if s.State != Done || s.Counts.New != 1 || len(s.Skipped) != 1 || s.Skipped[0].Row != 2 {
				t.Fatalf("added: %+v", s)
			}
			checkBrief(t, d.dir)
		})
	}
}

// checkBrief looks for the article of TestColumns.
func checkBrief(t *testing.T, dir string) {
	t.Helper()
	lib, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	briefs, _, err := lib.Latest(t.Context(), 0, 10)
	if err != nil || len(briefs) != 1 {
		t.Fatalf("%d articles, %v", len(briefs), err)
	}
	if b := briefs[0]; b.Headline != "No ferry" || b.URL != "https://gull.example/3" || b.Outlet.Name != "The Daily Gull" || b.Date.Value != "2025-03-04" {
		t.Errorf("article %+v", b)
	}
}

func TestWithoutText(t *testing.T) {
	d := open(t, t.TempDir())
	s := receive(t, d, "rows.csv", "a,b\n1,2\n")
	if err := d.Start(s.ID, Columns{"title": "a"}); !errors.Is(err, hearsay.ErrInvalid) {
		t.Errorf("columns without a text: %v, want ErrInvalid", err)
	}
	if got := finish(t, d, s.ID, nil); got.State != Failed || !strings.Contains(got.Problem, "which column holds the text") {
		t.Errorf("started as it was: %+v", got)
	}
}

// TestOtherWriter: while somebody else writes, a job fails with words and can be
// started again.
func TestOtherWriter(t *testing.T) {
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, dir)
	id := receive(t, d, "rows.jsonl", row("https://gull.example/1")).ID
	if s := finish(t, d, id, nil); s.State != Failed || !strings.Contains(s.Problem, "another hearsay is writing") {
		t.Errorf("beside a writer: %+v", s)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if s := finish(t, d, id, nil); s.State != Done || s.Counts.New != 1 {
		t.Errorf("after it: %+v", s)
	}
}

// TestPatience: a job waits for somebody else to end.
func TestPatience(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Open(dir, Options{Patience: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	id := receive(t, d, "rows.jsonl", row("https://gull.example/1")).ID
	closed := make(chan error, 1)
	time.AfterFunc(2*again, func() { closed <- lib.Close() })
	if s := finish(t, d, id, nil); s.State != Done || s.Counts.New != 1 {
		t.Errorf("after a while: %+v", s)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// TestInterrupted: a job that was under way when the program ended is continued,
// and an upload that broke off leaves nothing.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	s := receive(t, d, "rows.jsonl", row("https://gull.example/1"))
	if err := d.change(s.ID, func(s *Status) { s.State = Running }); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, inboxName, "000007", fileFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	d.Close() // as the end of the program gives back its locks
	again := open(t, dir)
	if got := again.List(); len(got) != 1 || got[0].State != Interrupted {
		t.Fatalf("after a restart: %+v", got)
	}
	if got := finish(t, again, s.ID, nil); got.State != Done || got.Counts.New != 1 {
		t.Errorf("continued: %+v", got)
	}
	if next := receive(t, again, "a.txt", article); next.ID != "000008" {
		t.Errorf("the next job is %s; numbers are never used twice", next.ID)
	}
}

func TestCancelWhileWaiting(t *testing.T) {
	d := open(t, t.TempDir())
	d.turn <- struct{}{} // somebody's job
	s := receive(t, d, "rows.jsonl", row("https://gull.example/1"))
	if err := d.Start(s.ID, nil); err != nil {
		t.Fatal(err)
	}
	if err := d.Drop(s.ID); !errors.Is(err, hearsay.ErrConflict) {
		t.Errorf("drop of a waiting job: %v, want ErrConflict", err)
	}
	if err := d.Cancel(s.ID); err != nil {
		t.Fatal(err)
	}
	if got := await(t, d, s.ID); got.State != Cancelled {
		t.Errorf("state %s, want cancelled", got.State)
	}
	<-d.turn
	if got := finish(t, d, s.ID, nil); got.State != Done {
		t.Errorf("started again: %+v", got)
	}
}

func TestRemoveAndCheck(t *testing.T) {
	d := open(t, t.TempDir())
	finish(t, d, receive(t, d, "rows.jsonl", row("https://gull.example/1")+row("https://gull.example/2")).ID, nil)
	lib, err := store.Open(t.Context(), d.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	briefs, _, err := lib.Latest(t.Context(), 0, 10)
	if err != nil || len(briefs) != 2 {
		t.Fatalf("%d articles, %v", len(briefs), err)
	}
	s, err := d.RemoveArticles("one article", []hearsay.ArticleID{briefs[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	if got := await(t, d, s.ID); got.State != Done {
		t.Fatalf("removal: %+v", got)
	}
	if _, total, err := lib.Latest(t.Context(), 0, 10); err != nil || total != 1 {
		t.Errorf("%d articles are left, %v", total, err)
	}
	if s, err = d.CheckLibrary(); err != nil {
		t.Fatal(err)
	}
	if got := await(t, d, s.ID); got.State != Done || got.Counts.Failed != 0 || got.Counts.Read != 1 {
		t.Errorf("check: %+v", got)
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"a.jsonl": "a.jsonl", "../../etc/passwd": "passwd", `C:\news\a.html`: "a.html", ".hidden": "hidden", "..": "upload", "": "upload",
		"a\u202eb\nc.txt": "abc.txt", strings.Repeat("x", 300) + ".warc.gz": strings.Repeat("x", 112) + ".warc.gz", "a?b*.csv": "ab.csv",
	} {
		if got := fileName(in); got != want {
			t.Errorf("fileName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKept(t *testing.T) {
	d := open(t, t.TempDir())
	id, err := d.Keep(article)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.Kept(id); got != article || err != nil {
		t.Errorf("kept %q, %v", got, err)
	}
	for _, bad := range []string{"", "../lock", strings.ToUpper(id), id + "0"} {
		if _, err := d.Kept(bad); !errors.Is(err, hearsay.ErrNotFound) {
			t.Errorf("kept %q: %v, want ErrNotFound", bad, err)
		}
	}
	if err := d.Forget(id); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Kept(id); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("after forgetting: %v", err)
	}
}

func TestLeft(t *testing.T) {
	began := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		took  time.Duration
		bytes int64
		stage string
		want  time.Duration
		known bool
	}{
		{20 * time.Second, 10, "add", 180 * time.Second, true},
		{20 * time.Second, 4, "add", 0, false},     // less than 5 %
		{9 * time.Second, 50, "add", 0, false},     // less than 10 s
		{20 * time.Second, 50, "detect", 0, false}, // nothing says how long that takes
	} {
		s := Status{State: Running, Stage: c.stage, Began: began, Bytes: c.bytes, Total: 100}
		if got, known := s.Left(began.Add(c.took)); got != c.want || known != c.known {
			t.Errorf("%+v: %v, %v", c, got, known)
		}
	}
}

// FuzzRows: no bytes make reading rows fail but with an error.
func FuzzRows(f *testing.F) {
	f.Add("a.csv", "a,b\n1,2\n\"x")
	f.Add("a.jsonl", `{"a":1}`+"\n{\n[]\n\n")
	f.Fuzz(func(t *testing.T, name, body string) {
		path := filepath.Join(t.TempDir(), "f"+filepath.Ext(fileName(name)))
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Skip()
		}
		rows, err := openRows(path)
		if rows == nil || err != nil {
			return
		}
		defer rows.close()
		for range 1000 {
			if _, err := rows.next(); err != nil {
				var bad *rowError
				if !errors.As(err, &bad) {
					return
				}
			}
		}
	})
}
