// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// TestAllowedHost: each command that takes an address fetches one of a server that is
// allowed by name, and says what to do about one that is not.
func TestAllowedHost(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.UserAgent(), "Penstow") {
			t.Errorf("user agent %q", r.UserAgent())
		}
		fmt.Fprint(w, `<html lang="en"><title>Piers shut</title><article><h1>Piers shut</h1><p>The harbour office closed both piers at noon on Tuesday because of the swell, “We had no choice,” the harbour master told The Daily Gull.</p></article>`)
	}))
	defer site.Close()
	lib := filepath.Join(t.TempDir(), "lib")
	for _, args := range [][]string{
		{"read", site.URL}, {"add", "--library", lib, site.URL + "/a"}, {"trace", "--library", lib, site.URL}, {"story", "--library", lib, site.URL}, {"annotate", site.URL},
	} {
		if code, _, stderr := run(t, "", args...); code == exitDone || !strings.Contains(stderr, "with --allow "+site.Listener.Addr().String()) {
			t.Errorf("%q: %d, %s", args, code, stderr)
		}
		allowed := append(args, "--allow", site.Listener.Addr().String(), "--agent", "Penstow Echo (+https://penstow.example/bot)")
		if code, _, stderr := run(t, "", allowed...); code != exitDone {
			t.Errorf("%q: %d, %s", allowed, code, stderr)
		}
	}
}
