// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/intake"
	"hearsay/warc"
)

// records is a WARC file of pages.
func records(t testing.TB, pages ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := warc.NewWriter(&b, 0)
	all := []*warc.Record{warc.NewInfo("x.warc.gz", noon, nil)}
	for i, page := range pages {
		all = append(all, warc.New(warc.TypeResource, fmt.Sprintf("https://paper.example/%d", i), noon, "text/html", []byte(page)))
	}
	for _, rec := range all {
		if _, err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// member is a file in a WACZ file; hash is "" for the right one, "-" for none.
type member struct {
	name, content, hash string
	unnamed             bool // in datapackage.json
}

func wacz(t testing.TB, sealed bool, members ...member) []byte {
	t.Helper()
	type resource struct {
		Name string `json:"name"`
		Path string `json:"path"`
		Hash string `json:"hash,omitempty"`
	}
	described := struct {
		Profile   string     `json:"profile"`
		Resources []resource `json:"resources"`
	}{Profile: "data-package"}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, content string) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range members {
		hash := m.hash
		if hash == "" {
			hash = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(m.content)))
		}
		if !m.unnamed {
			described.Resources = append(described.Resources, resource{filepath.Base(m.name), m.name, strings.TrimPrefix(hash, "-")})
		}
		if m.content != "" {
			put(m.name, m.content)
		}
	}
	text, err := json.Marshal(described)
	if err != nil {
		t.Fatal(err)
	}
	put("datapackage.json", string(text))
	if sealed {
		put("datapackage-digest.json", fmt.Sprintf(`{"path":"datapackage.json","hash":"sha256:%x","signedData":{}}`, sha256.Sum256(text)))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWACZ(t *testing.T) {
	t.Parallel()
	good := string(records(t, somePage, strings.Replace(somePage, "Rain", "Hail", 1)))
	other := string(records(t, strings.Replace(somePage, "Rain", "Snow", 1)))
	pages := member{"pages/pages.jsonl", `{"format":"json-pages-1.0"}` + "\n" + `{"url":"https://paper.example/0","title":"x"}`, "", false}
	path := filepath.Join(folder(t, nil), "x.wacz")
	for _, c := range []struct {
		name string
		file []byte
		want []string
	}{
		{"as it should be", wacz(t, true, pages, member{"archive/a.warc.gz", good, "", false}, member{"indexes/index.cdx.gz", "\x1f\x8b", "", false}), []string{
			`x.wacz!archive/a.warc.gz row 2: html "Rain"`, `x.wacz!archive/a.warc.gz row 3: html "Hail"`}},
		{"not sealed", wacz(t, false, member{"archive/a.warc.gz", other, "", false}), []string{`x.wacz!archive/a.warc.gz row 2: html "Snow"`}},
		{"one of two was changed", wacz(t, true, member{"archive/a.warc.gz", good, "sha256:00", false}, member{"archive/b.warc.gz", other, "", false}), []string{
			"x.wacz!archive/a.warc.gz: SKIP is not what was packed: its SHA-256 is another than datapackage.json says", `x.wacz!archive/b.warc.gz row 2: html "Snow"`}},
		{"put there afterwards", wacz(t, true, member{"archive/a.warc.gz", good, "", true}), []string{
			"x.wacz!archive/a.warc.gz: SKIP not named in datapackage.json: put there after it was packed; unpack it and add it by itself, if you trust it"}},
		{"taken out", wacz(t, true, member{"archive/a.warc.gz", "", "", false}, member{"archive/b.warc.gz", other, "", false}), []string{
			`x.wacz!archive/b.warc.gz row 2: html "Snow"`, "x.wacz!archive/a.warc.gz: SKIP named in datapackage.json, but not in the file"}},
		{"no digest", wacz(t, true, member{"archive/a.warc.gz", good, "-", false}), []string{
			"x.wacz!archive/a.warc.gz: SKIP has no digest in datapackage.json, so nobody can tell whether it was changed"}},
		{"another digest", wacz(t, true, member{"archive/a.warc.gz", good, "md5:00", false}), []string{
			`x.wacz!archive/a.warc.gz: SKIP has a digest that is not read ("md5:00")`}},
		{"the list was changed", bytes.Replace(wacz(t, true, member{"archive/a.warc.gz", good, "", false}), []byte(`"data-package"`), []byte(`"data_package"`), 1), nil},
	} {
		if err := os.WriteFile(path, c.file, 0o644); err != nil {
			t.Fatal(err)
		}
		var got []string
		for it := range intake.Walk(t.Context(), []string{path}, intake.Options{Now: noon}) {
			where := strings.TrimPrefix(it.Where.String(), filepath.Dir(path)+string(filepath.Separator))
			says := ""
			if it.Skip != nil {
				says = "SKIP " + it.Skip.Reason
			} else {
				_, rest, _ := strings.Cut(string(it.Body), "<title>")
				title, _, _ := strings.Cut(rest, "<")
				says = fmt.Sprintf("html %q", title)
			}
			got = append(got, where+": "+says)
		}
		if c.want == nil {
			if len(got) != 1 || !strings.Contains(got[0], "x.wacz: SKIP") {
				t.Errorf("%s: %q", c.name, got)
			}
			continue
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// FuzzWACZ: whatever a WACZ file says of itself, it ends in pages and reasons.
func FuzzWACZ(f *testing.F) {
	good := records(f, somePage)
	f.Add([]byte(fmt.Sprintf(`{"resources":[{"path":"archive/a.warc.gz","hash":"sha256:%x"}]}`, sha256.Sum256(good))), []byte(`{"path":"datapackage.json"}`), good)
	f.Add([]byte(`{"resources":[7,{"path":"archive/a.warc.gz"}]}`), []byte(nil), []byte("WARC/1.0"))
	f.Fuzz(func(t *testing.T, described, digest, content []byte) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for name, part := range map[string][]byte{"datapackage.json": described, "datapackage-digest.json": digest, "archive/a.warc.gz": content} {
			w, err := z.Create(name)
			if err == nil {
				_, err = w.Write(part)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		for _, file := range [][]byte{b.Bytes(), described} {
			for it := range intake.Walk(t.Context(), []string{"-"}, intake.Options{Now: noon, Stdin: bytes.NewReader(file)}) {
				if (it.Skip == nil) == (it.Record == nil) {
					t.Fatalf("%+v", it)
				}
			}
		}
	})
}
