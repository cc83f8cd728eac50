// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"cmp"
	"slices"
	"time"

	"hearsay"
)

// familyOf makes a family of the quotations of a group, in order.
func familyOf(set []rendering, base int) hearsay.Family {
	f := hearsay.Family{Earliest: earliest(set), Base: base}
	for i := range set {
		r := &set[i]
		f.Variants = append(f.Variants, hearsay.Rendering{
			Article: r.Article.ID, Part: r.Part, Quotation: r.Number + 1, Content: r.Content, Exact: r.Exact(), Speaker: r.Speaker, Mode: r.Mode, Anchored: r.anchored,
		})
	}
	f.Speakers = speakersOf(set)
	describeAll(&f, set)
	return f
}

// describeAll says how the variants differ from the base.
func describeAll(f *hearsay.Family, set []rendering) {
	parts := make([]parted, len(set))
	for i := range set {
		parts[i] = parted{set[i].joined, set[i].split}
	}
	tellChanges(f, parts)
}

// parted says that a variant is of several utterances, or several of one.
type parted struct{ joined, split bool }

// tellChanges says how the variants differ from the base.
func tellChanges(f *hearsay.Family, parts []parted) {
	base := &f.Variants[f.Base]
	var units []unit
	if len(f.Variants) > 1 {
		units = unitsOf(base.Exact)
	}
	speaker := base.Speaker
	for i := 0; i < len(f.Variants) && (speaker.Name == "" || speaker.Kind == hearsay.Anonymous); i++ {
		speaker = f.Variants[i].Speaker
	}
	type known struct {
		kinds []hearsay.VariantChange
		says  []string
	}
	byWords := map[string]known{}
	for i := range f.Variants {
		r := &f.Variants[i]
		var out []hearsay.VariantChange
		r.Says = nil
		loose := indirect(base.Mode) || indirect(r.Mode)
		switch key := r.Exact; {
		case r.Anchored != base.Anchored:
			out = append(out, hearsay.Translated)
		case i == f.Base:
		default:
			if loose {
				key = "~" + key
			}
			k, ok := byWords[key]
			if !ok {
				d := changes(units, unitsOf(r.Exact), loose)
				k = known{d.Kinds(), d.Says(base.Exact, r.Exact)}
				byWords[key] = k
			}
			out, r.Says = slices.Clone(k.kinds), k.says
		}
		if i != f.Base && kin(speaker, r.Speaker) == two {
			out = append(out, hearsay.Reattributed)
		}
		if parts[i].joined && !parts[f.Base].joined {
			out = append(out, hearsay.Joined)
		}
		if parts[i].split && !parts[f.Base].split {
			out = append(out, hearsay.Split)
		}
		slices.Sort(out)
		r.Changes = out
	}
}

// Rebase returns a family with its changes told against another of its variants. F is
// not changed. What was joined or split is known only of variants that were compared
// with one that was not. A base that there is not is that of f.
func Rebase(f *hearsay.Family, base int) hearsay.Family {
	out := *f
	out.Variants = slices.Clone(f.Variants)
	parts := make([]parted, len(out.Variants))
	for i := range out.Variants {
		c := out.Variants[i].Changes
		parts[i] = parted{slices.Contains(c, hearsay.Joined), slices.Contains(c, hearsay.Split)}
	}
	if base >= 0 && base < len(out.Variants) {
		out.Base = base
	}
	tellChanges(&out, parts)
	return out
}

// baseOf is the variant that others are compared with: the longest of those that
// none is dated before, in direct speech where there is any.
func baseOf(set []rendering) int {
	if len(set) == 1 {
		return 0
	}
	var limit time.Time
	for i := range set {
		if l := set[i].Article.Date.Latest; !l.IsZero() && (limit.IsZero() || l.Before(limit)) {
			limit = l
		}
	}
	best, rank := 0, -1.0
	for i := range set {
		r := &set[i]
		if e := r.Article.Date.Earliest; !limit.IsZero() && (e.IsZero() || e.After(limit)) || r.anchored {
			continue
		}
		w := weigh(unitsOf(r.Exact()))
		if !indirect(r.Mode) {
			w += directFirst
		}
		if w > rank {
			best, rank = i, w
		}
	}
	return best
}

// directFirst is more than any wording weighs.
const directFirst = 1e9

// earliest is the variant of the article that is dated before all others, or -1. Words
// that were asked about are no article.
func earliest(set []rendering) int {
	first := 0
	for i := range set {
		if isAsked(set[first]) || !isAsked(set[i]) && !set[first].Article.Date.Before(set[i].Article.Date) && set[i].Article.Date.Before(set[first].Article.Date) {
			first = i
		}
	}
	for i := range set {
		if set[i].Article.ID != set[first].Article.ID && !isAsked(set[i]) && !set[first].Article.Date.Before(set[i].Article.Date) {
			return -1
		}
	}
	if set[first].Article.Date.Earliest.IsZero() {
		return -1
	}
	return first
}

// speakersOf are those whom the variants name, most variants first; names that fit
// each other are one, by the fullest.
func speakersOf(set []rendering) []hearsay.Agent {
	type named struct {
		agent hearsay.Agent
		n     int
	}
	var out []named
	for i := range set {
		s := set[i].Speaker
		if s.Name == "" || s.Kind == hearsay.Anonymous {
			continue
		}
		k := slices.IndexFunc(out, func(o named) bool { return kin(o.agent, s) != two })
		if k < 0 {
			out = append(out, named{s, 1})
			continue
		}
		out[k].n++
		if len(nameOf(s)) > len(nameOf(out[k].agent)) && s.Kind == out[k].agent.Kind {
			out[k].agent = s
		}
	}
	slices.SortStableFunc(out, func(a, b named) int { return cmp.Compare(b.n, a.n) })
	var agents []hearsay.Agent
	for _, o := range out {
		agents = append(agents, o.agent)
	}
	return agents
}
