// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package cite

import (
	"fmt"
	"io"
	"strings"

	"hearsay"
)

// texSpecial writes the characters that mean something to TeX as themselves. Braces are
// written by name, so that those of an entry are balanced whatever a headline holds.
var texSpecial = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `%`, `\%`,
	`_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// verbatim writes an address for a field that TeX takes as it is: only braces and
// backslashes would end it.
var verbatim = strings.NewReplacer(`{`, "%7B", `}`, "%7D", `\`, "%5C")

// WriteBibLaTeX writes one reference for BibLaTeX: an article of a newspaper, which plain
// BibTeX has no entry for. Names are in braces, since nobody can say which part of one is
// the surname.
func WriteBibLaTeX(w io.Writer, a *hearsay.Article) error {
	var b strings.Builder
	raw := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	field := func(name, value string) { raw(name, texSpecial.Replace(oneLine(value))) }
	fmt.Fprintf(&b, "@article{%s,\n", a.ID)
	raw("entrysubtype", "newspaper")
	field("title", a.Headline)
	var names []string
	for _, name := range a.Byline {
		if name = oneLine(name); name != "" {
			names = append(names, "{"+texSpecial.Replace(name)+"}")
		}
	}
	raw("author", strings.Join(names, " and "))
	field("journaltitle", a.Outlet.Name)
	d, _ := a.Published()
	raw("date", latexDate(d))
	field("language", a.Language)
	raw("url", verbatim.Replace(oneLine(a.URL)))
	if !a.Seen.IsZero() {
		raw("urldate", a.Seen.UTC().Format("2006-01-02"))
	}
	field("note", dateNote(d))
	b.WriteString("}\n\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// latexDate is a date as BibLaTeX reads it: EDTF to the day, with a mark of doubt.
func latexDate(d hearsay.Date) string {
	var ends []string
	for _, p := range parts(d) {
		end := fmt.Sprintf("%04d", p[0])
		for _, n := range p[1:] {
			end += fmt.Sprintf("-%02d", n)
		}
		for _, mark := range []string{"%", "?", "~"} {
			if strings.Contains(d.Value, mark) {
				end += mark
				break
			}
		}
		ends = append(ends, end)
	}
	return strings.Join(ends, "/")
}
