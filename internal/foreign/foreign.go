// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package foreign lets tests open what Hearsay writes with the programs that others
// will open it with. They are installed by ./check; where they are not there, the
// test is skipped and says what it wanted.
package foreign

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Python runs a script, which asserts what it reads, and returns what it prints. The
// interpreter is $HEARSAY_PYTHON or python3; it must have the modules.
func Python(t testing.TB, modules []string, script string, args ...string) string {
	t.Helper()
	python := os.Getenv("HEARSAY_PYTHON")
	if python == "" {
		python = "python3"
	}
	need := "import " + strings.Join(modules, ", ")
	if out, err := exec.Command(python, "-c", need).CombinedOutput(); err != nil {
		t.Skipf("no Python with %s (%v %s); ./check installs it, HEARSAY_PYTHON names it", strings.Join(modules, ", "), err, lastLine(out))
	}
	return run(t, exec.Command(python, append([]string{"-c", script}, args...)...))
}

// Java runs a program of one source file against the jars in $HEARSAY_JARS and returns
// what it prints.
func Java(t testing.TB, source string, args ...string) string {
	t.Helper()
	jars := os.Getenv("HEARSAY_JARS")
	if jars == "" {
		t.Skip("HEARSAY_JARS does not name a folder of jars; ./check fills one where there is a JDK and Maven")
	}
	if _, err := exec.LookPath("java"); err != nil {
		t.Skip("no java")
	}
	return run(t, exec.Command("java", append([]string{"-cp", filepath.Join(jars, "*"), source}, args...)...))
}

// Node runs a script with the packages in $HEARSAY_NODE and returns what it prints.
func Node(t testing.TB, script string, args ...string) string {
	t.Helper()
	dir := os.Getenv("HEARSAY_NODE")
	if dir == "" {
		t.Skip("HEARSAY_NODE does not name a folder of node packages; ./check fills one where there is npm")
	}
	cmd := exec.Command("node", append([]string{"-e", script}, args...)...)
	cmd.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(dir, "node_modules"))
	return run(t, cmd)
}

// SQLite asks a database with the sqlite3 program and returns what it prints.
func SQLite(t testing.TB, path, query string) string {
	t.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("no sqlite3 program; ./check installs it where it can")
	}
	return run(t, exec.Command("sqlite3", "-readonly", "-batch", "-bail", path, query))
}

func run(t testing.TB, cmd *exec.Cmd) string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", cmd.Path, err, out.String(), errs.String())
	}
	return out.String()
}

func lastLine(b []byte) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}
