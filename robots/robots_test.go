// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package robots

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestAllowed: the cases of RFC 9309 and of sites.
func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		name, file, path string
		want             bool
	}{
		{"empty file", "", "/x", true},
		{"page of errors", "<!DOCTYPE html><html><body>Disallow: /</body>", "/x", true},
		{"everything", "User-agent: *\nDisallow: /", "/x", false},
		{"nothing", "User-agent: *\nDisallow:", "/x", true},
		{"robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
		{"for others", "User-agent: other\nDisallow: /", "/x", true},
		{"our own group outranks the star", "User-agent: *\nDisallow: /\n\nUser-agent: hearsay\nDisallow: /private", "/x", true},
		{"case of names", "USER-AGENT: HearSay\nDISALLOW: /", "/x", false},
		{"name with version", "User-agent: Hearsay/2.0\nDisallow: /", "/x", false},
		{"longer name", "User-agent: hearsaybot\nDisallow: /", "/x", true},
		{"two groups are one", "User-agent: hearsay\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: hearsay\nDisallow: /c", "/c", false},
		{"two names, one group", "User-agent: other\nUser-agent: hearsay\nDisallow: /", "/x", false},
		{"names with a blank line and a sitemap between", "User-agent: hearsay\n\nSitemap: https://a.example/s.xml\nUser-agent: other\nDisallow: /", "/x", false},
		{"names with a crawl-delay between", "User-agent: hearsay\nCrawl-delay: 5\nUser-agent: other\nDisallow: /", "/x", false},
		{"rules before any name", "Disallow: /\nUser-agent: *\nAllow: /", "/x", true},
		{"longest wins, allow", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"longest wins, disallow", "User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false},
		{"allow wins ties, first", "User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
		{"allow wins ties, last", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"star", "User-agent: *\nDisallow: /*.php", "/x/y.php?z", false},
		{"star at the end", "User-agent: *\nDisallow: /a*", "/ab", false},
		{"stars", "User-agent: *\nDisallow: /a**b*c", "/a-b-c", false},
		{"stars in order", "User-agent: *\nDisallow: /a*b*c", "/a-c-b", true},
		{"dollar", "User-agent: *\nDisallow: /*.php$", "/x.php", false},
		{"dollar and more", "User-agent: *\nDisallow: /*.php$", "/x.php?y", true},
		{"dollar after two", "User-agent: *\nDisallow: /*.php$", "/x.php/y.php", false},
		{"dollar without star", "User-agent: *\nDisallow: /a$", "/ab", true},
		{"star and dollar", "User-agent: *\nDisallow: /a*$", "/ab", false},
		{"dollar in the middle is a letter", "User-agent: *\nDisallow: /a$b", "/a$b", false},
		{"only the first page", "User-agent: *\nDisallow: /\nAllow: /$", "/", true},
		{"star escaped in the file", "User-agent: *\nDisallow: /a-%2A.html", "/a-*.html", false},
		{"star escaped is no star", "User-agent: *\nDisallow: /a-%2A.html", "/a-b.html", true},
		{"letters escaped in the file", "User-agent: *\nDisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
		{"letters escaped in the address", "User-agent: *\nDisallow: /foo/bar/baz", "/foo/bar/%62%61%7A", false},
		{"other letters raw in the file", "User-agent: *\nDisallow: /foo/ツ", "/foo/%E3%83%84", false},
		{"other letters, small escapes", "User-agent: *\nDisallow: /foo/%e3%83%84", "/foo/ツ", false},
		{"a slash escaped is none", "User-agent: *\nDisallow: /a/b", "/a%2Fb", true},
		{"query", "User-agent: *\nDisallow: /*?print=", "/x?print=1", false},
		{"comment", "User-agent: * # all\nDisallow: /a # not this", "/a", false},
		{"mark of byte order", "\ufeffUser-agent: *\nDisallow: /", "/x", false},
		{"lines end with CR", "User-agent: *\rDisallow: /\r", "/x", false},
		{"lines end with CRLF", "User-agent: *\r\nDisallow: /\r\n", "/x", false},
		{"no colon", "User-agent *\nDisallow /", "/x", false},
		{"misspelt", "Useragent: *\nDissallow: /", "/x", false},
		{"path without slash matches nothing", "User-agent: *\nDisallow: x", "/x", true},
		{"case of paths", "User-agent: *\nDisallow: /A", "/a", true},
		{"a broken escape stays", "User-agent: *\nDisallow: /%zz", "/%zz", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Parse([]byte(c.file)).Allowed("Hearsay/0 (news)", c.path); got != c.want {
				t.Errorf("Allowed(%q) = %v with\n%s", c.path, got, c.file)
			}
		})
	}
}

func TestWhichRule(t *testing.T) {
	rules := Parse([]byte("User-agent: *\n\nDisallow: /private/ # ours\n")).For("hearsay")
	if ok, rule := rules.Allowed("/private/x"); ok || rule.Line != 3 || rule.String() != "Disallow: /private/" {
		t.Errorf("%v, line %d, %s", ok, rule.Line, rule)
	}
}

func TestCrawlDelayAndSitemaps(t *testing.T) {
	f := Parse([]byte("Sitemap: https://a.example/news.xml\nUser-agent: hearsay\nCrawl-delay: 2.5\nDisallow:\nUser-agent: *\nCrawl-delay: 10\nSITEMAP: /x"))
	if got := f.CrawlDelay("hearsay"); got != 2500*time.Millisecond {
		t.Errorf("delay %s", got)
	}
	if got := f.CrawlDelay("other"); got != 10*time.Second {
		t.Errorf("delay of others %s", got)
	}
	if want := []string{"https://a.example/news.xml", "/x"}; !slices.Equal(f.Sitemaps, want) {
		t.Errorf("sitemaps %q", f.Sitemaps)
	}
	for value, want := range map[string]time.Duration{"NaN": 0, "-1": 0, "Inf": maxDelay, "1e300": maxDelay, "x": 0, "": 0, "0": 0} {
		if got := Parse([]byte("User-agent: *\nCrawl-delay: " + value)).CrawlDelay("a"); got != want {
			t.Errorf("Crawl-delay: %s is %s, want %s", value, got, want)
		}
	}
}

// TestLongFile: what stands behind 500 KiB is not read, and a cut line is none.
func TestLongFile(t *testing.T) {
	head := "User-agent: *\nDisallow: /a\n"
	fill := "# " + strings.Repeat("x", MaxSize-len(head)-len("# \nDisallow: /")) + "\n"
	f := Parse([]byte(head + fill + "Disallow: /b\n"))
	if f.Allowed("h", "/a") || !f.Allowed("h", "/b") || !f.Allowed("h", "/c") {
		t.Error("the limit is not kept, or a cut line was read")
	}
}

// TestHostilePatterns: half a megabyte of stars, and of rules, against a long path.
func TestHostilePatterns(t *testing.T) {
	path := "/" + strings.Repeat("ab", 4<<10)
	for name, file := range map[string]string{
		"stars":    "User-agent: *\nDisallow: /" + strings.Repeat("*a*", MaxSize/4) + "c",
		"rules":    "User-agent: *\n" + strings.Repeat("Disallow: /*b*a*c\n", MaxSize/20),
		"long one": "User-agent: *\nDisallow: /*" + strings.Repeat("ab", MaxSize/3) + "\n",
		"agents":   strings.Repeat("User-agent: h\n", MaxSize/16) + "Disallow: /x",
	} {
		t.Run(name, func(t *testing.T) {
			if !Parse([]byte(file)).Allowed("h", path) {
				t.Error("matched")
			}
		})
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 1"), "/a%2fb")
	f.Add([]byte("\ufeffuser-agent hearsay\r\rdisallow:%zz*$\nSitemap: x"), "/ツ?*$")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		file := Parse(b)
		rules := file.For("hearsay")
		ok, rule := rules.Allowed(path)
		if !ok && rule.Line == 0 {
			t.Errorf("%q refused by no rule", path)
		}
		if again := file.Allowed("hearsay", path); again != ok {
			t.Errorf("%q: %v, then %v", path, ok, again)
		}
		if encoded := encodePath(path); encoded != encodePath(encoded) {
			t.Errorf("%q encodes to %q, and that to %q", path, encoded, encodePath(encoded))
		}
		_ = fmt.Sprint(rule, rules.Size(), rules.Delay)
	})
}
