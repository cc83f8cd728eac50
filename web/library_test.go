// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
	"hearsay/wire"
)

// emptySite is the reading room of an empty library, that can be filled.
func emptySite(t *testing.T) (http.Handler, *job.Desk) { return emptySiteWith(t, job.Options{}) }

func emptySiteWith(t *testing.T, opt job.Options) (http.Handler, *job.Desk) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library")
	lib, err := store.OpenWriter(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	desk, err := job.Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(desk.Close)
	return web.New(engine, web.Options{Desk: desk}), desk
}

// post sends a form and returns where it leads.
func post(t testing.TB, h http.Handler, address string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost"+address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// send uploads a file and returns the address of its job.
func send(t testing.TB, h http.Handler, name, body string) string {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(part, body)
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/library/receive", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("upload of %s: status %d: %s", name, w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// rowsOfFerries is a table with other names of columns, one of whose rows has no text.
const rowsOfFerries = "Headline,Body,Link,Published,Publisher\n" +
	"No ferry before spring,\"The ferry will not sail before the spring, the harbour master said on Tuesday, and nobody in the town was surprised.\",https://gull.example/1,2025-03-04,The Daily Gull\n" +
	"Nothing,,https://gull.example/2,2025-03-05,The Daily Gull\n"

// preview is the address of a file that was received and not added.
func preview(t testing.TB, h http.Handler) string {
	return send(t, h, "ferries.csv", rowsOfFerries)
}

// over waits for the end of a job, as a browser without script does.
func over(t *testing.T, h http.Handler, address string) wire.Job {
	t.Helper()
	for {
		j := readJSON[wire.Job](t, h, address+".json")
		if job.State(j.State).Over() {
			return j
		}
		if w := get(t, h, address); w.Code == http.StatusOK && !strings.Contains(w.Body.String(), "<noscript><meta http-equiv=\"refresh\"") {
			if now := readJSON[wire.Job](t, h, address+".json"); !job.State(now.State).Over() {
				t.Fatal("the page of a job under way is not loaded again")
			}
		}
	}
}

func TestImportATable(t *testing.T) {
	h, _ := emptySite(t)
	address := send(t, h, "ferries.csv", rowsOfFerries)
	before := words(page(t, h, address))
	for _, want := range []string{"Nothing was added yet", "What the columns mean", "No ferry before spring", "https://gull.example/2"} {
		if !strings.Contains(before, want) {
			t.Errorf("the preview does not say %q: %s", want, before)
		}
	}
	if n := readJSON[wire.Library](t, h, "/library.json").Articles; n != 0 {
		t.Errorf("%d articles before anybody said so", n)
	}
	w := post(t, h, address+"/start", url.Values{"column-text": {"Body"}, "column-title": {"Headline"}, "column-url": {"Link"}, "column-date": {"Published"}, "column-outlet": {"Publisher"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("start: status %d: %s", w.Code, w.Body)
	}
	if j := over(t, h, address); j.State != "done" || j.New != 1 || j.UnusedAll != 1 || j.Unused[0].Row != 2 {
		t.Errorf("job %+v", j)
	}
	after := words(page(t, h, address))
	for _, want := range []string{"Done: 2 read, 1 new, 0 already here, 1 skipped", "row 2: text is empty"} {
		if !strings.Contains(after, want) {
			t.Errorf("the page does not say %q: %s", want, after)
		}
	}
	list := get(t, h, address+"/skipped")
	if got := list.Body.String(); got != "file,row,reason\nferries.csv,2,text is empty\n" || !strings.HasPrefix(list.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("skipped rows %q, %v", got, list.Header())
	}
	again := send(t, h, "ferries.csv", rowsOfFerries)
	post(t, h, again+"/start", nil)
	if j := over(t, h, again); j.New != 0 || j.Already != 1 {
		t.Errorf("the same again: %+v", j)
	}
	if w := post(t, h, again+"/start", nil); w.Code != http.StatusConflict {
		t.Errorf("start of a job that is done: status %d", w.Code)
	}
}

func TestPasteAndRemove(t *testing.T) {
	h, _ := emptySite(t)
	w := post(t, h, "/library/paste", url.Values{"text": {"No ferry before spring\n\nThe ferry will not sail before the spring, the harbour master said."}, "outlet": {"The Daily Gull"}, "date": {"2025-03-04"}})
	address := w.Header().Get("Location")
	if j := over(t, h, address); j.New != 1 {
		t.Fatalf("paste: %+v", j)
	}
	list := readJSON[wire.Articles](t, h, "/articles.json")
	if list.Total != 1 || list.Articles[0].Headline != "No ferry before spring" || list.Articles[0].Outlet.Name != "The Daily Gull" {
		t.Fatalf("articles %+v", list)
	}
	ask := "/library/remove?article=" + list.Articles[0].ID
	if got := words(page(t, h, ask)); !strings.Contains(got, "There is no way back") {
		t.Errorf("question: %s", got)
	}
	if n := readJSON[wire.Articles](t, h, "/articles.json").Total; n != 1 {
		t.Error("asking removed it")
	}
	w = post(t, h, "/library/remove", url.Values{"article": {list.Articles[0].ID}})
	if j := over(t, h, w.Header().Get("Location")); j.State != "done" {
		t.Errorf("removal: %+v", j)
	}
	if n := readJSON[wire.Articles](t, h, "/articles.json").Total; n != 0 {
		t.Errorf("%d articles are left", n)
	}
}

func TestEvents(t *testing.T) {
	h, desk := emptySite(t)
	address := send(t, h, "ferries.csv", rowsOfFerries)
	post(t, h, address+"/start", nil)
	w := get(t, h, address+"/events") // ends with the job
	if got := w.Header().Get("Content-Type"); got != "text/event-stream; charset=utf-8" {
		t.Errorf("type %q", got)
	}
	events := strings.Split(strings.TrimSpace(w.Body.String()), "\n\n")
	if last := events[len(events)-1]; !strings.HasPrefix(last, `data: {"state":"done"`) {
		t.Errorf("last event %q", last)
	}
	if err := desk.Drop(filepath.Base(address)); err != nil {
		t.Fatal(err)
	}
	if w := get(t, h, address); w.Code != http.StatusNotFound {
		t.Errorf("a job that was dropped: status %d", w.Code)
	}
}

// TestFetchIsAsked: nothing leaves the machine but at the press of the button, and
// private addresses not even then.
func TestFetchIsAsked(t *testing.T) {
	h, _ := emptySite(t)
	if w := get(t, h, "/library/fetch?address=http://127.0.0.1/"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("by a link: status %d", w.Code)
	}
	if w := post(t, h, "/library/fetch", url.Values{"address": {"file:///etc/passwd"}}); w.Code != http.StatusBadRequest {
		t.Errorf("a file: status %d", w.Code)
	}
	w := post(t, h, "/library/fetch", url.Values{"address": {"http://127.0.0.1:9/secret"}})
	j := over(t, h, w.Header().Get("Location"))
	if j.New != 0 || j.UnusedAll != 1 || !strings.Contains(j.Unused[0].Reason, "private") && !strings.Contains(j.Unused[0].Reason, "refused") && !strings.Contains(j.Unused[0].Reason, "port") {
		t.Errorf("a private address: %+v", j)
	}
}

// TestX4HostileUpload: what stands in a file, and its name, is text on every page.
func TestX4HostileUpload(t *testing.T) {
	h, _ := emptySite(t)
	for _, payload := range []string{`<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `=HYPERLINK("x")`} {
		body := fmt.Sprintf("%q,text\n%q,\n", payload, payload)
		address := send(t, h, payload+".csv", body)
		checkInert(t, h, address)
		post(t, h, address+"/start", url.Values{"column-text": {"text"}})
		over(t, h, address)
		checkInert(t, h, address)
		checkInert(t, h, "/library")
		if w := get(t, h, address+"/skipped"); strings.Contains(w.Body.String(), "\n=") {
			t.Errorf("the table of skipped rows has a formula: %s", w.Body)
		}
	}
}

func checkInert(t *testing.T, h http.Handler, address string) {
	t.Helper()
	body := get(t, h, address).Body.String()
	for _, bad := range []string{"<img", "<svg onload"} {
		if strings.Contains(body, bad) {
			t.Errorf("%s holds %s", address, bad)
		}
	}
}

func TestReadOnly(t *testing.T) {
	h := web.New(hostile("x"), web.Options{})
	if got := words(page(t, h, "/library")); !strings.Contains(got, "can only be read here") {
		t.Errorf("page %s", got)
	}
	for _, address := range []string{"/library/paste", "/library/fetch", "/library/check", "/library/remove?what=sample"} {
		if w := post(t, h, address, url.Values{"text": {"x"}}); w.Code != http.StatusForbidden {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
}

// TestExportsOfTheLibrary: the tables that the page offers have as many rows as it says.
func TestExportsOfTheLibrary(t *testing.T) {
	site, _ := sampleSite(t)
	page := parse(t, get(t, site, "/library").Body.String())
	links := all(page, func(n *html.Node) bool { return n.Data == "a" && strings.HasSuffix(attr(n, "href"), ".csv") })
	if len(links) != 3 {
		t.Fatalf("%d tables", len(links))
	}
	for _, link := range links {
		rows, err := csv.NewReader(get(t, site, attr(link, "href")).Body).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if words := link.FirstChild.Data; !strings.HasPrefix(words, fmt.Sprintf("%d ", len(rows)-1)) || len(rows) < 2 {
			t.Errorf("%s has %d rows, the page says %q", attr(link, "href"), len(rows)-1, words)
		}
	}
}
