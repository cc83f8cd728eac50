// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"hearsay/internal/sample"
)

// TestDemoStarts: the first line that the demo prints is its address, on this machine alone;
// there the sample passage waits in the box, and the demo ends when it is told to.
func TestDemoStarts(t *testing.T) {
	t.Parallel()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		p := &program{stdin: strings.NewReader(""), stdout: in, stderr: io.Discard, env: func(string) string { return "" }, now: time.Now}
		code := p.run(ctx, []string{"demo", "--listen", "127.0.0.1:0"})
		in.CloseWithError(fmt.Errorf("the demo ended with %d", code))
		ended <- code
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://127.0.0.1:") {
		t.Fatalf("the demo says %q: %v", line, err)
	}
	page, err := http.Get(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	body, err := io.ReadAll(page.Body)
	if err != nil || page.StatusCode != http.StatusOK {
		t.Fatalf("%s, %v", page.Status, err)
	}
	for _, want := range []string{"Sample library", sample.Query()} {
		if !strings.Contains(html.UnescapeString(string(body)), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	end()
	if code := <-ended; code != exitDone {
		t.Errorf("the demo ended with %d", code)
	}
}
