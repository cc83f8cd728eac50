// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// This file is a statement of policy: which package may import which. Imports
// go down the floors and never sideways, so that a stage can be tested, run in a
// batch or replaced with nothing but values around it. A package that is not in
// the picture fails the test: put it on a floor, and say in doc/design.md why.
var floors = [][]string{
	{""},
	{"warc", "iptc", "claimreview", "prose", "index", "lexicon", "grammar", "postag", "odds", "wire", "dating", "table", "cite", "prov", "account", "draw", "robots", "bench/provenance"},
	{"fetch", "feed", "intake", "extract", "quote", "speaker", "reuse", "family", "chain", "cluster", "story", "precede", "store", "bench/provenance/plant", "bench/provenance/cases"},
	{"lineage"}, // answers from all that the stages find
	{"ingest", "search", "eval", "batch", "annotate", "admit"},
	{"job", "packet", "watch", "keep", "alert"}, // the order of what changes a library; answers to be kept; years; what is new told to people
	{"web", "assist", "follow", "bench/provenance/engine"},
	{"cmd/hearsay", "bench/provenance/generate", "bench/provenance/score"},
}

// helpers may be imported from the floor given, or by tests of any.
var helpers = map[string]int{
	"internal/acceptance":      testsOnly,
	"internal/cast":            4,
	"internal/durable":         1,
	"internal/fixture":         testsOnly,
	"internal/foreign":         testsOnly,
	"internal/forest":          2,
	"internal/golden":          testsOnly,
	"internal/inflate":         1,
	"internal/marked":          4,
	"internal/onpostgres":      testsOnly,
	"internal/nodateparser":    testsOnly, // it takes the place of another's module
	"internal/planted":         4,
	"internal/planted/tojsonl": 7,
	"internal/reuters":         4,
	"internal/reuters/tojsonl": 7,
	"internal/safexml":         1,
	"internal/sample":          7,
	"internal/sample/filled":   7,
	"internal/stories":         6,
	"internal/taking":          4,
	"internal/train":           7,
	"internal/treebank":        7,
	"internal/visible":         5,
}

const testsOnly = 100

// forbidden says which imports the packages up to a floor must do without, and
// why. Exceptions name the package whose work it is.
var forbidden = []struct {
	path    string
	upTo    int // floor
	except  []string
	because string
}{
	{"net/http", 3, []string{"fetch"}, "stages must run on archived bytes, without a network"},
	{"net", 5, []string{"fetch"}, "one package opens connections, so that one gate can be checked"},
	{"os", 3, []string{"fetch", "intake", "store", "index", "internal/durable"}, "stages are functions from values to values"},
	{"log", 6, nil, "libraries return errors; only commands and servers speak"},
	{"log/slog", 5, nil, "libraries return errors; only commands and servers speak"},
	{"math/rand", 6, nil, "the same input gives the same output"},
	{"math/rand/v2", 6, nil, "the same input gives the same output"},
	{"database/sql", 7, []string{"store"}, "the database engine is store's business alone"},
	{"modernc.org/sqlite", 7, []string{"store"}, "the database engine is store's business alone"},
	{"github.com/jackc/pgx/v5", 7, []string{"store", "internal/onpostgres"}, "the database engine is store's business alone"},
	{"github.com/jackc/pgx/v5/stdlib", 7, []string{"store"}, "the database engine is store's business alone"},
	{"github.com/pressly/goose/v3", 7, []string{"store"}, "the database engine is store's business alone"},
	{"github.com/markusmobius/go-trafilatura", 7, []string{"extract", "eval"}, "the extractor is replaceable behind extract; eval scores it"},
	{"unsafe", 7, nil, "nothing here needs it"},
	{"C", 7, nil, "one static binary for every platform"},
}

func TestImportsGoDown(t *testing.T) {
	for _, v := range violations(t, os.DirFS(".")) {
		t.Error(v)
	}
}

// TestPlantedViolation shows that the test above can fail.
func TestPlantedViolation(t *testing.T) {
	dir := t.TempDir()
	plant(t, dir, "quote/a.go", "package quote\nimport _ \"hearsay/speaker\"\n")
	plant(t, dir, "prose/a.go", "package prose\nimport _ \"net/http\"\n")
	plant(t, dir, "util/a.go", "package util\n")
	plant(t, dir, "quote/a_test.go", "package quote\nimport _ \"hearsay/internal/golden\"\n")
	got := violations(t, os.DirFS(dir))
	for _, want := range []string{"quote imports speaker", "prose imports net/http: stages must run", "util is on no floor"} {
		if !slices.ContainsFunc(got, func(v string) bool { return strings.Contains(v, want) }) {
			t.Errorf("planted violation %q was not found in %q", want, got)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d violations, want 3: %q", len(got), got)
	}
}

// violations lists every import that breaks the policy, of files that are not
// tests: a test may use what it likes.
func violations(t *testing.T, root fs.FS) []string {
	t.Helper()
	var out []string
	for name, source := range sources(t, root) {
		out = append(out, fileViolations(t, name, source)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sources yields the name and the text of each file of Go below a folder that is no test.
func sources(t *testing.T, root fs.FS) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		t.Helper()
		err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "tools"):
				return fs.SkipDir
			case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			source, err := fs.ReadFile(root, name)
			if err == nil && !yield(name, source) {
				err = fs.SkipAll
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// plant writes a file of Go below a folder.
func plant(t *testing.T, dir, name, source string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
}

func fileViolations(t *testing.T, name string, source []byte) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	pkg := strings.TrimPrefix(path.Dir(name), ".")
	floor, known := floorOf(pkg)
	if !known {
		return []string{pkg + " is on no floor: " + name}
	}
	var out []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if v := judge(pkg, floor, imported); v != "" {
			out = append(out, v+" ("+name+")")
		}
	}
	return out
}

// judge says what is wrong with one import, or "".
func judge(pkg string, floor int, imported string) string {
	inner, own := strings.CutPrefix(imported+"/", "hearsay/")
	if own {
		inner = strings.TrimSuffix(inner, "/")
		if lowest, helper := helpers[inner]; helper {
			if _, alsoHelper := helpers[pkg]; floor < lowest && !alsoHelper {
				return pkg + " imports " + inner + ": that is for higher floors"
			}
			return ""
		}
		if to, known := floorOf(inner); known && to >= floor {
			return pkg + " imports " + inner + ": imports go down the floors, never sideways"
		}
		return ""
	}
	for _, f := range forbidden {
		if f.path == imported && floor <= f.upTo && !slices.Contains(f.except, pkg) {
			return pkg + " imports " + imported + ": " + f.because
		}
	}
	return ""
}

// floorOf returns the floor of a package of this module.
func floorOf(pkg string) (int, bool) {
	for i, names := range floors {
		if slices.Contains(names, pkg) {
			return i, true
		}
	}
	if lowest, ok := helpers[pkg]; ok {
		return min(lowest, len(floors)-1), true
	}
	return 0, false
}
