// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// libraryDir holds the sample library while the tests run.
var libraryDir string

// screens is a folder for pictures of every page:
//
//	go test ./web -run TestScreens -screens DIR
//
// A relative folder is taken from web, as go test does: ../doc/screens.
var screens = flag.String("screens", "", "write pictures of the pages to this `folder`")

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "hearsay-web-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	libraryDir = dir + "/library"
	defer func() { stopChromium() }()
	return m.Run()
}

// walks begins a test that opens pages one after another, beside other tests. Under -short it
// is skipped: that is for the race detector, which learns nothing from pages without company.
func walks(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("short: pages one after another race with nothing")
	}
	t.Parallel()
}
