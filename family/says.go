// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"fmt"
	"strings"

	"hearsay"
)

// Risky reports changes that can turn the sense of a statement. Readers are to be told
// of them in words.
func Risky(c hearsay.VariantChange) bool {
	switch c {
	case hearsay.NegationLost, hearsay.NegationAdded, hearsay.NumberChanged, hearsay.HedgeDropped, hearsay.ContextRemoved, hearsay.Reattributed:
		return true
	}
	return false
}

// Says are the changes in sentences for people, in the order of the words. Base and
// variant are the texts that were compared.
func (d *Difference) Says(base, variant string) []string {
	var out []string
	for i := range d.Steps {
		if s := d.Steps[i].says(base, variant); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (s *Step) says(base, variant string) string {
	a, b := clip(s.Base.In(base)), clip(s.Variant.In(variant))
	switch s.Kind {
	case "":
		return ""
	case hearsay.QuoteCut:
		if s.Marked {
			return fmt.Sprintf("leaves out “%s”, with dots in its place", a)
		}
		return fmt.Sprintf("leaves out “%s”", a)
	case hearsay.HedgeDropped:
		if b == "" {
			return fmt.Sprintf("leaves out the hedge “%s”", a)
		}
		return fmt.Sprintf("has “%s” for the hedge “%s”", b, a)
	case hearsay.ContextRemoved:
		return fmt.Sprintf("leaves out the condition “%s”", a)
	case hearsay.QuoteInserted:
		return fmt.Sprintf("puts in “%s”", b)
	case hearsay.NegationLost, hearsay.NegationAdded:
		return s.denial(a, b)
	case hearsay.NumberChanged:
		return fmt.Sprintf("has the number “%s” for “%s”", b, a)
	}
	return fmt.Sprintf("has “%s” for “%s”", b, a)
}

// denial says how a statement was turned.
func (s *Step) denial(a, b string) string {
	turned := "denies what was said"
	if s.Kind == hearsay.NegationLost {
		turned = "no longer denies"
	}
	switch {
	case a == "":
		return fmt.Sprintf("%s: puts in “%s”", turned, b)
	case b == "":
		return fmt.Sprintf("%s: leaves out “%s”", turned, a)
	}
	return fmt.Sprintf("%s: has “%s” for “%s”", turned, b, a)
}

// longest is how much of a change a sentence repeats, in characters.
const longest = 90

func clip(s string) string {
	n := 0
	for i := range s {
		if n++; n > longest {
			return s[:max(1+strings.LastIndexByte(s[:i], ' '), i-longest/2)] + "…"
		}
	}
	return s
}
