// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package visible is about the characters that hide or reorder text (CVE-2021-42574):
// pages show a word in their place, since no template of ours holds one.
package visible

import "strings"

// pairs are these characters, with the words that stand for them on a page. Joiners
// (U+200C, U+200D) are not among them: Persian and emoji need them.
func pairs() []string {
	return []string{
		"\u202a", "[LRE]", "\u202b", "[RLE]", "\u202c", "[PDF]", "\u202d", "[LRO]", "\u202e", "[RLO]",
		"\u2066", "[LRI]", "\u2067", "[RLI]", "\u2068", "[FSI]", "\u2069", "[PDI]",
		"\u200e", "[LRM]", "\u200f", "[RLM]", "\u061c", "[ALM]",
		"\u200b", "[ZWSP]", "\u2060", "[WJ]", "\ufeff", "[BOM]",
	}
}

// Named puts a word in the place of each.
func Named() *strings.Replacer { return strings.NewReplacer(pairs()...) }

// Without takes them out.
func Without() *strings.Replacer {
	out := pairs()
	for i := 1; i < len(out); i += 2 {
		out[i] = ""
	}
	return strings.NewReplacer(out...)
}
