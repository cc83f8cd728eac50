// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/ingest"
	"hearsay/search"
	"hearsay/wire"
)

// shownMatches is how many matches a page lists; its twin holds all of them.
const shownMatches = 50

// shortest is the least number of words that an empty answer offers to look for:
// below it, what is found are phrases of the language.
const shortest = 5

// ask is what a reader asked: the state of the form on the trace page.
type ask struct {
	Text     string
	Article  hearsay.ArticleID
	Headline string // of Article
	Forward  bool
	MinWords int
	Demo     bool   // Text is the sample passage, not yet traced
	Linked   bool   // the question fits into an address
	Kept     string // name of the text, when it was kept
	Address  string // that was pasted
	Fetched  string // address that was fetched for this
	File     string // name of the file that was sent
	Narrow   narrow
	reading  *ingest.Reading // of a page or a file
}

// tracePage is the page at "/".
type tracePage struct {
	frame
	Ask    ask
	Extent hearsay.Searched // of the library, before anything is asked
	Least  int              // words of a passage, in force
	Traces bool             // something is asked
	Answer *answer          // to that; nil until it is there
	All    int              // matches, before the filters
	Hidden []string         // letters that were undone
	// SoFar is what to say until the answer is there; nil when it is.
	SoFar iter.Seq[word]
	Broke *brokeOff // why there is no answer, on a page that was begun without
	// Unfetched says that Ask.Address is not in the library.
	Unfetched bool
	CanFetch  bool // and could be got
	CanKeep   bool // a long question can be kept
	Sample    bool // the sample library is there
}

func (a ask) empty() bool {
	return strings.TrimSpace(a.Text) == "" && a.Article.IsZero() && a.reading == nil
}

// least is the fewest words of a passage, in force.
func (a ask) least() int {
	if a.MinWords > 0 {
		return a.MinWords
	}
	return search.DefaultMinWords
}

func (a ask) request() search.Request {
	if a.reading != nil {
		return search.Request{Reading: &a.reading.Article, Quotations: a.reading.Quotations, Forward: a.Forward, MinWords: a.MinWords}
	}
	return search.Request{Text: a.Text, Article: a.Article, Forward: a.Forward, MinWords: a.MinWords}
}

// address is the link that asks the same question, in the direction given.
func (a ask) address(path string, forward bool) string {
	v := url.Values{}
	switch {
	case !a.Article.IsZero():
		v.Set("article", a.Article.String())
	case a.Kept != "":
		v.Set("kept", a.Kept)
	default:
		v.Set("q", a.Text)
	}
	a.Narrow.set(v)
	if forward {
		v.Set("direction", "went")
	}
	if a.MinWords > 0 {
		v.Set("min", strconv.Itoa(a.MinWords))
	}
	return path + "?" + v.Encode()
}

// Came and Went are the addresses of the two directions.
func (a ask) Came() string { return a.address("/", false) }
func (a ask) Went() string { return a.address("/", true) }

// Unfiltered is the address of the same question with no match hidden.
func (a ask) Unfiltered() string {
	a.Narrow = narrow{}
	return a.address("/", a.Forward)
}

// Shorter is the address that asks for shorter passages; "" when these are the
// shortest already.
func (a ask) Shorter() string {
	if a.least() <= shortest {
		return ""
	}
	a.MinWords = shortest
	return a.address("/", a.Forward)
}

