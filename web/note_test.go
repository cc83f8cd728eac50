// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
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
// an orphan, and on another version of its page; and the address of the article.
func notedPage(t *testing.T) (http.Handler, string) {
	t.Helper()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	id, first := sampleID(t, engine, "courier-bridge-3"), sampleID(t, engine, "courier-bridge-1")
	putNote(t, notes, engine, id, "shortly before three", nil)
	putNote(t, notes, engine, id, "three on Tuesday", func(n *hearsay.Note) { n.Body, n.From = "", "https://notes.example/a/7" })
	putNote(t, notes, engine, id, "The", func(n *hearsay.Note) {
		n.At, n.Body = hearsay.Anchor{Exact: "the minister had never heard of it", Prefix: "and "}, "This was the point."
	})
	putNote(t, notes, engine, first, "poured in 1967", func(n *hearsay.Note) { n.Body, n.Tags = "Which foundry? Ask the archive.", nil })
	putNote(t, notes, engine, first, "may be to blame", func(n *hearsay.Note) { n.Body = "Who believes that, and on what?" })
	return web.New(engine, web.Options{Notes: notes}), "/articles/" + id.String()
}

// TestNotesOfVersions: notes on one version of a page are shown on another where their words
// stand there, with the version that they were written on; else they are listed as not found.
func TestNotesOfVersions(t *testing.T) {
	t.Parallel()
	site, address := notedPage(t)
	_, engine := sampleSite(t)
	first := sampleID(t, engine, "courier-bridge-1").String()
	var v wire.ArticleView
	if err := json.Unmarshal(get(t, site, address+".json").Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range v.Notes {
		line := n.Fit + " " + n.Quoted
		if n.Version != nil {
			line += " of " + strings.ReplaceAll(n.Version.Article, first, "the first") + ", " + n.Version.Seen
		}
		got = append(got, line)
	}
	const of = " of the first, 2025-03-05T06:30:00Z"
	want := []string{"in-place shortly before three", "in-place three on Tuesday", "moved poured in 1967" + of, "nowhere the minister had never heard of it", "nowhere may be to blame" + of}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	page := parse(t, get(t, site, address).Body.String())
	held := byID(page, "note3")
	if says := words(held); !strings.Contains(says, "Written on the version of 5 Mar 2025, 06:30 UTC") || !strings.Contains(says, "Which foundry?") || strings.Contains(says, "Change or remove") || strings.Contains(says, "another one than that") {
		t.Errorf("the note of another version: %q", says)
	}
	if link := all(held, func(n *html.Node) bool { return attr(n, "href") == "/articles/"+first+"#h-notes" }); len(link) != 1 {
		t.Errorf("%d links lead to the version that it was written on", len(link))
	}
	if at := byID(page, "noted3"); at == nil || !strings.HasSuffix(words(at.PrevSibling), "poured in 1967") {
		t.Error("its words are not marked")
	}
	if says := words(section(page, "h-elsewhere")); !strings.Contains(says, "not found here (1)") || !strings.Contains(says, "may be to blame") || !strings.Contains(says, "Who believes that") {
		t.Errorf("what is not found: %q", says)
	}
	if byID(page, "noted5") != nil {
		t.Error("what is not found is marked in the text")
	}
	if says := words(section(page, "h-orphans")); !strings.Contains(says, "Orphaned notes (1)") {
		t.Errorf("orphans: %q", says)
	}
}

// TestNotesOfManyVersions: more notes than a page can hold are counted.
func TestNotesOfManyVersions(t *testing.T) {
	t.Parallel()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	site := web.New(engine, web.Options{Notes: notes})
	id := sampleID(t, engine, "courier-bridge-3")
	for i := range search.MostOtherNotes + 3 {
		n := hearsay.Note{ID: hearsay.NoteID{1, byte(i), byte(i >> 8)}, Article: sampleID(t, engine, "courier-bridge-"+strconv.Itoa(1+i%2)), At: hearsay.Anchor{Exact: "Skerra Roads"}, Body: "many"}
		if _, err := notes.Put(t.Context(), &n); err != nil {
			t.Fatal(err)
		}
	}
	var v wire.ArticleView
	w := get(t, site, "/articles/"+id.String()+".json")
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Notes) != search.MostOtherNotes || v.Cut != "3 more notes on other versions are not looked for here" || w.Header().Get("Hearsay-Cut") != v.Cut {
		t.Errorf("%d notes, cut %q", len(v.Notes), v.Cut)
	}
	if main := words(byID(parse(t, get(t, site, "/articles/"+id.String()).Body.String()), "main")); !strings.Contains(main, "3 more notes on other versions are not looked for here.") {
		t.Error("the page does not say that some are left out")
	}
}

