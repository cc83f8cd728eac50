// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// attackCounts say how many attacks of each letter the list of them has; D5 is our own.
var attackCounts = map[string]int{"S": 11, "X": 10, "D": 5, "F": 2, "A": 10, "M": 2, "E": 2, "U": 1}

// TestAttackList: doc/attacks.md has every attack of the list and names tests of it, which are
// there under a name that begins with its id.
func TestAttackList(t *testing.T) {
	page, err := os.ReadFile("doc/attacks.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testsOf(t, os.DirFS("."))
	rows := attackRows(string(page))
	for letter, n := range attackCounts {
		for i := 1; i <= n; i++ {
			id := letter + strconv.Itoa(i)
			if rows[id] == nil {
				t.Errorf("doc/attacks.md has no row of %s", id)
			}
		}
	}
	for id, named := range rows {
		if len(named) == 0 {
			t.Errorf("the row of %s names no test", id)
		}
		for _, name := range named {
			pkg, test, _ := strings.Cut(name, ".")
			if !slices.Contains(tests[pkg], test) {
				t.Errorf("%s: there is no test %s", id, name)
			}
			if !isOf(test, id) {
				t.Errorf("%s: the name of %s does not begin with the id", id, name)
			}
		}
	}
}

// attackRows reads the table: id to the tests that its last column names, as package.Test.
func attackRows(page string) map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		id := strings.TrimSpace(cells[0])
		if len(cells) < 3 || attackOf("Test"+id) != id {
			continue
		}
		out[id] = []string{}
		for name := range strings.FieldsFuncSeq(cells[len(cells)-1], func(c rune) bool { return strings.ContainsRune(" ,`", c) }) {
			out[id] = append(out[id], name)
		}
	}
	return out
}

// attackOf is the id that the name of a test begins with; "" for none.
func attackOf(test string) string {
	rest := strings.TrimPrefix(strings.TrimPrefix(test, "Test"), "Attack")
	if rest == "" || attackCounts[rest[:1]] == 0 {
		return ""
	}
	digits := strings.IndexFunc(rest[1:]+"_", func(c rune) bool { return !unicode.IsDigit(c) })
	n, err := strconv.Atoi(rest[1 : 1+digits])
	if err != nil || n < 1 || n > attackCounts[rest[:1]] {
		return ""
	}
	return rest[:1+digits]
}

func isOf(test, id string) bool { return attackOf(test) == id }

// testsOf lists the tests of each folder; those of the root are of "hearsay".
func testsOf(t *testing.T, root fs.FS) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		folder := "hearsay"
		if i := strings.LastIndex(name, "/"); i >= 0 {
			folder = name[:i]
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
				out[folder] = append(out[folder], f.Name.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// languages are packages in which somebody's text could become a program: templates without
// escaping, queries over documents, plugins, interpreters.
var languages = []string{"text/template", "plugin", "github.com/antchfx/", "github.com/itchyny/gojq", "github.com/google/cel-go", "github.com/expr-lang/", "github.com/dop251/goja", "github.com/robertkrimen/otto", "github.com/yuin/gopher-lua", "go.starlark.net", "github.com/traefik/yaegi"}

// templateMakers are the files that read templates, all of which are embedded.
var templateMakers = []string{"web/render.go", "packet/report.go"}

// TestF2: nobody's text is a program: there is no language of expressions, and what is parsed as
// a template is part of the program.
func TestF2(t *testing.T) {
	makers := map[string]bool{}
	for name, source := range sources(t, os.DirFS(".")) {
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if i := slices.IndexFunc(languages, func(l string) bool { return strings.HasPrefix(imported, l) }); i >= 0 {
				t.Errorf("%s imports %s: a text could become a program", name, imported)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok {
				if pkg, named := x.X.(*ast.Ident); named && pkg.Name == "template" && (x.Sel.Name == "New" || strings.HasPrefix(x.Sel.Name, "Parse")) {
					makers[name] = true
				}
			}
			return true
		})
	}
	for name := range makers {
		if !slices.Contains(templateMakers, name) {
			t.Errorf("%s reads templates", name)
		}
	}
	if len(makers) != len(templateMakers) {
		t.Errorf("%v read templates, want %v", makers, templateMakers)
	}
}
