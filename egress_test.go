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
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ways are what opens an outgoing connection, or holds what does: names of packages of
// the standard library and of others. "*" is everything of a package.
var ways = map[string][]string{
	"net": {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "Resolver", "DefaultResolver", "ResolveTCPAddr", "ResolveUDPAddr", "ResolveIPAddr",
		"LookupHost", "LookupIP", "LookupAddr", "LookupCNAME", "LookupMX", "LookupNS", "LookupPort", "LookupSRV", "LookupTXT"},
	"net/http":          {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport", "NewFileTransport", "ProxyFromEnvironment"},
	"net/http/httputil": {"ReverseProxy", "NewSingleHostReverseProxy", "ClientConn", "NewClientConn"},
	"net/smtp":          {"Dial", "SendMail"}, // NewClient takes a connection of the gate
	"net/rpc":           {"*"}, "net/rpc/jsonrpc": {"*"}, "log/syslog": {"*"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer"},
	"syscall":    {"Socket", "Connect", "Sendto", "Sendmsg"}, "golang.org/x/sys/unix": {"Socket", "Connect", "Sendto", "Sendmsg"}, "golang.org/x/sys/windows": {"Socket", "Connect", "ConnectEx"},
	"golang.org/x/net/proxy": {"*"}, "golang.org/x/net/websocket": {"*"}, "golang.org/x/net/http2": {"*"}, "golang.org/x/net/icmp": {"*"},
	"github.com/mmcdole/gofeed": {"ParseURL", "ParseURLWithContext", "Parser", "NewParser"}, "github.com/markusmobius/go-trafilatura": {"ExtractURL"}, "github.com/go-shiori/go-readability": {"FromURL"},
	"github.com/jackc/pgx/v5": {"Connect", "ConnectConfig", "ConnectWithOptions"}, "github.com/jackc/pgx/v5/pgconn": {"Connect", "ConnectConfig", "ConnectWithOptions"},
	"github.com/jackc/pgx/v5/pgxpool": {"*"}, "github.com/jackc/pgx/v5/stdlib": {"GetConnector", "OpenDB", "GetPoolConnector", "OpenDBFromPool", "RegisterConnConfig", "GetDefaultDriver"},
}

// through are uses of the above that lead through the gate, with the reason.
var through = map[string]string{
	"admit: net/http.Client":                               "its Transport is the gate that it is given, and there is none without one",
	"store: github.com/jackc/pgx/v5/stdlib.GetConnector":   "the database that HEARSAY_POSTGRES names is part of the library, and nothing else is reached by it",
	"internal/onpostgres: github.com/jackc/pgx/v5.Connect": "tests alone",
}

// TestS6: nothing but the gate can open an outgoing connection (attack S6: a second way
// to fetch that forgets the rules).
func TestS6(t *testing.T) {
	got, used := wayouts(t, os.DirFS("."))
	for _, v := range got {
		t.Error(v)
	}
	for key := range through {
		if !used[key] {
			t.Errorf("%s is allowed, but nobody does it any more", key)
		}
	}
}

// TestS6Planted shows that the test above can fail.
func TestS6Planted(t *testing.T) {
	dir := t.TempDir()
	for name, source := range map[string]string{
		"a/a.go":      "package a\nimport \"net/http\"\nvar _, _ = http.Get(\"http://x\")\n",
		"b/b.go":      "package b\nimport web \"net/http\"\nvar c = &web.Client{}\n",
		"c/c.go":      "package c\nimport . \"net\"\nvar _, _ = Dial(\"tcp\", \"x:1\")\n",
		"d/d.go":      "package d\nimport \"net\"\nvar _ net.Conn\nvar d net.Dialer\n",
		"e/e.go":      "package e\nimport _ \"net/rpc\"\n",
		"f/f.go":      "package f\nimport \"net/smtp\"\nvar f = smtp.SendMail\n",
		"g/g.go":      "package g\nimport \"net/http\"\nvar _ http.Handler\nvar _ = http.Error\n",
		"fetch/a.go":  "package fetch\nimport \"net\"\nvar d net.Dialer\n",
		"h/h_test.go": "package h\nimport \"net\"\nvar d net.Dialer\n",
	} {
		plant(t, dir, name, source)
	}
	got, _ := wayouts(t, os.DirFS(dir))
	want := []string{"a: net/http.Get", "b: net/http.Client", "c: net is imported without a name", "d: net.Dialer", "e: net/rpc is imported", "f: net/smtp.SendMail"}
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

// wayouts lists the ways out that code outside package fetch has, and the exceptions
// that were made use of. A test may use what it likes.
func wayouts(t *testing.T, root fs.FS) (out []string, used map[string]bool) {
	t.Helper()
	used = map[string]bool{}
	for name, source := range sources(t, root) {
		pkg := path.Dir(name)
		if pkg == "fetch" {
			continue
		}
		for _, way := range fileWays(t, name, source) {
			if key := pkg + ": " + way; through[key] != "" {
				used[key] = true
			} else {
				out = append(out, key+" ("+name+"): outgoing connections are made by package fetch")
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), used
}

// fileWays lists the ways out that a file names.
func fileWays(t *testing.T, name string, source []byte) (out []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]string{} // what the file calls a package → its path
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		names, watched := ways[imported]
		switch {
		case !watched:
		case slices.Contains(names, "*"):
			out = append(out, imported+" is imported")
		case spec.Name != nil && spec.Name.Name == ".":
			out = append(out, imported+" is imported without a name")
		case spec.Name != nil:
			called[spec.Name.Name] = imported
		default:
			called[strings.TrimPrefix(path.Base(strings.TrimSuffix(imported, "/v5")), "go-")] = imported
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(ways[called[x.Name]], sel.Sel.Name) {
			out = append(out, fmt.Sprintf("%s.%s", called[x.Name], sel.Sel.Name))
		}
		return true
	})
	return out
}
