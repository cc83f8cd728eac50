// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"hearsay"
	"hearsay/account"
	"hearsay/search"
	"hearsay/store"
	"hearsay/web"
	"hearsay/wire"
)

// keepingNotes are notes of a folder of their own.
func keepingNotes(t testing.TB) *store.Notes {
	t.Helper()
	notes, err := store.OpenNotes(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { notes.Close() })
	return notes
}

// putNote puts a note on words of the text of an article.
func putNote(t testing.TB, notes *store.Notes, engine *search.Engine, id hearsay.ArticleID, words string, change func(*hearsay.Note)) hearsay.Note {
	t.Helper()
	text, err := engine.Text(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(text, words)
	if at < 0 {
		t.Fatalf("%q does not stand in %q", words, text)
	}
	n := hearsay.Note{Article: id, At: hearsay.NewAnchor(text, hearsay.Span{Start: at, End: at + len(words)}), Body: "Who says so?", Tags: []string{"to check", "treaty"}, By: "ada",
		Made: time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC), Changed: time.Date(2025, 4, 2, 9, 30, 0, 0, time.UTC)}
	if change != nil {
		change(&n)
	}
	n.ID = hearsay.NewNoteID(&n)
	if _, err := notes.Put(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestNotes: an editor writes notes on words, changes and removes their own; readers see
// them, and strangers, share links and tokens without the right to read do not.
func TestNotes(t *testing.T) {
	t.Parallel()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	s := newShared(t, engine, func(o *web.Options) { o.Notes, o.Public = notes, true })
	_, ada := s.user("ada", account.Editor)
	_, eve := s.user("eve", account.Editor)
	_, ben := s.user("ben", account.Reader)
	_, root := s.user("root", account.Administrator)
	id := sampleID(t, engine, "gull-treaty")
	article := "/articles/" + id.String()
	do := func(who account.Secret, want int, form url.Values) {
		t.Helper()
		if w := s.do(as(s.request(http.MethodPost, article+"/note", form), who)); w.Code != want {
			t.Errorf("%v: status %d, want %d: %s", form, w.Code, want, words(byID(parse(t, w.Body.String()), "main")))
		}
	}
	seen := func(who account.Secret) (v wire.ArticleView, page *html.Node) {
		t.Helper()
		if err := json.Unmarshal(s.do(as(s.request(http.MethodGet, article+".json", nil), who)).Body.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		return v, parse(t, s.do(as(s.request(http.MethodGet, article, nil), who)).Body.String())
	}
	text, err := engine.Text(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	quoted := strings.Join(strings.Fields(text)[3:7], " ")
	form := url.Values{"do": {"add"}, "words": {" " + quoted + "\r\n"}, "body": {"First <b>line</b>\r\nSecond"}, "tags": {"to check\r\n\r\n two  words "}}
	do(ben, http.StatusForbidden, form)
	do(account.Secret{}, http.StatusUnauthorized, form)
	do(ada, http.StatusSeeOther, form)
	for name, value := range map[string]string{"do": "x", "words": "No such words stand there", "body": strings.Repeat("x", hearsay.MaxNoteBody+1)} {
		bad := url.Values{"do": {"add"}, "words": {quoted}, "body": {"b"}}
		bad.Set(name, value)
		do(ada, http.StatusBadRequest, bad)
	}
	do(ada, http.StatusBadRequest, url.Values{"do": {"add"}, "words": {"the"}, "body": {"of many places"}})
	v, page := seen(ben)
	if len(v.Notes) != 1 || v.Notes[0].Fit != "in-place" || v.Notes[0].Words.Exact != quoted || v.Notes[0].Body != "First <b>line</b>\nSecond" || strings.Join(v.Notes[0].Tags, "|") != "to check|two words" || v.Notes[0].By != "ada" {
		t.Fatalf("%+v", v.Notes)
	}
	if got := words(byID(page, "note1")); !strings.Contains(got, "First <b>line</b>") || !strings.Contains(got, "By ada") || strings.Contains(got, "Change or remove") {
		t.Errorf("a reader sees %q", got)
	}
	if at := byID(page, "noted1"); at == nil || words(at) != "[note 1]" || !strings.Contains(attr(at.PrevSibling, "class"), "noted") {
		t.Error("no mark stands behind the words")
	}
	if len(all(page, func(n *html.Node) bool { return n.Data == "form" && strings.HasSuffix(attr(n, "action"), "/note") })) > 0 {
		t.Error("a reader is shown a form")
	}
	if v, page := seen(account.Secret{}); len(v.Notes) > 0 || byID(page, "note1") != nil || byID(page, "noted1") != nil || byID(page, "h-notes") != nil {
		t.Error("a stranger sees notes")
	}
	note := v.Notes[0].ID
	change := url.Values{"do": {"change"}, "note": {note}, "body": {"Otherwise"}, "tags": {""}}
	do(eve, http.StatusForbidden, change)
	do(eve, http.StatusForbidden, url.Values{"do": {"remove"}, "note": {note}})
	do(ada, http.StatusSeeOther, change)
	do(ada, http.StatusNotFound, url.Values{"do": {"remove"}, "note": {hearsay.NoteID{1}.String()}})
	do(ada, http.StatusBadRequest, url.Values{"do": {"remove"}, "note": {"x"}})
	if v, _ := seen(eve); v.Notes[0].Body != "Otherwise" || len(v.Notes[0].Tags) > 0 {
		t.Errorf("%+v", v.Notes)
	}
	do(root, http.StatusSeeOther, url.Values{"do": {"remove"}, "note": {note}})
	if v, _ := seen(ada); len(v.Notes) > 0 {
		t.Errorf("removed: %+v", v.Notes)
	}
}

// TestNotesNotShared: whoever a share link lets in sees the article without notes.
func TestNotesNotShared(t *testing.T) {
	t.Parallel()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	s := newShared(t, engine, func(o *web.Options) { o.Notes = notes })
	_, ada := s.user("ada", account.Editor)
	id := sampleID(t, engine, "gull-treaty")
	putNote(t, notes, engine, id, "The", func(n *hearsay.Note) { n.Body = "kept to ourselves" })
	if body := s.do(as(s.request(http.MethodGet, "/articles/"+id.String(), nil), ada)).Body.String(); !strings.Contains(body, "kept to ourselves") {
		t.Error("the note is not shown at all")
	}
	link := s.share(ada, "/articles/"+id.String())
	w := s.do(s.request(http.MethodGet, link, nil))
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "kept to ourselves") || strings.Contains(w.Body.String(), "[note") {
		t.Errorf("status %d; a link shows notes", w.Code)
	}
}

// TestOrphan: a note whose words are gone is shown in a section of its own, with the words, and
// tied to nothing until a person says to what.
func TestOrphan(t *testing.T) {
	t.Parallel()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	site := web.New(engine, web.Options{Notes: notes})
	id := sampleID(t, engine, "gull-treaty")
	text, err := engine.Text(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	first := strings.Fields(text)[0]
	gone := putNote(t, notes, engine, id, first, func(n *hearsay.Note) { n.At.Prefix, n.At.Text = "never before ", hearsay.Digest{1} })
	putNote(t, notes, engine, id, "the", func(n *hearsay.Note) { n.At = hearsay.Anchor{Exact: "the"} })
	address := "/articles/" + id.String()
	page := parse(t, get(t, site, address).Body.String())
	main := words(byID(page, "main"))
	for _, want := range []string{"2 notes have lost the words that they were on.", "Orphaned notes (2)", "do not stand in the text any more with what was around them", "stand at several places of the text", "Notes (0)"} {
		if !strings.Contains(main, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := len(all(page, func(n *html.Node) bool { return strings.Contains(attr(n, "class"), "notemark") })); n > 0 {
		t.Errorf("%d marks on the text", n)
	}
	form := url.Values{"do": {"change"}, "note": {gone.ID.String()}, "body": {gone.Body}, "words": {strings.Join(strings.Fields(text)[:5], " ")}}
	r := httptest.NewRequest(http.MethodPost, "http://localhost"+address+"/note", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	if site.ServeHTTP(w, r); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if main := words(byID(parse(t, get(t, site, address).Body.String()), "main")); !strings.Contains(main, "Orphaned notes (1)") || !strings.Contains(main, "Notes (1)") {
		t.Error("it is not tied to the words that a person gave")
	}
}

// TestNoteOfSelection: what is selected in a browser fills the form, with what stands around
// it, so that words which stand twice are told apart.
func TestNoteOfSelection(t *testing.T) {
	ctx := browser(t)
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	server := httptest.NewServer(web.New(engine, web.Options{Notes: notes}))
	defer server.Close()
	id := sampleID(t, engine, "gull-treaty")
	do(t, ctx, "open", chromedp.Navigate(server.URL+"/articles/"+id.String()))
	const selects = `(() => { const w = document.createTreeWalker(document.querySelector(".reader .para:nth-of-type(2) .text"), NodeFilter.SHOW_TEXT);
		let n, last; while ((n = w.nextNode())) if (/ the /.test(n.data)) last = n;
		const at = last.data.lastIndexOf(" the ") + 1; getSelection().setBaseAndExtent(last, at, last, at + 3); return true; })()`
	see(t, ctx, "select", chromedp.Evaluate[bool](selects))
	see(t, ctx, "wait for the form", chromedp.Poll[bool](`document.getElementById("note-words").value === "the" && document.getElementById("note-before").value.length > 10`, chromedp.WithPollingInterval(100*time.Millisecond)))
	const writes = `(() => { document.getElementById("note-body").value = "This one."; document.querySelector("form.noting button[value=add]").click(); return true; })()`
	see(t, ctx, "write", chromedp.Evaluate[bool](writes))
	do(t, ctx, "see it", chromedp.WaitVisible(chromedp.CSS("#note1")))
	list, err := notes.Of(t.Context(), id)
	if err != nil || len(list) != 1 || list[0].At.Exact != "the" || list[0].Body != "This one." {
		t.Fatalf("%+v, %v", list, err)
	}
}

// notedPage is the reading room of the sample library with notes on an article, one of them
// an orphan, and the address of that.
func notedPage(t *testing.T) (http.Handler, string) {
	t.Helper()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	id := sampleID(t, engine, "gull-treaty")
	text, err := engine.Text(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(text)
	putNote(t, notes, engine, id, fields[2]+" "+fields[3]+" "+fields[4], nil)
	putNote(t, notes, engine, id, fields[4]+" "+fields[5], func(n *hearsay.Note) { n.Body, n.From = "", "https://notes.example/a/7" })
	putNote(t, notes, engine, id, fields[0], func(n *hearsay.Note) {
		n.At, n.Body = hearsay.Anchor{Exact: "the minister had never heard of it", Prefix: "and "}, "This was the point."
	})
	return web.New(engine, web.Options{Notes: notes}), "/articles/" + id.String()
}

// TestNotesDrawn: the page with notes is as wide as a small window, and axe finds nothing that
// keeps people out.
func TestNotesDrawn(t *testing.T) {
	ctx := browser(t)
	site, address := notedPage(t)
	server := httptest.NewServer(site)
	defer server.Close()
	drawAll(t, ctx, site, [][2]string{{"article-notes", address}})
	if err := looks[2].dress(ctx); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, "open", chromedp.Navigate(server.URL+address))
	if got := see(t, ctx, "measure", chromedp.Evaluate[int](`document.documentElement.scrollWidth`)); got > 320 {
		t.Errorf("it is %d px wide in a window of 320", got)
	}
	t.Run("axe", func(t *testing.T) { checkAxe(t, ctx, "article-notes", axe(t)) })
}
