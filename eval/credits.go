// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
	"hearsay/chain"
	"hearsay/lexicon"
)

// creditScore counts credits by article and name: one that is printed twice is
// found once.
type creditScore struct {
	prf
	opt   Options
	set   string
	shown map[string]int
}

func newCreditScore(set string, opt Options) creditScore {
	return creditScore{opt: opt, set: set, shown: map[string]int{}}
}

// add scores the credits got of one article against the names that the truth has.
// Names in allowed are neither right nor wrong.
func (s *creditScore) add(article string, a *hearsay.Article, got []hearsay.Credit, names, allowed []string) {
	want := agentsNamed(names)
	found := make([]bool, len(want))
	var seen []hearsay.Agent
	for _, c := range got {
		is := func(to hearsay.Agent) bool { return chain.SameOutlet(to, c.To) }
		if slices.ContainsFunc(seen, is) {
			continue
		}
		seen = append(seen, c.To)
		if i := slices.IndexFunc(want, is); i >= 0 {
			found[i] = true
		} else if slices.ContainsFunc(agentsNamed(allowed), is) {
			continue
		} else {
			s.note("false", article, fmt.Sprintf("%s to %s: %q", c.Kind, c.To.Name, c.Evidence.In(a)))
		}
		s.proposed++
	}
	for i, hit := range found {
		if s.truth++; hit {
			s.hit++
		} else {
			s.note("missed", article, want[i].Name)
		}
	}
}

// agentsNamed makes outlets of names as printed.
func agentsNamed(names []string) []hearsay.Agent {
	var out []hearsay.Agent
	for _, name := range names {
		a := hearsay.Agent{Name: name, Kind: hearsay.Outlet}
		if e, ok := lexicon.Outlet(name); ok {
			a.Name, a.Domain = e.Name, e.Domain
		}
		if !slices.ContainsFunc(out, func(b hearsay.Agent) bool { return chain.SameOutlet(a, b) }) {
			out = append(out, a)
		}
	}
	return out
}

// note writes an error to be read by hand.
func (s *creditScore) note(kind, article, what string) {
	if s.opt.Errors == nil || s.shown[kind] >= s.opt.maxErrors() {
		return
	}
	s.shown[kind]++
	fmt.Fprintf(s.opt.Errors, "== %s: credit %s, %s\n%s\n\n", s.set, kind, article, strings.ReplaceAll(what, "\n", "⏎"))
}
