// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// openApposition finds the subject whose apposition nothing closes before its verb at
// chunk vg: "Ann Lee, head of policy at the Orta Trust said"; none when something else
// stands between. The clause begins with the full name at chunk lo, and chunk j is the
// last before the verb.
func (r *reader) openApposition(j, lo int) span {
	for lo < j && r.chunks[lo].kind == chunkCoord {
		lo++
	}
	if lo+2 > j || !r.isFullName(lo) || !r.isComma(lo+1) || r.chunks[lo+2].kind != chunkNP {
		return span{}
	}
	head := &r.ts[r.chunks[lo+2].main]
	if _, role := lexicon.Role(head.In(r.text)); head.caps || !role && !lexicon.IsPersonNoun(head.key) {
		return span{}
	}
	for k := lo + 2; k <= j; k++ {
		switch c := &r.chunks[k]; c.kind {
		case chunkNP, chunkPrep, chunkAdj:
		case chunkCoord:
			if k == j || r.ts[r.chunks[k+1].first].tag == tagDet {
				return span{} // "Ann Lee, a docker and a sailor said"
			}
		default:
			return span{}
		}
	}
	return span{r.chunks[lo].first, r.chunks[j].end}
}

// isFullName reports a noun phrase of two names at least, and nothing but names.
func (r *reader) isFullName(k int) bool {
	c := &r.chunks[k]
	if c.kind != chunkNP || c.end-c.first < 2 || c.end-c.first > maxFullName || r.isTemporal(c) {
		return false
	}
	for i := c.first; i < c.end; i++ {
		if !r.ts[i].caps || r.ts[i].tag == tagNum {
			return false
		}
	}
	return r.ts[c.main].tag == tagName
}

// maxFullName is how many words a name with its title may have: "Sir Ivo van Lee".
const maxFullName = 5
