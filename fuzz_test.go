// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestFuzzMemory: ./check --long fails for a target that holds more memory than it may, and not
// for one that only makes garbage fast.
func TestFuzzMemory(t *testing.T) {
	if os.Getenv("HEARSAY_LONG") == "" || runtime.GOOS != "linux" {
		t.Skip("builds the standard library anew for a fuzzer; HEARSAY_LONG=1 runs it, on Linux")
	}
	script, err := filepath.Abs("tools/fuzz.sh")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module greedy\n\ngo 1.26\n", "greedy_test.go": greedy} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fuzz := func(name string) (string, error) {
		cmd := exec.Command("sh", script, ".", name, "6s", "200", "-parallel", "1")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := fuzz("FuzzGarbage"); err != nil || !strings.Contains(out, "a worker took at most ") {
		t.Errorf("garbage: %v\n%s", err, out)
	}
	if out, err := fuzz("FuzzHold"); err == nil || !strings.Contains(out, " MB of memory, and may take 200; ") {
		t.Errorf("memory that is held: %v\n%s", err, out)
	}
}

const greedy = `package greedy

import (
	"testing"
	"time"
)

var held [][]byte

func touched() []byte {
	b := make([]byte, 2<<20)
	for i := range b {
		b[i] = 1
	}
	return b
}

func FuzzGarbage(f *testing.F) {
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, in []byte) { held = [][]byte{touched()} })
}

func FuzzHold(f *testing.F) {
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(held) < 130 {
			held = append(held, touched())
		}
		time.Sleep(time.Millisecond)
	})
}
`
