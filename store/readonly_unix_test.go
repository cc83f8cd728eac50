// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package store_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"hearsay"
	"hearsay/store"
)

// readOnlyDir names the library for the process that may not write to it.
const readOnlyDir = "HEARSAY_TEST_READ_ONLY"

// TestReadOnlyFolder opens a library as a user who may read it and no more, as on
// a read-only medium or another's share. The superuser may write everywhere, so
// as such the test starts itself again as nobody.
func TestReadOnlyFolder(t *testing.T) {
	if dir := os.Getenv(readOnlyDir); dir != "" {
		readOnly(t, dir)
		return
	}
	dir, err := os.MkdirTemp("", "hearsay-read-only-*")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	library := filepath.Join(dir, "library")
	w := openWriter(t, library)
	if err := w.Apply(t.Context(), batchOf(row("a", nil), row("b", nil))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, library} {
		if err := os.Chmod(d, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(library, 0o755)
	if os.Getuid() != 0 {
		readOnly(t, library)
		return
	}
	program := filepath.Join(dir, "test")
	if err := copyProgram(program); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run=^TestReadOnlyFolder$", "-test.v")
	cmd.Dir = library
	cmd.Env = append(os.Environ(), readOnlyDir+"="+library)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}

func readOnly(t *testing.T, dir string) {
	if f, err := os.Create(filepath.Join(dir, "probe")); err == nil {
		f.Close()
		t.Fatal("the folder is not read-only")
	}
	s := open(t, dir)
	if _, n, err := s.Latest(t.Context(), 0, 0); err != nil || n != 2 {
		t.Errorf("%d articles, %v", n, err)
	}
	if text, err := s.Text(t.Context(), idOf("a")); err != nil || text != "All about a." {
		t.Errorf("text %q, %v", text, err)
	}
	if ids, _, err := s.Find(t.Context(), store.Filter{Words: `"about"`}, 0, 9); err != nil || len(ids) != 2 {
		t.Errorf("found %v, %v", ids, err)
	}
	_, err := store.OpenWriter(t.Context(), dir)
	mustSay(t, err, os.ErrPermission, dir)
	_, err = store.Open(t.Context(), filepath.Join(dir, "captures"))
	mustSay(t, err, hearsay.ErrNotFound)
}

// copyProgram copies the running test to where others may run it.
func copyProgram(to string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	from, err := os.Open(self)
	if err != nil {
		return err
	}
	defer from.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, from); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
