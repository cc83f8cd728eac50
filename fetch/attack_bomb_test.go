// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// packers make content-encodings.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip":    func(w io.Writer) io.WriteCloser { z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed); return z },
	"br":      func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestSpeed) },
	"zstd":    func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)); return z },
	"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
}

// bomb sends ten gigabytes of zeros, packed, for as long as somebody takes them. It
// counts what was taken, packed and unpacked.
func bomb(w io.Writer, encoding string, taken, unpacked *atomic.Int64) {
	z := packers[encoding](&counter{w, taken})
	zeros := make([]byte, 1<<20)
	for range 10 << 10 {
		if _, err := z.Write(zeros); err != nil {
			return
		}
		if f, ok := z.(interface{ Flush() error }); ok && f.Flush() != nil {
			return
		}
		unpacked.Add(int64(len(zeros)))
	}
	z.Close()
}

type counter struct {
	io.Writer
	n *atomic.Int64
}

func (c *counter) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return c.Writer.Write(p)
}

// allocated returns how many bytes f and what runs beside it took from the heap: a
// bound for how many it held at once.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestD1: bombs of each encoding end after a megabyte or two, not after ten gigabytes.
// It does not run beside others, since it measures memory.
func TestD1(t *testing.T) {
	for encoding := range packers {
		t.Run(encoding, func(t *testing.T) {
			w := newWorld(t)
			var taken, unpacked atomic.Int64
			w.site("example.com", publicIP, func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("Content-Encoding", encoding)
				bomb(rw, encoding, &taken, &unpacked)
			})
			var err error
			used := allocated(func() { _, err = w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com/"}) })
			if !errors.Is(err, hearsay.ErrTooLarge) || !strings.Contains(err.Error(), "stopped: ") || !strings.Contains(err.Error(), " grew past ") {
				t.Errorf("%v", err)
			}
			if used > 200<<20 {
				t.Errorf("%d MB of memory were used", used>>20)
			}
		})
	}
}

// TestD1Size: what stays below the ratio ends at the limit of size.
func TestD1Size(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	line := make([]byte, 64) // packs to about a fiftieth
	w.site("example.com", publicIP, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(rw)
		for i := range uint64(1 << 30) {
			copy(line[48:], fmt.Sprintf("%016x", i*0x9e3779b97f4a7c15))
			if _, err := z.Write(line); err != nil {
				return
			}
		}
	})
	_, err := w.gate(Options{Limits: Limits{Body: 2 << 20}}).Get(t.Context(), Request{Address: "http://example.com/"})
	if !errors.Is(err, hearsay.ErrTooLarge) || !strings.Contains(err.Error(), "grew past 2 MB") {
		t.Errorf("%v", err)
	}
}

// TestD1Chain: encodings in layers are not undone, however they are written down.
func TestD1Chain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	body := []byte("x")
	for range 100 {
		var b bytes.Buffer
		z := packers["gzip"](&b)
		z.Write(body)
		z.Close()
		body = b.Bytes()
	}
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/line":
			rw.Header().Set("Content-Encoding", strings.Repeat("gzip, ", 99)+"gzip")
		case "/lines":
			for range 100 {
				rw.Header().Add("Content-Encoding", "gzip")
			}
		case "/two":
			rw.Header().Set("Content-Encoding", "br, GZIP")
		case "/unknown":
			rw.Header().Set("Content-Encoding", "x-bomb")
		}
		rw.Write(body)
	})
	for _, path := range []string{"/line", "/lines", "/two", "/unknown"} {
		if _, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com" + path}); !errors.Is(err, hearsay.ErrRefused) || !strings.Contains(err.Error(), "content-encoding") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestD1Redirect: the body of a redirect, of an error and of an unchanged page is not
// read, let alone unpacked.
func TestD1Redirect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var sent atomic.Int64
	ended := make(chan struct{}, 3)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/end" {
			page(rw, r)
			return
		}
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Header().Set("Location", "/end")
		rw.WriteHeader(map[string]int{"/moved": 302, "/error": 500}[r.URL.Path])
		noise := make([]byte, 1<<16) // the same bytes would do: nobody looks
		for range 1 << 14 {
			n, err := rw.Write(noise)
			sent.Add(int64(n))
			if err != nil {
				break
			}
		}
		ended <- struct{}{}
	})
	g := w.gate(Options{})
	if res, err := g.Get(t.Context(), Request{Address: "http://example.com/moved"}); err != nil || string(res.Body) != "<p>page" {
		t.Errorf("%q, %v", res.Body, err)
	}
	if _, err := g.Get(t.Context(), Request{Address: "http://example.com/error"}); err == nil {
		t.Error("500 is no error")
	}
	if err := g.Post(t.Context(), "http://example.com/error", nil, nil); err == nil {
		t.Error("500 is no error")
	}
	for range 3 {
		<-ended
	}
	if n := sent.Load(); n > 48<<20 { // what the system's buffers hold
		t.Errorf("%d MB of bodies were taken", n>>20)
	}
}

