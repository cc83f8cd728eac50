// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestExamples runs the examples of doc/api.md as they stand.
func TestExamples(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	text, err := os.ReadFile("../doc/api.md")
	if err != nil {
		t.Fatal(err)
	}
	site, _ := sampleSite(t)
	server := httptest.NewServer(site)
	defer server.Close()
	_, first, _ := strings.Cut(string(text), "```sh\n") // which says where the server is
	blocks := strings.Split(first, "```sh\n")[1:]
	if len(blocks) < 5 {
		t.Fatalf("only %d examples", len(blocks))
	}
	for _, b := range blocks {
		b, _, _ = strings.Cut(b, "```")
		c := exec.CommandContext(t.Context(), "sh", "-ec", b)
		c.Dir = t.TempDir()
		c.Env = append(os.Environ(), "HEARSAY="+server.URL, "no_proxy=127.0.0.1")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %.500s", b, err, out)
		}
		if strings.Contains(b, "http_code") && strings.TrimSpace(string(out[max(0, len(out)-4):])) != "304" {
			t.Errorf("%s: %s", b, out)
		}
	}
}
