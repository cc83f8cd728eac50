// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"fmt"
	"strings"

	"hearsay/prose"
)

// This file finds articles by what is not words: each part of a filter is something that an
// index answers.

// sieve is a part of a filter as a condition of articles a that an index answers.
type sieve struct {
	condition string
	args      []any
}

// sieves are the parts of a filter, without words and numbers.
func (f *Filter) sieves() (out []sieve) {
	if f.Outlet != "" {
		out = append(out, sieve{`a.outlet in ` + selectOutlets, f.outlets()})
	}
	if f.Speaker != "" {
		out = append(out, speaking(prose.Fold(f.Speaker)))
	}
	if f.Language != "" {
		language := strings.ToLower(f.Language)
		out = append(out, sieve{`a.language in (` + languages + ` where lower(l) = ? or lower(l) like ? escape '\')`, []any{language, likeEscape(language) + "-%"}})
	}
	if !f.After.IsZero() {
		out = append(out, sieve{`coalesce(a.latest, a.published) >= ?`, []any{f.After.Unix()}})
	}
	if !f.Before.IsZero() {
		// The first is implied where there is a date; an index answers it.
		at := f.Before.Unix()
		out = append(out, sieve{`coalesce(a.published, a.latest, a.seen) < ? and coalesce(a.published, a.latest) < ?`, []any{at, at}})
	}
	return out
}

// speaking is that a folded name, or one that ends with it, is a speaker's. Two such names
// have their last word in common.
func speaking(name string) sieve {
	all := strings.Fields(name)
	if len(all) == 0 {
		return sieve{`a.n in (select article from quotations where speaker = ?)`, []any{name}}
	}
	return sieve{`a.n in (select article from quotations where speaker != '' and (speaker = ? or speaker like ? escape '\')
		and replace(speaker, rtrim(speaker, replace(speaker, ' ', '')), '') = ?)`, []any{name, "% " + likeEscape(name), all[len(all)-1]}}
}

// languages are the languages of articles. From each to the next in the index: "distinct" would
// read all of it.
const languages = `
	with recursive found (l) as (
		select min(language) from articles where language > ''
		union all
		select (select min(language) from articles where language > l) from found where l is not null
	) select l from found`

// indexed is conditions for articles that only an index leads to.
func (f *Filter) indexed() (where []string, args []any) {
	for _, s := range f.sieves() {
		where = append(where, s.condition)
		args = append(args, s.args...)
	}
	if f.Behind > 0 {
		where = append(where, `a.n > ?`)
		args = append(args, f.Behind)
	}
	if f.Until > 0 {
		where = append(where, `a.n <= ?`)
		args = append(args, f.Until)
	}
	return where, args
}

// Sifted returns what Find would give, where most articles at most pass one part of a filter
// that has no words, which are read for that. It reports false where each part is passed by
// more, and for a filter without parts.
func (s *Store) Sifted(ctx context.Context, f Filter, most int) (matches []Match, few bool, err error) {
	var best sieve
	least := most + 1
	for _, part := range f.sieves() {
		n, err := s.passing(ctx, part, most+1)
		if err != nil {
			return nil, false, err
		}
		if n < least {
			best, least = part, n
		}
	}
	if least > most {
		return nil, false, nil
	}
	where, args := f.conditions()
	where = append([]string{`a.n = few.n`}, where...)
	q := source{
		from:   ` from (select a.n from articles a where ` + best.condition + `) few cross join articles a`,
		clause: clause(where),
		args:   append(append([]any{}, best.args...), args...),
	}
	matches, err = s.matchesOf(ctx, q, latestFirst, most)
	return matches, true, err
}

// passing counts the articles that pass a part of a filter, but no further than most.
func (s *Store) passing(ctx context.Context, part sieve, most int) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*) from (select 1 from articles a where `+part.condition+` limit ?) found`, append(append([]any{}, part.args...), most)...).Scan(&n)
	if err != nil {
		err = fmt.Errorf("search %s: %w", s.name, fault(err))
	}
	return n, err
}
