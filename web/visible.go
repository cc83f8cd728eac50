// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import "strings"

// invisible are the characters that reorder or hide text, with the words that
// stand for them on a page. Joiners (U+200C, U+200D) are not among them: Persian
// and emoji need them.
var invisible = []string{
	"\u202a", "[LRE]", "\u202b", "[RLE]", "\u202c", "[PDF]", "\u202d", "[LRO]", "\u202e", "[RLO]",
	"\u2066", "[LRI]", "\u2067", "[RLI]", "\u2068", "[FSI]", "\u2069", "[PDI]",
	"\u200e", "[LRM]", "\u200f", "[RLM]", "\u061c", "[ALM]",
	"\u200b", "[ZWSP]", "\u2060", "[WJ]", "\ufeff", "[BOM]",
}

// controls makes them visible (CVE-2021-42574). No template of ours holds one,
// so all of them are somebody's text; the whole page goes through it, so that no
// field is forgotten.
var controls = strings.NewReplacer(invisible...)

// withoutControls takes them out.
var withoutControls = strings.NewReplacer(emptied(invisible)...)

func emptied(pairs []string) []string {
	out := make([]string, len(pairs))
	for i := 0; i < len(pairs); i += 2 {
		out[i] = pairs[i]
	}
	return out
}
