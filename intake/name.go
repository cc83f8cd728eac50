// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package intake

import (
	"net/url"
	"path"
	"strings"
	"unicode"

	"hearsay/prose"
)

// namePrefix begins the address of what has no address, before its name: no
// folder of the user's machine gets into the library.
const namePrefix = "urn:hearsay:name:"

// nameMax is the most bytes of a name; file systems allow 255, a tar or a row
// anything.
const nameMax = 512

// addressOf writes a name as an address, nameOf reads it again.
func addressOf(name string) string { return namePrefix + url.PathEscape(name) }

func nameOf(uri string) (string, bool) {
	escaped, ok := strings.CutPrefix(uri, namePrefix)
	if !ok {
		return "", false
	}
	name, err := url.PathUnescape(escaped)
	if err != nil {
		return "", false
	}
	return name, true
}

// cleanName makes a name safe to print and to write: valid UTF-8, no control
// characters, not too long.
func cleanName(s string) string {
	return strings.TrimSpace(prose.Clip(printable(s), nameMax))
}

// printable replaces what a terminal or a line of a header would act on, and
// what could turn the order of the letters around.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
}

// member divides the name of an archive's member into what to show and what to
// call it. The name is never used to open or make a file; one that points out of
// the archive is noted.
func member(name string) (shown, base, note string) {
	slashed := strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean("/" + slashed)
	base = cleanName(path.Base(clean))
	if base == "" || base == "/" {
		base = "unnamed"
	}
	shown = prose.Clip(printable(strings.TrimPrefix(clean, "/")), 4*nameMax)
	relative := path.Clean(slashed)
	if strings.HasPrefix(relative, "/") || relative == ".." || strings.HasPrefix(relative, "../") || len(relative) > 1 && relative[1] == ':' {
		note = "its name in the archive leads out of it (" + prose.Clip(printable(name), 80) + "); only " + base + " is used"
	}
	return shown, base, note
}

// hidden reports whether a member is of the kind that folders hide: dot files
// and what macOS adds to zips.
func hidden(name string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if strings.HasPrefix(part, ".") && strings.Trim(part, ".") != "" || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// extension is the ending of a name in lower case, with its dot.
func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// addressMax is the most bytes of an address that is given; browsers stop at
// 2,083 to 64,000.
const addressMax = 8 << 10

// isAddress reports whether s can be the address of a capture: absolute, of the
// web, and nothing that would break a header line.
func isAddress(s string) bool {
	if len(s) > addressMax || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == unicode.ReplacementChar }) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
