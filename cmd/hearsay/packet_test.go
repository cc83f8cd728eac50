// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChangedPacket changes one file of a packet and loses another.
func TestChangedPacket(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lib, file, bad := sampleLibrary(t), filepath.Join(dir, "evidence.zip"), filepath.Join(dir, "bad.zip")
	if code, _, says := run(t, "", "packet", "--library", lib, "--out", file, "article", "https://world.veltv.example/politics/12-03-2025/51877"); code != exitDone {
		t.Fatal(says)
	}
	from, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	out, err := os.Create(bad)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	to := zip.NewWriter(out)
	for _, f := range from.File {
		switch f.Name {
		case "README.txt":
			continue
		case "answer.json":
			w, err := to.Create(f.Name)
			if err == nil {
				_, err = w.Write([]byte("{}\n"))
			}
			if err != nil {
				t.Fatal(err)
			}
		default:
			if err := to.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	code, said, errors := run(t, "", "check", bad)
	if code != exitFailed || !strings.Contains(errors, "2 problems") {
		t.Errorf("exit code %d: %s", code, errors)
	}
	for _, want := range []string{"answer.json is damaged or was changed", "README.txt is missing"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
}
