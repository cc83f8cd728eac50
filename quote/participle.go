// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import "hearsay/lexicon"

// Who does what an infinitive or a participle says.

// controller takes the subject of the verb that governs an infinitive: "Lee is
// expected to say".
func (r *reader) controller(j, lo, depth int) subject {
	if s := r.told(j, lo); !s.empty() {
		return s
	}
	for k := j; k >= lo; k-- {
		switch c := &r.chunks[k]; {
		case c.kind == chunkVG && c.form != gerund:
			return r.subjectOf(k, depth+1)
		case c.kind == chunkAdj || c.kind == chunkAdv || c.kind == chunkNP && k == j || r.chunkIs(k, "as"):
		default:
			return subject{}
		}
	}
	return subject{}
}

// told is who is wanted to do something: "expect her to announce", "urged the
// mayor to say". Who promises does it himself.
func (r *reader) told(j, lo int) subject {
	if r.chunks[j].kind != chunkNP || r.isTemporal(&r.chunks[j]) {
		return subject{}
	}
	start := r.phraseStart(j, lo)
	if start-1 < lo || r.chunks[start-1].kind != chunkVG || r.chunks[start-1].passive {
		return subject{}
	}
	v := r.ts[r.chunks[start-1].main].verb
	if v == nil || v.Cue == nil || !v.Cue.Has(lexicon.Inf) || v.Lemma == "promise" || v.Lemma == "swear" {
		return subject{}
	}
	return subject{span: span{r.chunks[start].first, r.chunks[j].end}}
}

// subjectOfParticiple: "a statement saying", "Lee left, adding", "by saying".
func (r *reader) subjectOfParticiple(vg, j, lo, depth int) subject {
	c := &r.chunks[j]
	switch {
	case c.kind == chunkNP && !r.isTemporal(c):
		if r.chunks[vg].form == participle {
			return subject{}
		}
		start := r.phraseStart(j, lo)
		if start > lo && r.chunks[start-1].kind == chunkVG && r.chunks[start-1].form == finite {
			if s := r.issuer(start-1, start, depth); !s.empty() {
				return s
			}
			start = j
		}
		return subject{span: span{r.chunks[start].first, c.end}}
	case r.isComma(j) || c.kind == chunkPrep || c.kind == chunkCoord || c.kind == chunkVG || c.kind == chunkAdv || c.kind == chunkNP:
		if r.isCueVerb(vg) {
			if s := r.speakerBefore(j, depth); !s.empty() {
				return s
			}
		}
		return r.elided(j+1, lo, depth)
	}
	return subject{}
}

// issuer is who speaks in "The ministry issued a statement saying": the subject
// of the verb, not the statement.
func (r *reader) issuer(verb, np, depth int) subject {
	if !lexicon.IsChannel(r.ts[r.chunks[np].main].key) {
		return subject{}
	}
	v := r.ts[r.chunks[verb].main].verb
	if v == nil {
		return subject{}
	}
	switch v.Lemma {
	case "issue", "release", "put", "send", "post", "publish", "write", "give", "make", "tweet", "email", "read", "circulate", "distribute":
		return r.subjectOf(verb, depth+1)
	}
	return subject{}
}

// speakerBefore is who spoke before in the sentence: "adding" goes on from
// "said", whatever verbs stand between.
func (r *reader) speakerBefore(j, depth int) subject {
	first := int(r.chunk[r.sentence(r.chunks[j].first).First])
	for k := j; k >= first; k-- {
		c := &r.chunks[k]
		if c.kind == chunkVG && c.form == finite && r.ts[c.first].in < 0 && r.isSpeechVerb(c.main) && !r.isEmbedded(k, first) {
			s := r.subjectOf(k, depth+1)
			if (s.empty() || s.elided && r.isInverted(k)) && k+1 < len(r.chunks) {
				s = r.following(k+1, false)
			}
			s.elided = !s.empty()
			return s
		}
	}
	return subject{}
}

// isInverted reports ", says a forecaster," at verb group k: the noun phrase behind it
// speaks, not the one in front of the comma.
func (r *reader) isInverted(k int) bool {
	c := &r.chunks[k]
	return r.isComma(k-1) && c.end-c.first == 1 && k+2 < len(r.chunks) && r.chunks[k+1].kind == chunkNP && r.isComma(k+2) && r.isRightSubject(k+1)
}

// isAside reports the participle in "Lee, asked about that, laughed".
func (r *reader) isAside(c *chunk) bool {
	if c.end != c.first+1 || !r.is(c.first-1, ",") {
		return false
	}
	for i := c.first - 2; i >= 0 && r.sent[i] == r.sent[c.first] && !r.is(i, ";"); i-- {
		if r.is(i, ",") {
			return false // "Lee, the mayor, asked"
		}
	}
	for i := c.end; i+1 < len(r.ts) && i < c.end+asideTokens && r.sent[i+1] == r.sent[c.first]; i++ {
		if r.is(i, ",") {
			return r.ts[i+1].tag == tagFin || r.ts[i+1].tag == tagAdv
		}
	}
	return false
}

const asideTokens = 12
