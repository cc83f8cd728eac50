// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// otherDesk names the library that this process, started by a test, has a desk on.
const otherDesk = "HEARSAY_TEST_OTHER_DESK"

// TestOtherDesk is the other program of TestTwoDesks: it receives a file whose end does not come.
func TestOtherDesk(t *testing.T) {
	dir := os.Getenv(otherDesk)
	if dir == "" {
		t.Skip("run by TestTwoDesks")
	}
	d, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := d.Receive("whole.jsonl", strings.NewReader(row("https://gull.example/0")))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("has", whole.ID)
	s, err := d.Receive("rows.jsonl", io.MultiReader(strings.NewReader(row("https://gull.example/1")), told{}, os.Stdin))
	fmt.Println("received", s.ID, s.Size, err)
}

// told says that reading has come to it.
type told struct{}

func (told) Read([]byte) (int, error) {
	fmt.Println("receiving")
	return 0, io.EOF
}

// TestTwoDesks: a desk that is opened while another program receives a file leaves that, takes
// other numbers, and clears or takes over what the other left once that is dead.
func TestTwoDesks(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestOtherDesk$")
	cmd.Env = append(os.Environ(), otherDesk+"="+dir)
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err1 != nil || err2 != nil || cmd.Start() != nil {
		t.Fatal("the other program does not start")
	}
	defer cmd.Process.Kill() //nolint:errcheck // it may have ended
	lines := bufio.NewScanner(out)
	wait := func(want string) string {
		t.Helper()
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), want) {
				return lines.Text()
			}
		}
		t.Fatalf("the other program never said %q", want)
		return ""
	}
	wait("receiving")

	d := open(t, dir)
	if l := d.List(); len(l) != 0 {
		t.Errorf("jobs of the other desk are listed: %+v", l)
	}
	mine := receive(t, d, "mine.jsonl", row("https://gull.example/2"))
	if mine.ID != "000003" {
		t.Errorf("job %s, the other desk has 000001 and 000002", mine.ID)
	}
	if s := finish(t, d, mine.ID, nil); s.State != Done || s.Counts.New != 1 {
		t.Errorf("beside the other desk: %+v", s)
	}
	d.Close()
	if _, err := os.Stat(filepath.Join(dir, inboxName, "000002", fileFolder, "rows.jsonl")); err != nil {
		t.Errorf("what the other desk was receiving: %v", err)
	}

	more := row("https://gull.example/3")
	if _, err := io.WriteString(in, more); err != nil {
		t.Fatal(err)
	}
	in.Close()
	if got, want := wait("received"), fmt.Sprintf("received 000002 %d <nil>", len(row("https://gull.example/1"))+len(more)); got != want {
		t.Errorf("the other program %s, want %s", got, want)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}

	// It ended without closing its desk, as by a kill.
	if err := os.MkdirAll(filepath.Join(dir, inboxName, "000009", fileFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	d = open(t, dir)
	if l := d.List(); len(l) != 3 || l[1].ID != "000002" || l[1].State != Received {
		t.Errorf("what the other desk left is not taken over: %+v", l)
	}
	if _, err := os.Stat(filepath.Join(dir, inboxName, "000009")); !os.IsNotExist(err) {
		t.Errorf("a broken upload that nobody has is there still: %v", err)
	}
}
