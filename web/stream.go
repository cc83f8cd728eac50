// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// writeTable sends a table as it is made: all of it, however long it is, with memory
// that does not grow with it. One that breaks off says so in its last line, and the
// connection is cut, so that no program takes it for whole.
func (s *site) writeTable(w http.ResponseWriter, r *http.Request, out response) error {
	to := &tableTo{w: w}
	buffer := bufio.NewWriterSize(to, 64<<10)
	missing, err := out.table(buffer, r.URL.Query().Get("raw") == "1")
	if err != nil && !to.begun {
		return err // nothing was sent yet
	}
	if err != nil {
		missing = "it breaks off here, by a fault of the server or because it took too long"
	}
	if missing != "" {
		w.Header().Set(cutHeader, headerText(missing)) // a trailer, once the table has begun
		fmt.Fprintf(buffer, "# This table is not complete: %s\n", missing)
	}
	if flushed := buffer.Flush(); err == nil {
		return flushed
	}
	if s.opt.Log != nil && !errors.Is(err, context.Canceled) {
		s.opt.Log.Error("send table", "path", r.URL.Path, "err", err)
	}
	_ = http.NewResponseController(w).Flush() // what is packed would be lost with the connection
	panic(http.ErrAbortHandler)
}

// tableTo sends a table. The first bytes are preceded by the headers, so that a fault
// before them is answered as such.
type tableTo struct {
	w     http.ResponseWriter
	begun bool
}

func (t *tableTo) Write(b []byte) (int, error) {
	if !t.begun {
		h := t.w.Header()
		h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
		h.Set("Cache-Control", "private, no-cache")
		if h.Get(cutHeader) == "" {
			h.Set("Trailer", cutHeader)
		}
		t.w.WriteHeader(http.StatusOK)
		t.begun = true
	}
	// A table may take as long as it needs, as long as its reader takes it.
	_ = http.NewResponseController(t.w).SetWriteDeadline(time.Now().Add(maxTime))
	return t.w.Write(b)
}

// writeArriving sends a page whose answer is still looked for: what stands before it at
// once, then how far it has come, then the answer. A page that cannot be finished is cut
// off, so that nobody takes it for whole; an answer that failed is said on it.
func (s *site) writeArriving(w http.ResponseWriter, r *http.Request, out response) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy before us sends it on as it comes
	w.WriteHeader(http.StatusOK)
	control := http.NewResponseController(w)
	buffer := bufio.NewWriter(w)
	flush := func() error { return errors.Join(buffer.Flush(), control.Flush()) }
	a := out.arriving
	a.page.SoFar = a.soFar(flush, func(err error) failure {
		f := failureOf(err)
		if f.status >= 500 && s.opt.Log != nil && !errors.Is(err, context.Canceled) {
			s.opt.Log.Error("answer request", "method", r.Method, "path", r.URL.Path, "err", err)
		}
		return f
	})
	err := s.views.render(quietly{buffer}, out.view, s.shown(r, a.page))
	if err == nil {
		err = flush()
	}
	<-a.done
	if err == nil {
		return nil
	}
	if s.opt.Log != nil && r.Context().Err() == nil {
		s.opt.Log.Error("send page", "path", r.URL.Path, "err", err)
	}
	panic(http.ErrAbortHandler)
}

// quietly writes a page with its control characters replaced; each call has whole ones.
type quietly struct{ to io.Writer }

func (q quietly) Write(b []byte) (int, error) {
	if _, err := controls.WriteString(q.to, string(b)); err != nil {
		return 0, err
	}
	return len(b), nil
}

// writeEvents sends events to a browser as they come. A fault after the first one
// cannot be told any more: the browser asks again.
func (s *site) writeEvents(w http.ResponseWriter, r *http.Request, out response) error {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	control := http.NewResponseController(w)
	if err := out.stream(r.Context(), w, control.Flush); err != nil && s.opt.Log != nil && r.Context().Err() == nil {
		s.opt.Log.Warn("send events", "path", r.URL.Path, "err", err)
	}
	return nil
}
