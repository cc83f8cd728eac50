// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

import (
	"hearsay"
	"hearsay/grammar"
	"hearsay/prose"
)

// asides reads attributions that stand within the marks of what they attribute:
// «Мост, — пояснила Фальк, — останется закрытым».
func (r *polyglot) asides(s prose.Sentence, out []relation) []relation {
	for i := s.First + 1; i < s.End; i++ {
		in := r.ts[i].in
		if in < 0 || !r.is(i-1, ",") && !isDash(r.ts[i-1].key) || r.stretches[in].used || r.stretches[in].level > 0 {
			continue
		}
		if q, ok := r.aside(s, i, &r.stretches[in]); ok {
			out = append(out, q)
		}
	}
	return out
}

// aside reads the attribution at token i: a verb, its subject, and a mark that
// closes it.
func (r *polyglot) aside(s prose.Sentence, i int, in *stretch) (relation, bool) {
	for k := i; k < min(i+3, s.End); k++ {
		v, ok := r.siteAt(k, s)
		if !ok || v.finite != i || v.final || v.entry.Class == grammar.Judge || v.entry.Class == grammar.Refuse {
			continue
		}
		c := r.subjectRight(&v, v.finite+1)
		end := max(c.end, v.after())
		if c.subject.empty() || r.is(c.subject.first, "ich") || r.is(c.subject.first, "wir") || end >= in.end || !r.is(end, ",") && !isDash(r.ts[end].key) {
			return relation{}, false
		}
		q := v.relation()
		q.subject, q.unit = c.subject, span{i, end}
		q.flag(hearsay.Inverted)
		q.flag(hearsay.Interrupted)
		q.content = r.aroundAside(in, i, end)
		q.direct, in.used = true, true
		return q, true
	}
	return relation{}, false
}

// aroundAside is the stretch without the attribution and the marks that set it
// off.
func (r *polyglot) aroundAside(in *stretch, i, end int) []span {
	first, stop := in.tokens()
	for i > first && (r.is(i-1, ",") || isDash(r.ts[i-1].key)) {
		i--
	}
	for end < stop && (r.is(end, ",") || isDash(r.ts[end].key)) {
		end++
	}
	return without(span{first, stop}, span{i, end})
}
