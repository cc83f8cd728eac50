// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"hearsay/internal/sample"
)

// TestMCP starts the real program as an assistant does, over pipes and over HTTP.
func TestMCP(t *testing.T) {
	dir := t.TempDir()
	binary, library := filepath.Join(dir, "hearsay"), filepath.Join(dir, "library")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	if err := fillSample(t.Context(), library); err != nil {
		t.Fatal(err)
	}
	t.Run("pipes", func(t *testing.T) {
		askAll(t, &mcp.CommandTransport{Command: exec.Command(binary, "mcp", "--library", library)})
	})
	t.Run("http", func(t *testing.T) {
		server := exec.CommandContext(t.Context(), binary, "mcp", "--library", library, "--listen", "127.0.0.1:0")
		out, err := server.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		defer server.Wait()
		defer server.Process.Kill()
		lines := bufio.NewScanner(out)
		if !lines.Scan() {
			t.Fatal("the server printed no address")
		}
		askAll(t, &mcp.StreamableClientTransport{Endpoint: lines.Text()})
	})
}

// askAll calls every tool once.
func askAll(t *testing.T, transport mcp.Transport) {
	t.Helper()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	s, err := client.Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []struct {
		tool, says string
		args       map[string]any
	}{
		{"trace", "Independent origins among the articles that share text: 3.", map[string]any{"text": sample.Query()}},
		{"compare", "words the same", map[string]any{"a": "https://world.veltv.example/politics/12-03-2025/51877", "b": "https://www.dailygull.example/news/herring-war-velmark-slam-shut-strait-88214"}},
		{"story", "Independent origins", map[string]any{"story": "https://www.dailygull.example/news/herring-war-velmark-slam-shut-strait-88214"}},
		{"quote_variants", "⟪Anselm Dorrick⟫", map[string]any{"speaker": "Anselm Dorrick"}},
		{"search", "⟪The Daily Gull⟫", map[string]any{"query": "herring"}},
		{"search", "never closed", map[string]any{"query": `"herring`}},
	} {
		r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: c.tool, Arguments: c.args})
		if err != nil {
			t.Errorf("%s: %v", c.tool, err)
			continue
		}
		if text := r.Content[0].(*mcp.TextContent).Text; !strings.Contains(text, c.says) {
			t.Errorf("%s lacks %q:\n%s", c.tool, c.says, text)
		}
	}
}
