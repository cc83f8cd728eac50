// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkFirstRow traces texts of several lengths over loopback, as a browser does, and tells
// when the first byte, the first article that shares words and the end of the page are there:
//
//	HEARSAY_LARGE=big go test ./web -run xx -bench FirstRow -benchtime 50x
//
// The time of the processor is that of the whole process, until the first article.
func BenchmarkFirstRow(b *testing.B) {
	l := openLarge(b)
	server := httptest.NewServer(l.site)
	defer server.Close()
	for _, words := range []int{250, 5_000, 50_000, 250_000} {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			times := map[string][]time.Duration{}
			for range b.N {
				for name, d := range firstRow(b, server.URL, l.manyWords(words)) {
					times[name] = append(times[name], d)
				}
			}
			b.ReportMetric(0, "ns/op")
			for name, list := range times {
				slices.Sort(list)
				b.ReportMetric(ms(list[len(list)/2]), name+"-p50-ms")
				b.ReportMetric(ms(list[(len(list)-1)*95/100]), name+"-p95-ms")
			}
		})
	}
}

// manyWords are words of articles, as paragraphs.
func (l *large) manyWords(n int) string {
	var b strings.Builder
	for at := 0; at < n; {
		some := l.words(250)
		b.WriteString(some + "\n\n")
		at += max(1, len(strings.Fields(some)))
	}
	return b.String()
}

// firstRow posts a text, and returns when what of the page was there.
func firstRow(b *testing.B, server, text string) map[string]time.Duration {
	b.Helper()
	out := map[string]time.Duration{}
	began, before := time.Now(), processor(b)
	answer, err := http.PostForm(server+"/trace", url.Values{"q": {text}})
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	var seen []byte
	part := make([]byte, 32<<10)
	for {
		n, err := answer.Body.Read(part)
		if n > 0 && seen == nil {
			out["byte"] = time.Since(began)
		}
		if seen = append(seen, part[:n]...); out["row"] == 0 && (bytes.Contains(seen, []byte("<p>Shares ")) || bytes.Contains(seen, []byte(`<li class="match"`))) {
			out["row"], out["row-cpu"] = time.Since(began), processor(b)-before
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	out["end"] = time.Since(began)
	if answer.StatusCode != http.StatusOK || !bytes.Contains(seen, []byte("</html>")) {
		b.Errorf("status %d, %d bytes", answer.StatusCode, len(seen))
	}
	return out
}
