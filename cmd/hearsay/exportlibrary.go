// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hearsay"
	"hearsay/search"
	"hearsay/store"
	"hearsay/wire"
)

// exportLibrary writes a database of the whole library, as of one moment.
func exportLibrary(e *export) error {
	if e.c.out == "" {
		return usage("a database is a file: name it, as in --out library.sqlite")
	}
	return replacePath(e.c.out, func(part string) error {
		to, err := store.NewSnapshot(e.ctx, part, snapshotTables())
		if err != nil {
			return err
		}
		s := &snapshot{ctx: e.ctx, to: to}
		if err = e.engine.At(e.ctx, func(m *search.Moment) error { return e.snapshot(s, m) }); err == nil {
			err = to.Finish(e.ctx)
		}
		return errors.Join(err, to.Close())
	})
}

// snapshot fills the tables.
type snapshot struct {
	ctx context.Context
	to  *store.Snapshot
	m   *search.Moment
	err error // the first
}

// add adds a row, unless something went wrong before.
func (s *snapshot) add(table string, row ...any) {
	if s.err == nil {
		s.err = s.to.Add(s.ctx, table, row...)
	}
}

func (e *export) snapshot(s *snapshot, m *search.Moment) error {
	s.m = m
	voices, err := e.engine.Rulings()
	if err != nil {
		return err
	}
	stories, err := e.engine.StoryRulings()
	if err != nil {
		return err
	}
	uncompared, err := m.Uncompared(e.ctx)
	if err != nil {
		return err
	}
	untold, err := s.fill()
	if err != nil {
		return err
	}
	s.decisions(voices, stories)
	for _, missing := range []string{yetToBeCompared(uncompared), yetToBeTold(untold)} {
		if missing != "" {
			e.missing = strings.TrimSpace(e.missing + " " + missing)
		}
	}
	s.add("about", "program", "hearsay "+version())
	s.add("about", "format", snapshotFormat)
	s.add("about", "missing", e.missing)
	n := s.to.Rows
	e.done = fmt.Sprintf("%s, %s, %s, %s", plural(n("articles"), "article"), plural(n("quotations"), "quotation"), plural(n("passages"), "passage"), plural(n("derivations"), "derivation"))
	return s.err
}

// fill writes what the moment has, and returns how many articles are in no story yet.
func (s *snapshot) fill() (untold int, err error) {
	for _, part := range []func() error{s.outlets, s.speakers, s.articles, s.passages, s.witnesses} {
		if err := part(); err != nil {
			return 0, err
		}
	}
	return s.m.Stories(s.ctx, search.StoryFilter{LeastArticles: 1}, s.story)
}

func (s *snapshot) outlets() error {
	return s.m.Outlets(s.ctx, func(id hearsay.OutletID, o hearsay.Agent, articles int) error {
		s.add("outlets", id.String(), o.Name, o.Domain, articles)
		return s.err
	})
}

func (s *snapshot) speakers() error {
	return s.m.Voices(s.ctx, func(v hearsay.Voice) error {
		s.add("speakers", v.ID.String(), v.Agent.Name, string(v.Agent.Kind), v.Agent.Role, v.Articles, v.Quotations)
		return s.err
	})
}

func (s *snapshot) articles() error { return s.m.Readings(s.ctx, s.reading) }

func (s *snapshot) passages() error {
	return s.m.Passages(s.ctx, search.ClusterFilter{}, func(size int, c *search.Cluster) error {
		p := wire.NewPassageRow(&c.Cluster, size, c.Earliest.Article, c.Earliest.Span)
		s.add("passages", p.Cluster, p.Size, p.Outlets, p.Shortest, p.Longest, p.ID, p.Text)
		return s.err
	})
}

func (s *snapshot) witnesses() error {
	return s.m.Witnesses(s.ctx, search.ClusterFilter{}, func(size int, p search.Passage) error {
		w := wire.NewWitness(&p.Witness, size, p.Article, p.Span)
		s.add("witnesses", w.Cluster, w.ID, w.Begin, w.End, w.Text)
		return s.err
	})
}

// orNull is a value that may be none.
func orNull(value string) any {
	if value == "" {
		return nil
	}
	return value
}

// utc is a moment in RFC 3339; null when there is none.
func utc(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}

func (s *snapshot) reading(r *search.Reading) error {
	a := r.Article
	outlet, err := s.m.OutletOf(s.ctx, a.ID)
	if err != nil {
		return err
	}
	row := wire.NewArticleRow(a)
	s.add("articles", row.ID, row.URL, row.Canonical, orNull(outlet.String()), row.Outlet, row.Headline, strings.Join(a.Byline, "; "), a.Dateline, row.Language,
		row.Words, row.Seen, row.Text, orNull(row.Date), orNull(row.Earliest), orNull(row.Latest), orNull(row.Basis))
	for i, d := range a.Dates {
		s.add("dates", row.ID, i+1, d.Value, utc(d.Earliest), utc(d.Latest), d.Basis, d.Chosen, d.Why)
	}
	for i := range r.Quotations {
		said := r.Said(i)
		s.quotation(&said)
	}
	return s.err
}

