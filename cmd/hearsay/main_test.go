// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

// shared is a folder for what tests have in common.
var shared string

func TestMain(m *testing.M) {
	testscript.Main(suite{m}, map[string]func(){"hearsay": main, "relay": relayMain})
}

// suite is the tests with their folder.
type suite struct{ *testing.M }

// Run implements [testscript.TestingM].
func (s suite) Run() int {
	var err error
	if shared, err = os.MkdirTemp("", "hearsay-cmd-*"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(shared)
	return s.M.Run()
}

// TestScripts runs the commands as a user types them.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update})
}

// binary is the path of the program: this test, which is the program under that name.
func binary(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("hearsay")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs one command in this process and returns what it printed.
func run(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs,
		env: func(string) string { return "" },
		now: func() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) },
	}
	code = p.run(t.Context(), args)
	return code, out.String(), errs.String()
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	page := filepath.Join(dir, "page.txt")
	bad := filepath.Join(dir, "bad.pdf")
	writeFile(t, page, "A headline\n\nThe harbour office closed both piers at noon on Tuesday because of the swell.\n")
	writeFile(t, bad, "%PDF-1.7 nothing")
	for _, c := range []struct {
		name string
		args []string
		want int
		says string // on standard error
	}{
		{"nothing", nil, exitUsage, ""},
		{"help", []string{"help"}, exitDone, ""},
		{"help of a command", []string{"help", "trace"}, exitDone, ""},
		{"-h behind a command", []string{"trace", "-h"}, exitDone, ""},
		{"unknown command", []string{"frobnicate"}, exitUsage, "there is no command"},
		{"unknown flag", []string{"add", "--frob", page}, exitUsage, "usage: hearsay add PATH…"},
		{"add nothing", []string{"add"}, exitUsage, "name what to add"},
		{"no library yet", []string{"trace", "--library", lib, page}, exitFailed, "make one with: hearsay add"},
		{"add", []string{"add", "--library", lib, page}, exitDone, ""},
		{"add with something unusable", []string{"add", "--library", lib, page, bad}, exitSkipped, "looks like a PDF"},
		{"add what is not there", []string{"add", "--library", lib, filepath.Join(dir, "none")}, exitSkipped, "no such file"},
		{"flags behind the file", []string{"trace", page, "--library", lib}, exitDone, ""},
		{"too short passages", []string{"trace", "--min-words", "2", "--library", lib, page}, exitUsage, "fewer than 5"},
		{"unknown profile", []string{"reuse", "--profile", "cuneiform", page}, exitUsage, "news, ocr or strict"},
		{"search", []string{"search", "--library", lib, "piers"}, exitDone, ""},
		{"bad query", []string{"search", "--library", lib, `"piers`}, exitFailed, "never closed"},
		{"mcp with an argument", []string{"mcp", "--library", lib, "x"}, exitUsage, "flags only"},
		{"mcp for everybody", []string{"mcp", "--library", lib, "--listen", "0.0.0.0:0"}, exitUsage, "only loopback addresses"},
		{"mcp until the client hangs up", []string{"mcp", "--library", lib}, exitDone, ""},
		{"compare one", []string{"compare", "--library", lib, "x"}, exitUsage, "two articles"},
		{"compare unknown", []string{"compare", "--library", lib, "x", "y"}, exitFailed, "not found"},
		{"remove nothing", []string{"remove", "--library", lib}, exitUsage, "name the articles"},
		{"remove from no library", []string{"remove", "--library", filepath.Join(dir, "no"), "x"}, exitFailed, "make one with: hearsay add"},
		{"export nothing", []string{"export", "--library", lib}, exitUsage, "stories, derivations, notes, captures, library can be exported"},
		{"export a kind that there is none of", []string{"export", "--library", lib, "--what", "opinions"}, exitUsage, "stories, derivations, notes, captures, library can be exported"},
		{"export in another format", []string{"export", "--library", lib, "--what", "articles", "--format", "xml"}, exitUsage, "articles can be had as jsonl, csv, parquet"},
		{"export in no order", []string{"export", "--library", lib, "--what", "clusters", "--order", "luck"}, exitUsage, "size or date"},
		{"export less than none", []string{"export", "--library", lib, "--what", "clusters", "--outlets", "-1"}, exitUsage, "not negative"},
		{"export to an argument", []string{"export", "--library", lib, "--what", "clusters", "x"}, exitUsage, "the file with --out"},
		{"export articles by size", []string{"export", "--library", lib, "--what", "articles", "--order", "size"}, exitUsage, "goes with --what clusters"},
		{"export one cluster of many", []string{"export", "--library", lib, "--what", "clusters", "--cluster", "x", "--outlets", "2"}, exitUsage, "without --cluster"},
		{"export what has no ID", []string{"export", "--library", lib, "--what", "clusters", "--cluster", "x"}, exitUsage, "26 letters"},
		{"check", []string{"check", "--library", lib}, exitDone, ""},
		{"rebuild", []string{"rebuild", "--library", lib}, exitDone, ""},
		{"rebuild nothing", []string{"rebuild", "--library", filepath.Join(dir, "no")}, exitFailed, "not found"},
		{"read a PDF", []string{"read", bad}, exitFailed, "looks like a PDF"},
		{"listen to the world", []string{"serve", "--library", lib, "--listen", "0.0.0.0:0"}, exitUsage, "--accounts has everybody log in"},
		{"listen to the world through demo", []string{"demo", "--listen", "0.0.0.0:0"}, exitUsage, "--accounts has everybody log in"},
		{"a proxy without accounts", []string{"serve", "--library", lib, "--proxy", "10.0.0.2"}, exitUsage, "need --accounts"},
		{"everybody is a proxy", []string{"serve", "--library", lib, "--accounts", "--proxy", "0.0.0.0/0"}, exitUsage, "everybody would be believed"},
		{"users named by nobody", []string{"serve", "--library", lib, "--accounts", "--proxy-user", "Remote-User"}, exitUsage, "needs --proxy"},
		{"half a certificate", []string{"serve", "--library", lib, "--tls-cert", page}, exitUsage, "go together"},
		{"half a provider", []string{"serve", "--library", lib, "--accounts", "--oidc-issuer", "https://id.example"}, exitUsage, "go together"},
		{"an address with a path", []string{"serve", "--library", lib, "--url", "https://x.example/news"}, exitUsage, "the beginning of the address"},
		{"no users", []string{"users", "--library", lib}, exitFailed, "users add NAME --role admin"},
		{"users of nothing", []string{"users", "--library", filepath.Join(dir, "no"), "add", "ada"}, exitFailed, "make a library with: hearsay add"},
		{"users wrong", []string{"users", "--library", lib, "adopt", "ada"}, exitUsage, "list, add, role, reset or remove"},
		{"tokens of nobody", []string{"tokens", "--library", lib, "add", "ada", "--name", "x"}, exitFailed, "it has no users"},
		{"a token for nothing", []string{"tokens", "--library", lib, "add", "ada"}, exitUsage, "what the token is for"},
		{"eval what", []string{"eval", "luck", dir}, exitUsage, "cannot be scored"},
		{"eval provenance", []string{"eval", "provenance", "../../bench/provenance/testdata/sample"}, exitDone, ""},
		{"eval provenance of nothing", []string{"eval", "provenance", dir}, exitFailed, "no truth"},
		{"eval nothing", []string{"eval", "reuse", dir}, exitFailed, "no truth"},
	} {
		code, _, stderr := run(t, "", c.args...)
		if code != c.want || !strings.Contains(stderr, c.says) {
			t.Errorf("%s: exit %d, want %d; said %q", c.name, code, c.want, stderr)
		}
	}
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTerminalSafety: a page cannot steer the terminal that it is printed on.
func TestTerminalSafety(t *testing.T) {
	page := "\x1b]0;owned\x07Head\x1b[31mline\n\n\x1b[2JThe office \u202eclosed\u202c both \u009b31mpiers at noon, \"it was time,\" said \x1b[1mAnna Berg\x1b[0m of the office.\n"
	code, stdout, stderr := run(t, page, "read", "--all", "-")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, r := range stdout + stderr {
		if steers(r) {
			t.Errorf("%q went through:\n%s", r, stdout)
		}
	}
}

