// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/account"
	"hearsay/job"
)

//go:embed templates assets
var files embed.FS

// response is what a handler found: exactly one of a page, a JSON body, a table, a
// redirect and a file.
type response struct {
	status    int    // 0 means 200
	view      string // name of a page template, for page
	page      any
	body      any // JSON
	fields    selection
	table     func(to io.Writer, raw bool) (missing string, err error)
	location  string
	file      []byte
	mediaType string // of file
	lasting   bool   // the file never changes under this address
	secret    bool   // nobody keeps a copy on the way, nor the browser
	cookies   []*http.Cookie
	retry     time.Duration // to wait before trying again; 0 for none
	download  string        // name of the file on the reader's disk; "" to show it
	// arriving is what page waits for, when it is sent before it is whole.
	arriving *arriving
	// stream sends events for as long as it likes.
	stream func(ctx context.Context, w io.Writer, flush func() error) error
}

// answer runs the handler of a route and writes what it returns. It is the only
// place that writes, but for fail.
func (s *site) answer(rt route, f form) http.Handler {
	handle := rt.page.handler(f)
	if handle == nil {
		handle = s.nowhere
	}
	if f != asPage {
		handle = checked(handle, rt.page.asked(f))
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(rt.methods, r.Method) {
			w.Header().Set("Allow", strings.Join(rt.methods, ", "))
			s.fail(w, r, errMethod)
			return
		}
		r, err := s.admit(r, rt.right)
		if err != nil {
			s.turnAway(w, r, f, err)
			return
		}
		if rt.right == account.Write && s.opt.ReadOnly != nil {
			s.fail(w, r, errReadOnly)
			return
		}
		if err := s.paced(&rt, r); err != nil {
			s.fail(w, r, err)
			return
		}
		most, long := int64(maxPost+4096), timeOf(f) // 4096 for the form around the text
		if rt.page.upload {
			most, long = job.MaxUpload+4096, uploadTime
			// A server that cannot wait longer cuts the upload off, which the reader sees.
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(long))
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(long + maxTime))
		}
		ctx, cancel := context.WithTimeout(r.Context(), long)
		defer cancel()
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, most)
		out, err := guarded(handle, r)
		out.secret = out.secret || rt.page.secret
		if err == nil {
			err = s.write(w, r, out)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// turnAway answers a request that may not be. A person who asks for a page is shown where to log in, and
// comes back to it; whether it is there, they are not told before.
func (s *site) turnAway(w http.ResponseWriter, r *http.Request, f form, err error) {
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	if !errors.Is(err, errLogIn) || f != asPage || !reads || r.Header.Get("Authorization") != "" {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/login?"+url.Values{"next": {local(r.URL.RequestURI())}}.Encode(), http.StatusSeeOther)
}

// timeOf is how long an answer may take. A table has all rows there are.
func timeOf(f form) time.Duration {
	if f == asCSV {
		return time.Hour
	}
	return maxTime
}

// checked holds the parameters of a request against those that may be asked, first.
func checked(handle handler, asks []param) handler {
	return func(r *http.Request) (response, error) {
		if err := check(r, asks); err != nil {
			return response{}, err
		}
		return handle(r)
	}
}

// guarded turns a panic (one of our invariants is broken) into an error, so that
// the reader gets a page and the log a line.
func guarded(handle handler, r *http.Request) (out response, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("answer %s: panic: %v", r.URL.Path, p)
		}
	}()
	return handle(r)
}

func (s *site) write(w http.ResponseWriter, r *http.Request, out response) error {
	status := out.status
	if status == 0 {
		status = http.StatusOK
	}
	h := w.Header()
	for _, c := range out.cookies {
		http.SetCookie(w, c)
	}
	if out.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(out.retry/time.Second)+1))
	}
	keep := "private, no-cache"
	if out.secret {
		unpacked(h)
		keep = "no-store"
	}
	switch {
	case out.location != "":
		h.Set("Cache-Control", "no-store")
		http.Redirect(w, r, out.location, http.StatusSeeOther)
	case out.mediaType != "":
		h.Set("Content-Type", out.mediaType)
		h.Set("Cache-Control", keep)
		if out.download != "" {
			h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": out.download}))
		}
		if out.lasting {
			h.Set("Cache-Control", "max-age=31536000, immutable")
		}
		w.WriteHeader(status)
		w.Write(out.file)
	case out.stream != nil:
		return s.writeEvents(w, r, out)
	case out.table != nil:
		return s.writeTable(w, r, out)
	case out.body != nil:
		h.Set("Cache-Control", keep)
		out.body = s.badged(out.body)
		return writeTwin(w, r, out)
	default:
		h.Set("Cache-Control", keep)
		if out.arriving != nil {
			return s.writeArriving(w, r, out)
		}
		return s.writePage(w, r, status, out.view, out.page)
	}
	return nil
}

// writePage renders a page into memory first: a page that fails half-way is
// answered as an error and not cut off.
func (s *site) writePage(w http.ResponseWriter, r *http.Request, status int, view string, page any) error {
	var b bytes.Buffer
	if err := s.views.render(&b, view, s.shown(r, page)); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	controls.WriteString(w, b.String())
	return nil
}

// shown is a page and for whom it is made.
type shown struct {
	Page any
	Who  visitor
	At   string // address that the visitor can share; "" for none
	// Sample is how many articles of the sample library are there; 0 where there never were any.
	Sample  int
	Open    bool // things can be added here
	Sources bool // there are some to be shown
	Failing int  // of them
}