func (s *snapshot) quotation(q *hearsay.Said) {
	row, said := wire.NewSaidRow(q), wire.NewSaid(q)
	id, part := row.ID+"."+row.Quotation, cmp.Or(row.In, "text")
	within := ""
	if row.Within != "" {
		within = row.ID + "." + row.Within
	}
	sourceStart, sourceStop := ends(said.Source)
	cueStart, cueStop := ends(said.Cue)
	s.add("quotations", id, row.ID, part, row.Begin, row.End, row.Text, orNull(row.Voice), row.Speaker, row.SpeakerKind, row.SpeakerRole, row.SpeakerHow,
		row.Source, sourceStart, sourceStop, row.Cue, cueStart, cueStop, row.Mode, row.Polarity, row.Via, orNull(within), row.Flags, row.Confidence)
	for i, c := range said.Content {
		s.add("quotation_parts", id, i+1, c.Start, c.End, c.Exact)
	}
}

// ends are those of a span; null when there is none.
func ends(s *wire.Span) (start, stop any) {
	if s == nil {
		return nil, nil
	}
	return s.Start, s.End
}

func (s *snapshot) decisions(voices []hearsay.Ruling, stories []hearsay.StoryRuling) {
	for i := range voices {
		d := wire.NewDecision(&voices[i])
		s.add("decisions", d.N, d.At, "speakers", d.Do, d.Undone, orNull(d.By), orNull(d.UndoneBy))
		s.refs(d.N, "a", voices[i].A)
		s.refs(d.N, "b", voices[i].B)
	}
	for _, d := range stories {
		s.add("decisions", d.N, utc(d.At), "stories", string(d.Verb), d.Undone, orNull(d.By), orNull(d.UndoneBy))
		s.sides(d.N, "a", d.Articles)
		s.sides(d.N, "b", d.Others)
	}
}

func (s *snapshot) sides(decision int, side string, list []hearsay.ArticleID) {
	for i, id := range list {
		s.add("decision_parts", decision, side, i+1, id.String(), nil, nil, nil)
	}
}

func (s *snapshot) refs(decision int, side string, list []hearsay.Ref) {
	for i, r := range list {
		s.add("decision_parts", decision, side, i+1, orNull(r.Article.String()), string(r.Kind), r.Name, r.Role)
	}
}

// story writes one that has two articles or names a source, as articles of others do not.
func (s *snapshot) story(t *search.Told) error {
	l := t.Lineage
	if t.Articles < 2 && len(l.Derivations) == 0 {
		return nil
	}
	id := t.ID.String()
	s.add("stories", id, t.Articles, t.Outlets, t.Confirmed, utc(t.First), utc(t.Last))
	for i := range l.Unseen {
		u := &l.Unseen[i]
		s.add("sources", u.ID().String(), id, u.Agent.Name, string(u.Agent.Kind), string(u.Kind), strings.Join(u.Why, " "))
	}
	s.origins(id, l)
	for i, f := range l.Findings {
		s.add("findings", id, i+1, string(f.Kind), orNull(f.Article.String()), orNull(f.Other.String()), f.Says)
	}
	return cmp.Or(wire.NewDerivationRows(id, l, t.Article, s.derivation), s.err)
}

func (s *snapshot) origins(story string, l *hearsay.Lineage) {
	of := map[hearsay.ArticleID]string{}
	for i, o := range l.Origins {
		id := fmt.Sprintf("%s.o%d", story, i+1)
		source := ""
		if u := o.Root.Unseen; u > 0 && u <= len(l.Unseen) {
			source = l.Unseen[u-1].ID().String()
		}
		s.add("origins", id, story, string(o.Kind), len(o.Articles), orNull(o.Root.Article.String()), orNull(source), strings.Join(o.Why, " "))
		for _, a := range o.Articles {
			of[a] = id
		}
	}
	for _, b := range l.Articles {
		s.add("story_articles", b.ID.String(), story, orNull(of[b.ID]))
	}
}

func (s *snapshot) derivation(r wire.DerivationRow) error {
	id := s.to.Rows("derivations") + 1
	article, source := r.From, ""
	if r.FromUnseen {
		article, source = "", r.From
	}
	s.add("derivations", id, r.Story, r.Derived, orNull(article), orNull(source), r.Relation, r.Main, r.Undecided, r.Certainty, r.Confidence)
	for i, e := range r.Evidence {
		s.add("evidence", id, i+1, e.Kind, e.Says, e.Weight, e.Derived, e.From)
	}
	return s.err
}
