// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bufio"
	"context"
	"errors"
	"fmt"
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
		fmt.Fprintf(buffer, "# This table is not complete: %s\n", missing)
	}
	if flushed := buffer.Flush(); err == nil {
		return flushed
	}
	if s.opt.Log != nil && !errors.Is(err, context.Canceled) {
		s.opt.Log.Error("send table", "path", r.URL.Path, "err", err)
	}
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
		t.w.WriteHeader(http.StatusOK)
		t.begun = true
	}
	// A table may take as long as it needs, as long as its reader takes it.
	_ = http.NewResponseController(t.w).SetWriteDeadline(time.Now().Add(maxTime))
	return t.w.Write(b)
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
