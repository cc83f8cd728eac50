// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import "sync"

// The tables are read once, when first asked for.
var (
	hedgeTable     = sync.OnceValue(func() map[string][]pattern { return parsePatterns(hedges) })
	conditionTable = sync.OnceValue(func() map[string][]pattern { return parsePatterns(conditions) })
	asideTable     = sync.OnceValue(func() map[string][]pattern { return parsePatterns(asides) })
)

// begins reports whether units begin with a phrase of a table.
func begins(table map[string][]pattern, units []unit) bool {
	if len(units) == 0 {
		return false
	}
	for _, p := range table[units[0].key] {
		if p.match(units) > 0 {
			return true
		}
	}
	return false
}

// conditional reports an adjunct that a statement was made under.
func conditional(units []unit) bool {
	return begins(conditionTable(), units) && !begins(asideTable(), units)
}