// TestD1Wire: a body that is not packed ends at its limit, declared or not.
func TestD1Wire(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/declared" {
			rw.Header().Set("Content-Length", "99999999999")
		}
		for range 1 << 20 {
			if _, err := rw.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	for _, path := range []string{"/declared", "/not"} {
		_, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com" + path})
		if !errors.Is(err, hearsay.ErrTooLarge) || !strings.Contains(err.Error(), "stopped at 10 MB, the limit") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestD1Header: a header without end, and one answer of "wait" after the other.
func TestD1Header(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, send := range map[string]func(net.Conn){
		"long": func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for range 1 << 20 {
				if _, err := io.WriteString(c, "X: "+strings.Repeat("x", 1000)+"\r\n"); err != nil {
					return
				}
			}
		},
		"waits": func(c net.Conn) {
			for range 1 << 20 {
				if _, err := io.WriteString(c, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"); err != nil {
					return
				}
			}
		},
	} {
		w.raw("example.com", publicIP, send)
		if _, err := w.gate(Options{}).Get(t.Context(), Request{Address: "http://example.com/"}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// raw serves bytes of a test's own at port 80 of an address.
func (w *world) raw(host, ip string, send func(net.Conn)) {
	w.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { l.Close() })
	w.dns.say(host, ip)
	w.sites[net.JoinHostPort(ip, "80")] = l.Addr().String()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				c.Read(make([]byte, 4096)) // the request
				send(c)
			}()
		}
	}()
}

// TestSlowDrip: a site that sends a byte now and then holds nobody: the whole time is
// limited, of headers, bodies and redirects together.
func TestSlowDrip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	drip := func(c net.Conn, text string) {
		for _, b := range []byte(text + strings.Repeat("x", 1000)) {
			if _, err := c.Write([]byte{b}); err != nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	limits := Limits{Total: 200 * time.Millisecond}
	for name, send := range map[string]func(net.Conn){
		"header": func(c net.Conn) { drip(c, "HTTP/1.1 200 OK\r\nX: ") },
		"body": func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
			drip(c, "")
		},
		"chunks": func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
			drip(c, strings.Repeat("1\r\nx\r\n", 1000))
		},
		"redirects": func(c net.Conn) {
			time.Sleep(80 * time.Millisecond)
			io.WriteString(c, "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")
		},
		"nothing": func(c net.Conn) { c.Read(make([]byte, 1)) },
	} {
		w.raw("example.com", publicIP, send)
		_, err := w.gate(Options{Limits: limits}).Get(t.Context(), Request{Address: "http://example.com/"})
		if err == nil || !strings.Contains(err.Error(), "no answer within 200ms") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEncodings: one layer of each encoding is undone, and what is cut says so.
func TestEncodings(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text := strings.Repeat("Tokyo said on Monday. ", 1000)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Accept-Encoding"); got != "gzip, br, zstd, deflate" {
			t.Errorf("Accept-Encoding: %q", got)
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		var b bytes.Buffer
		pack := packers[name]
		if name == "bare" {
			name, pack = "deflate", func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z }
		}
		z := pack(&b)
		io.WriteString(z, text)
		z.Close()
		body := b.Bytes()
		if r.URL.RawQuery == "cut" {
			body = body[:len(body)/2]
		}
		rw.Header().Set("Content-Encoding", name)
		rw.Write(body)
	})
	g := w.gate(Options{})
	for _, name := range []string{"gzip", "br", "zstd", "deflate", "bare"} {
		res, err := g.Get(t.Context(), Request{Address: "http://example.com/" + name})
		if err != nil || string(res.Body) != text {
			t.Errorf("%s: %d bytes, %v", name, len(res.Body), err)
		}
		if _, err := g.Get(t.Context(), Request{Address: "http://example.com/" + name + "?cut"}); err == nil || !strings.Contains(err.Error(), "undo content-encoding") {
			t.Errorf("%s cut: %v", name, err)
		}
	}
}