// TestNotesForPrograms: notes are added, changed and removed as JSON, as the document of the API says,
// by tokens that may write, each by who wrote it.
func TestNotesForPrograms(t *testing.T) {
	t.Parallel()
	_, engine := sampleSite(t)
	notes := keepingNotes(t)
	s := newShared(t, engine, func(o *web.Options) { o.Notes = notes })
	ada, _ := s.user("ada", account.Editor)
	eve, _ := s.user("eve", account.Editor)
	ben, _ := s.user("ben", account.Reader)
	id := sampleID(t, engine, "gull-treaty")
	address := "/articles/" + id.String() + "/note.json"
	c := newContract(t, s)
	post := func(who account.Secret, want int, body string) (done wire.NoteDone) {
		t.Helper()
		w := s.sendJSON(c, address, body, who, want)
		if want == http.StatusOK {
			if err := json.Unmarshal(w.Body.Bytes(), &done); err != nil {
				t.Fatal(err)
			}
		}
		return done
	}
	writes, others := s.token(ada, account.Write, account.Read), s.token(eve, account.Write)
	text, err := engine.Text(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	quoted := strings.Join(strings.Fields(text)[3:7], " ")
	add := `{"do":"add","words":"` + quoted + `","body":"One <b>two</b>","tags":["a","a"," b  c "]}`
	post(s.token(ada, account.Read), http.StatusForbidden, add)
	post(s.token(ben, account.Read), http.StatusForbidden, add)
	post(account.Secret{}, http.StatusUnauthorized, add)
	made := post(writes, http.StatusOK, add)
	if made.Did != "added" || made.Note == nil || made.Note.Words.Exact != quoted || made.Note.Body != "One <b>two</b>" || strings.Join(made.Note.Tags, "|") != "a|b c" || made.Note.By != "ada" || made.ID != made.Note.ID {
		t.Fatalf("%+v %+v", made, made.Note)
	}
	if again := post(writes, http.StatusOK, add); again.ID == made.ID && again.Did != "same" {
		t.Errorf("again: %+v", again)
	}
	for _, bad := range []string{
		`{"do":"add","words":"no such words stand there","body":"b"}`, `{"do":"add","words":"the","body":"b"}`, `{"do":"add","words":"` + quoted + `"}`, `{"do":"keep"}`, `{"do":"change","note":"x"}`,
		`{"do":"add","note":"` + made.ID + `","words":"` + quoted + `","body":"b"}`, `{"do":"add","words":"` + quoted + `","body":"b","by":"eve"}`, `[]`, `{"do":"add","words":"` + quoted + `","body":"` + strings.Repeat("x", hearsay.MaxNoteBody+1) + `"}`,
	} {
		post(writes, http.StatusBadRequest, bad)
	}
	post(others, http.StatusForbidden, `{"do":"change","note":"`+made.ID+`","body":"Mine"}`)
	post(others, http.StatusForbidden, `{"do":"remove","note":"`+made.ID+`"}`)
	post(writes, http.StatusNotFound, `{"do":"remove","note":"`+hearsay.NoteID{1}.String()+`"}`)
	if n := post(writes, http.StatusOK, `{"do":"change","note":"`+made.ID+`","tags":["only"]}`).Note; n.Body != "One <b>two</b>" || strings.Join(n.Tags, "|") != "only" || n.Words.Exact != quoted {
		t.Errorf("what is left out of a change stays: %+v", n)
	}
	if n := post(writes, http.StatusOK, `{"do":"change","note":"`+made.ID+`","tags":[],"body":"B"}`).Note; n.Body != "B" || len(n.Tags) != 0 {
		t.Errorf("changed: %+v", n)
	}
	list, err := notes.Of(t.Context(), id)
	if err != nil || len(list) == 0 || list[0].Body != "B" || list[0].At.Text == (hearsay.Digest{}) {
		t.Fatalf("%+v, %v", list, err)
	}
	if done := post(writes, http.StatusOK, `{"do":"remove","note":"`+made.ID+`"}`); done.Did != "removed" || done.ID != made.ID || done.Note != nil {
		t.Errorf("removed: %+v", done)
	}
	post(writes, http.StatusNotFound, `{"do":"remove","note":"`+made.ID+`"}`)
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