func (s *site) shown(r *http.Request, page any) shown {
	out := shown{Page: page, Who: s.visitorOf(r), Open: s.changes(r.Context())}
	if out.Who.Sees() {
		sample, _ := s.sampleThere(r.Context()) // a page says what is wrong with the library itself
		out.Sample = len(sample)
	}
	if out.Who.Known && !out.Who.Token && r.Method == http.MethodGet {
		if u, err := s.shareable(r.URL.RequestURI()); err == nil {
			out.At = u.RequestURI()
		}
	}
	if s.opt.Sources != nil && out.Who.Reads() {
		out.Sources = true
		out.Failing, _ = s.opt.Sources.Failing(r.Context()) // the page itself says what keeps them from being read
	}
	return out
}

// frame is what every page has around it. The zero frame is a page without a
// title, a place in the menu, or a twin.
type frame struct {
	Title string
	Here  string // address of the menu entry to mark
	Find  string // in the search box
	Twin  string // address of the same in JSON
	Table string // address of the whole of it as a table
	Again bool   // it changes by itself: without script it is loaded again
	Save  *saveForm
	Asked string // what was asked for on the web to answer; "" when nothing left this machine
	Sends bool   // what the page shows is sent to others, though not to answer
	Style string // address of the style sheet
	Code  string // address of the script
}

func (s *site) frame(title, here string) frame {
	return frame{Title: title, Here: here, Style: s.views.assets["hearsay.css"].address, Code: s.views.assets["hearsay.js"].address}
}

// views are the parsed templates and the files beside them.
type views struct {
	pages  map[string]*template.Template
	assets map[string]asset
}

type asset struct {
	address, version, mediaType string
	body                        []byte
}

// parseViews reads the embedded templates. They are part of the program, so a
// mistake in one is a panic at the start and in every test.
func parseViews(fiction invented) *views {
	v := &views{pages: map[string]*template.Template{}, assets: map[string]asset{}}
	base := template.Must(template.New("base").Funcs(words).Funcs(template.FuncMap{"invented": fiction.holds}).ParseFS(files, "templates/base.tmpl", "templates/parts.tmpl"))
	names, err := fs.Glob(files, "templates/*.tmpl")
	if err != nil {
		panic("web: " + err.Error())
	}
	for _, file := range names {
		// Each page is a file that defines "main"; the other two are in all of them.
		if name := strings.TrimSuffix(path.Base(file), ".tmpl"); name != "base" && name != "parts" {
			v.pages[name] = template.Must(template.Must(base.Clone()).ParseFS(files, file))
		}
	}
	for name, mediaType := range map[string]string{"hearsay.css": "text/css; charset=utf-8", "hearsay.js": "text/javascript; charset=utf-8"} {
		body, err := files.ReadFile("assets/" + name)
		if err != nil {
			panic("web: embedded file is missing: " + name)
		}
		sum := sha256.Sum256(body)
		version := hex.EncodeToString(sum[:6])
		v.assets[name] = asset{"/assets/" + name + "?v=" + version, version, mediaType, body}
	}
	return v
}

func (v *views) render(b io.Writer, view string, page shown) error {
	t, ok := v.pages[view]
	if !ok {
		return fmt.Errorf("render %s: no such page", view)
	}
	if err := t.ExecuteTemplate(b, "base", page); err != nil {
		return fmt.Errorf("render %s: %w", view, err)
	}
	return nil
}

func (s *site) asset(r *http.Request) (response, error) {
	a, ok := s.views.assets[r.PathValue("name")]
	if !ok {
		return response{}, hearsay.ErrNotFound
	}
	return response{file: a.body, mediaType: a.mediaType, lasting: r.URL.Query().Get("v") == a.version}, nil
}

// favicon says that there is none: browsers ask for it unasked, and an error
// would stand in their console on every page.
func (s *site) favicon(*http.Request) (response, error) {
	return response{file: []byte{}, mediaType: "image/x-icon", lasting: true}, nil
}

// window reads which rows of a list a request wants.
func window(r *http.Request, most int) (offset, limit int, err error) {
	if offset, err = count(r, "offset", 0); err != nil {
		return 0, 0, err
	}
	if limit, err = count(r, "limit", pageSize); err != nil {
		return 0, 0, err
	}
	return offset, max(1, min(limit, most)), nil
}

// count reads a parameter that is a whole number from 0 up.
func count(r *http.Request, name string, otherwise int) (int, error) {
	given := r.FormValue(name)
	if given == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%s %q is not a count: %w", name, given, hearsay.ErrInvalid)
	}
	return n, nil
}

// pathID reads the identifier in the path of a request; what it should be of is for the
// error. Error: ErrNotFound, since nothing is at an address with a broken one.
func pathID[T any](r *http.Request, what string) (hearsay.ID[T], error) {
	id, err := hearsay.ParseID[T](r.PathValue("id"))
	if err != nil || id.IsZero() {
		return id, fmt.Errorf("%s: %w", what, hearsay.ErrNotFound)
	}
	return id, nil
}

// articleID reads the identifier of an article from a query or a form.
func articleID(text string) (hearsay.ArticleID, error) {
	id, err := hearsay.ParseID[hearsay.Article](text)
	if err == nil && id.IsZero() {
		err = fmt.Errorf("no article named: %w", hearsay.ErrInvalid)
	}
	return id, err
}