// readAsk reads a question from an address or a form. Line ends become "\n", as
// the form sends them as "\r\n" whatever was pasted.
func (s *site) readAsk(r *http.Request) (ask, error) {
	text, err := posted(r)
	if err != nil {
		return ask{}, err
	}
	a := ask{}
	if a.Text, err = traceable(text); err != nil {
		return ask{}, err
	}
	if a.Forward, err = direction(r.FormValue("direction")); err != nil {
		return ask{}, err
	}
	if a.MinWords, err = count(r, "min", 0); err != nil {
		return ask{}, err
	}
	if a.MinWords == search.DefaultMinWords {
		a.MinWords = 0 // the form always sends a number; addresses stay short
	}
	if id := r.FormValue("article"); id != "" {
		if a.Article, err = articleID(id); err != nil {
			return ask{}, err
		}
		a.Text = ""
	}
	if kept := r.FormValue("kept"); kept != "" && a.Text == "" && a.Article.IsZero() {
		if !s.visitorOf(r).Reads() {
			return ask{}, errLogIn
		}
		d, err := s.desk()
		if err != nil {
			return ask{}, err
		}
		if a.Text, err = d.Kept(kept); err != nil {
			return ask{}, err
		}
		a.Kept = kept
	}
	if a.Narrow, err = readNarrow(r); err != nil {
		return ask{}, err
	}
	a.Linked = len(a.Text) <= maxLinked || a.Kept != ""
	return a, nil
}

// traceable is a text that was sent, with one sort of line end and no broken letters.
// Error: ErrTooLarge.
func traceable(text string) (string, error) {
	if len(text) > maxPost {
		return "", fmt.Errorf("a text of %d bytes: %w", len(text), hearsay.ErrTooLarge)
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n"), nil
}

// direction reads which way a question goes.
func direction(name string) (forward bool, err error) {
	switch name {
	case "", "came", "went":
		return name == "went", nil
	}
	return false, fmt.Errorf("direction %q is neither came nor went: %w", name, hearsay.ErrInvalid)
}

// posted returns the text of a request: the form field q, or a whole body that
// is plain text.
func posted(r *http.Request) (string, error) {
	kind := mediaType(r)
	if r.Method == http.MethodPost && kind == "text/plain" {
		b, err := io.ReadAll(r.Body)
		return string(b), tooLarge(err)
	}
	if r.Method == http.MethodPost && kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data" {
		return "", fmt.Errorf("a body of type %.60q: %w", kind, errMediaType)
	}
	err := r.ParseForm()
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(maxPost * 2) // all in memory: the body is limited to less
	}
	if err != nil {
		return "", tooLarge(err)
	}
	return r.FormValue("q"), nil
}

func mediaType(r *http.Request) string {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// tooLarge gives the errors of reading a request their kinds.
func tooLarge(err error) error {
	var over *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &over):
		return fmt.Errorf("read request: %w", hearsay.ErrTooLarge)
	}
	return fmt.Errorf("read request: %w: %w", err, hearsay.ErrInvalid)
}

func (s *site) trace(r *http.Request) (response, error) {
	a, err := s.readAsk(r)
	if err != nil {
		return response{}, err
	}
	if a.Address = webAddress(a.Text); a.Address != "" {
		return s.traceAddress(r, a)
	}
	return s.traced(r.Context(), a)
}

// tracePost answers the form. A text that fits into an address is sent on to it,
// so that the answer can be linked to, kept and reloaded.
func (s *site) tracePost(r *http.Request) (response, error) {
	a, err := s.readAsk(r)
	if err == nil {
		a.reading, a.File, err = s.readUpload(r)
	}
	switch {
	case err != nil:
		return response{}, err
	case a.reading != nil:
		a.Text, a.Linked = "", false
		return s.traced(r.Context(), a)
	case a.empty():
		return response{location: "/"}, nil
	case a.Linked:
		return response{location: a.address("/", a.Forward)}, nil
	}
	return s.traced(r.Context(), a)
}

