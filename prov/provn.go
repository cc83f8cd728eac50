// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package prov

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// provN is PROV-N: statements as they come, then bundles.
type provN struct{}

// expressions is the part that holds statements of the document.
const expressions = "expression"

func (provN) part(*form) string { return expressions }

func (provN) statement(w *bufio.Writer, _ int, r *record) { writeExpression(w, "  ", r) }

func writeExpression(w *bufio.Writer, indent string, r *record) {
	args := r.args
	if r.id != "" {
		args = []string{r.id}
	}
	fmt.Fprintf(w, "%s%s(%s", indent, r.form.name, strings.Join(args, ", "))
	w.WriteString(strings.Repeat(", -", r.form.blanks))
	if len(r.attrs) > 0 {
		w.WriteString(", [")
		for i, a := range r.attrs {
			if i > 0 {
				w.WriteString(", ")
			}
			fmt.Fprintf(w, "%s=%s", a.name, literal(a.value))
		}
		w.WriteByte(']')
	}
	w.WriteString(")\n")
}

// literal is a value in PROV-N: 'a:name', "text", "0.5" %% xsd:double.
func literal(v value) string {
	switch v.kind {
	case name:
		return "'" + v.text + "'"
	case "":
		return stringLiteral(v.text)
	}
	return stringLiteral(v.text) + " %% " + v.kind
}

// stringLiteral escapes what its grammar does not take as it is (production
// STRING_LITERAL2 with ECHAR).
func stringLiteral(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}

func (provN) bundle(w *bufio.Writer, _ int, id string, records []record) {
	fmt.Fprintf(w, "  bundle %s\n", id)
	for i := range records {
		writeExpression(w, "    ", &records[i])
	}
	w.WriteString("  endBundle\n")
}

func (provN) assemble(to io.Writer, parts func(string) io.Reader) error {
	w := bufio.NewWriter(to)
	w.WriteString("document\n")
	for _, n := range namespaces() {
		fmt.Fprintf(w, "  prefix %s <%s>\n", n.prefix, n.uri)
	}
	for _, name := range []string{expressions, bundles} {
		if part := parts(name); part != nil {
			if _, err := io.Copy(w, part); err != nil {
				return err
			}
		}
	}
	w.WriteString("endDocument\n")
	return w.Flush()
}
