// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"hearsay/account"
	"hearsay/admit"
	"hearsay/assist"
	"hearsay/internal/sample"
	"hearsay/search"
	"hearsay/store"
)

// TestMCP starts the real program as an assistant does, over pipes and over HTTP.
func TestMCP(t *testing.T) {
	t.Parallel()
	binary, library := binary(t), sampleLibrary(t)
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

// TestMCPAsksWhoComes serves a library that has accounts: over HTTP it takes a token.
func TestMCPAsksWhoComes(t *testing.T) {
	t.Parallel()
	library := sampleLibrary(t)
	engine, err := search.Open(t.Context(), library)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	accounts, err := store.OpenAccounts(t.Context(), library)
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	gate := admit.New(accounts, admit.Options{Now: time.Now})
	user, err := gate.AddUser(t.Context(), "ada", account.Administrator, "a long enough password")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(assist.Handler(engine, assist.Options{Admit: func(ctx context.Context, token string) error { return mayAsk(ctx, gate, token) }}))
	defer server.Close()
	token := func(scopes account.Rights) string {
		_, secret, err := gate.AddToken(t.Context(), user, admit.Wish{Name: "assistant", Scopes: scopes})
		if err != nil {
			t.Fatal(err)
		}
		return "Bearer " + secret.Reveal()
	}
	for _, c := range []struct {
		name, authorization string
		want                int
	}{
		{"nobody", "", http.StatusUnauthorized},
		{"an unknown token", "Bearer " + account.NewToken().Reveal(), http.StatusUnauthorized},
		{"a password", "Basic YWRhOngK", http.StatusUnauthorized},
		{"one that may read only", token(account.SetOf(account.Read)), http.StatusUnauthorized},
		{"one that may", token(account.SetOf(account.Read, account.Trace)), http.StatusOK},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		r.Header.Set("Authorization", c.authorization)
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if got.StatusCode != c.want || got.StatusCode == http.StatusUnauthorized && got.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: status %d, want %d", c.name, got.StatusCode, c.want)
		}
	}
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