func (s *site) traced(ctx context.Context, a ask) (response, error) {
	page := &tracePage{frame: s.frame("Trace", "/"), Ask: a, Least: a.least(), CanKeep: s.changes(ctx), CanFetch: a.Fetched != ""}
	page.Asked = a.Fetched
	if a.empty() {
		return s.untraced(ctx, page)
	}
	page.Traces = true
	page.Save = s.saveTrace(ctx, a)
	if a.Linked {
		page.Twin, page.Table = a.address("/trace.json", a.Forward), a.address("/trace.csv", a.Forward)
	}
	if a.reading != nil { // the text stands in the box, to be kept or changed
		page.Ask.Text = a.reading.Article.Text
	}
	run := s.begin(ctx, a.request())
	finish := func(t *hearsay.Trace) error { return s.fill(ctx, page, t) }
	if !run.within(quick) {
		err := s.nameTraced(ctx, &page.Ask)
		if err != nil {
			<-run.done
			return response{}, err
		}
		return response{view: "trace", page: page, arriving: &arriving{run, page, finish}}, nil
	}
	if run.err != nil {
		return response{}, run.err
	}
	return response{view: "trace", page: page}, finish(run.trace)
}

// nameTraced gives the question the headline of the article that it is of.
func (s *site) nameTraced(ctx context.Context, a *ask) error {
	if a.Article.IsZero() {
		return nil
	}
	view, err := s.engine.Article(ctx, a.Article)
	if err == nil {
		a.Headline = view.Article.Headline
	}
	return err
}

// fill puts the answer on its page.
func (s *site) fill(ctx context.Context, page *tracePage, t *hearsay.Trace) (err error) {
	if t.Read != nil {
		page.Ask.Headline, page.Hidden = t.Read.Headline, hiddenIn(t.Read.Removed)
	}
	page.All = len(t.Matches)
	if page.Answer, err = s.newAnswer(ctx, page.Ask.Narrow.of(t)); err != nil {
		return err
	}
	page.Answer.Origins = newOrigins(t) // the filters hide matches, and origins are of all
	return nil
}

// untraced is the page before anything is asked. The sample passage stands in the
// box as long as the sample library is there.
func (s *site) untraced(ctx context.Context, page *tracePage) (response, error) {
	var err error
	if page.Extent, err = s.engine.Extent(ctx); err != nil {
		return response{}, err
	}
	sample, err := s.sampleThere(ctx)
	if err != nil {
		return response{}, err
	}
	if page.Sample = len(sample) > 0; page.Sample {
		page.Ask.Text, page.Ask.Demo = s.opt.DemoQuery, s.opt.DemoQuery != ""
	}
	return response{view: "trace", page: page}, nil
}

// traceAsks are the parameters of a trace.
func traceAsks() []param {
	return []param{
		{name: "q", kind: aText, says: "the text to trace; a longer one is posted", example: "the ferry will not sail before the spring"},
		{name: "article", kind: anID, id: ofArticle, says: "the article to trace, instead of a text"},
		{name: "direction", kind: aChoice, choices: []string{"came", "went"}, says: "where it came from, or where it went; came when not said"},
		{name: "kept", kind: aText, most: 64, says: "the name of a kept text, instead of the text"},
		{name: "hide", kind: aText, most: 40, says: "quotes, boilerplate, own, or several with commas: matches that share quoted words only, that share standing phrases only, or are of the same outlet"},
		{name: "lang", kind: aText, most: 35, says: "only matches in this language"},
		{name: "after", kind: aText, most: 10, says: "only matches that may be of this day or later"},
		{name: "before", kind: aText, most: 10, says: "only matches that may be of before this day"},
		{name: "min", kind: aCount, says: "the fewest words that count as a passage; 8 when not said"},
	}
}

func (s *site) traceJSON(r *http.Request) (wire.Trace, error) {
	read := s.readAsk
	if r.Method == http.MethodPost && mediaType(r) == "application/json" {
		read = s.readAskJSON
	}
	a, err := read(r)
	if err == nil && a.empty() {
		err = fmt.Errorf("no text to trace: send q, article, or a plain text body: %w", hearsay.ErrInvalid)
	}
	if err != nil {
		return wire.Trace{}, err
	}
	t, err := s.engine.Trace(r.Context(), a.request())
	if err != nil {
		return wire.Trace{}, err
	}
	return wire.NewTrace(a.Narrow.of(t), func(id hearsay.ArticleID) (string, error) { return s.engine.Text(r.Context(), id) })
}
