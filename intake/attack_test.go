// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/intake"
)

// TestD2: names in archives that lead out of them, links, and archives that grow:
// nothing is written, nothing else is read, and what is over a limit is named.
func TestD2(t *testing.T) {
	t.Parallel()
	secret := "The admin's password is swordfish, said nobody at all."
	paths := []file{
		{"../../../escape.txt", "It rained on Monday, the mayor said.\n"}, {"/etc/cron.d/escape.txt", "It rained on Tuesday, the mayor said.\n"},
		{`..\..\escape.txt`, "It rained on Wednesday, the mayor said.\n"}, {`C:\Windows\escape.txt`, "It rained on Thursday, the mayor said.\n"},
		{"a/../../escape.txt", "It rained on Friday, the mayor said.\n"}, {"link.txt", "link:../secret.txt"}, {"link2.txt", "link:/etc/passwd"},
	}
	for name, archive := range map[string]string{"slip.zip": zipOf(paths...), "slip.tar": tarOf(paths...), "slip.tar.gz": gz(tarOf(paths...)), "slip.wacz": zipOf(paths...)} {
		dir := folder(t, map[string]string{"secret.txt": secret, "in/" + name: archive})
		before := listing(t, filepath.Dir(dir))
		for it := range intake.Walk(t.Context(), []string{filepath.Join(dir, "in", name)}, intake.Options{Now: noon}) {
			if it.Skip == nil && (strings.Contains(string(it.Body), "swordfish") || strings.Contains(string(it.Body), "root:")) {
				t.Errorf("%s: a link was followed: %s", name, it.Where)
			}
			if strings.ContainsAny(it.Capture.Name, `/\`) || strings.Contains(it.Capture.Name, "..") {
				t.Errorf("%s: a name leads elsewhere: %q", name, it.Capture.Name)
			}
		}
		if after := listing(t, filepath.Dir(dir)); after != before {
			t.Errorf("%s: something was written:\n%s\nbefore:\n%s", name, after, before)
		}
	}
	big := strings.Repeat("\x00", 30<<20)
	for name, archive := range map[string]string{
		"bomb.txt.gz": gz(big), "bomb.zip": zipOf(file{"a.txt", big}), "bomb.tar.gz": gz(tarOf(file{"a.txt", big})), "nested.zip": zipOf(file{"b.zip", zipOf(file{"c.zip", zipOf(file{"d.zip", zipOf(file{"a.txt", big})})})}),
		"bomb.warc.gz": gz("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2026-11-27T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Length: 31457280\r\n\r\n" + big + "\r\n\r\n"),
	} {
		pages, skipped := 0, 0
		for it := range intake.Walk(t.Context(), []string{folder(t, map[string]string{name: archive})}, intake.Options{Now: noon}) {
			if it.Skip == nil {
				pages++
			} else {
				skipped++
			}
		}
		if pages != 0 || skipped == 0 {
			t.Errorf("%s: %d pages, %d skipped", name, pages, skipped)
		}
	}
}

// listing is every file below a folder, with its size.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			out.WriteString(path + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