// TestPromisedFields: the names that contract and scripts rely on.
func TestPromisedFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args   []string
		fields string
	}{
		{[]string{"demo", "--once", "--json"}, "chain classes forks forward matches more notes origins query searched"},
		{[]string{"read", "--json", "-"}, "article chain citations credits findings forks quotations removed"},
	} {
		_, stdout, stderr := run(t, "Head\n\nThe harbour office closed both piers at noon on Tuesday.\n", c.args...)
		var got map[string]json.RawMessage
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatalf("%v: %v; %s", c.args, err, stderr)
		}
		for field := range strings.FieldsSeq(c.fields) {
			if got[field] == nil {
				t.Errorf("%v: no field %s", c.args, field)
			}
			if string(got[field]) == "null" {
				t.Errorf("%v: %s is null", c.args, field)
			}
			delete(got, field)
		}
		if len(got) > 0 {
			t.Errorf("%v: fields that are not promised: %v", c.args, got)
		}
	}
}

func TestWrapAndClip(t *testing.T) {
	if got := wrap("one two three four", "  ", 10); got != "  one two\n  three\n  four" {
		t.Errorf("%q", got)
	}
	if got := clip("one  two\nthree four", 10); got != "one two …" {
		t.Errorf("%q", got)
	}
	if got := thousands(1234567); got != "1,234,567" {
		t.Errorf("%q", got)
	}
}
