// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"hearsay"
)

// GuiseRow is a guise of the library.
type GuiseRow struct {
	hearsay.Guise
	N           int64
	Voice       int64 // number of its voice; 0: every appearance has its own
	Articles    int
	First, Last time.Time // dates of these
}

// OwnRow is an appearance that a decision names.
type OwnRow struct {
	hearsay.Appearance
	Stem      string
	N, In     int64 // numbers of guise and article
	WithGuise bool  // its voice is still that of its guise
	Voice     int64 // number; 0 when it has none yet
}

// Settlement says what the voices of some stems are. It holds all of their guises.
type Settlement struct {
	Stems  []string
	Voices []SettledVoice
	// Apart are guises that tell nobody: every appearance is a voice.
	Apart []GuiseRow
}

// SettledVoice is a voice: the guises and single appearances of it, those of most
// articles first, and what it is called.
type SettledVoice struct {
	Guises []GuiseRow
	Own    []OwnRow
	Agent  hearsay.Guise
}

// Guises returns the guises of a stem.
func (s *Store) Guises(ctx context.Context, stem string) ([]GuiseRow, error) {
	if have, err := s.hasVoices(ctx); err != nil || !have {
		return nil, err
	}
	rows, err := s.voices.guises.QueryContext(ctx, stem)
	if err != nil {
		return nil, s.wrap("read speakers", err)
	}
	out, err := collect(rows, scanGuise)
	return out, s.wrap("read speakers", err)
}

const selectGuises = `select n, kind, name, role, voice, articles,
	(select min(at) from appearances where guise = n), (select max(at) from appearances where guise = n)
	from guises where stem = ? order by kind, name, role`

func scanGuise(rows *sql.Rows) (g GuiseRow, err error) {
	var first, last int64
	err = rows.Scan(&g.N, &g.Kind, &g.Name, &g.Role, &g.Voice, &g.Articles, &first, &last)
	g.First, g.Last = instant(first), instant(last)
	return g, err
}

// Own returns the appearance that a ref of one article means. Error: ErrNotFound.
func (s *Store) Own(ctx context.Context, ref hearsay.Ref) (OwnRow, error) {
	var o OwnRow
	var at int64
	err := s.db.QueryRowContext(ctx, `select g.kind, g.name, g.role, g.stem, x.at, x.quotations, g.n, a.n, x.voice, 1 - x.own
		from articles a join appearances x on x.article = a.n join guises g on g.n = x.guise
		where a.id = ? and g.kind = ? and g.name = ?`, ref.Article[:], string(ref.Kind), ref.Name).
		Scan(&o.Kind, &o.Name, &o.Role, &o.Stem, &at, &o.Quotations, &o.N, &o.In, &o.Voice, &o.WithGuise)
	if errors.Is(err, sql.ErrNoRows) {
		return o, fmt.Errorf("%s %q in article %s: %w", ref.Kind, ref.Name, ref.Article, hearsay.ErrNotFound)
	}
	o.Article, o.Date = ref.Article, instant(at)
	return o, s.wrap("read speakers", err)
}

// Settle commits what the voices of some stems are, and that these are settled.
func (w *Writer) Settle(ctx context.Context, settlements []Settlement) error {
	return w.voice(ctx, func(t *voicer) {
		for i := range settlements {
			t.settle(&settlements[i])
		}
	})
}

// voicer carries out a change of voices.
type voicer struct {
	*applier
	changed map[int64]bool  // voices whose row is to be made right
	moved   map[int64]int64 // where appearances of a voice went
	claimed map[int64]bool  // voices that go on
	rulings presence        // of appearances that decisions name, before this transaction
}

// presence says whether there are some of a thing.
type presence uint8

const (
	unknown presence = iota
	none
	some
)

func (t *voicer) settle(s *Settlement) {
	t.claimed = map[int64]bool{}
	t.release(s)
	for i := range s.Voices {
		t.assign(&s.Voices[i])
	}
	for i := range s.Apart {
		t.scatter(&s.Apart[i])
	}
	for _, n := range slices.Sorted(maps.Keys(t.changed)) {
		t.restate(n)
	}
	clear(t.changed)
	clear(t.moved)
	for _, b := range s.Stems {
		t.exec(`delete from unsettled where stem = ?`, b)
	}
}

// release gives appearances back to their guises that no decision names any more.
func (t *voicer) release(s *Settlement) {
	if t.rulings == unknown {
		t.rulings = none
		if len(rowsOf(t.applier, scanNumber, `select 1 from appearances where own = 1 limit 1`)) > 0 {
			t.rulings = some
		}
	}
	if t.rulings == none {
		return
	}
	type place struct{ article, guise int64 }
	own := map[place]bool{}
	for i := range s.Voices {
		for _, o := range s.Voices[i].Own {
			own[place{o.In, o.N}] = true
		}
	}
	for _, b := range s.Stems {
		for _, x := range rowsOf(t.applier, func(rows *sql.Rows) (p place, err error) {
			err = rows.Scan(&p.article, &p.guise)
			return p, err
		}, `select x.article, x.guise from appearances x join guises g on g.n = x.guise where x.own = 1 and g.stem = ?`, b) {
			if !own[x] {
				t.move(0, `article = ? and guise = ?`, x.article, x.guise)
				t.exec(`update appearances set own = 0 where article = ? and guise = ?`, x.article, x.guise)
			}
		}
	}
}

// move gives appearances to voice n; 0 for none yet.
func (t *voicer) move(n int64, where string, args ...any) {
	with := append([]any{n}, args...)
	for _, old := range rowsOf(t.applier, scanNumber, `select distinct voice from appearances where voice > 0 and voice != ? and `+where, with...) {
		t.changed[old] = true
		if n > 0 {
			t.moved[old] = n
		}
	}
	t.exec(`update appearances set voice = ? where `+where, with...)
}

// assign makes or changes a voice.
func (t *voicer) assign(v *SettledVoice) {
	n := t.claim(v)
	t.exec(`update voices set kind = ?, name = ?, role = ? where n = ?`, string(v.Agent.Kind), v.Agent.Name, v.Agent.Role, n)
	for _, o := range v.Own {
		t.move(n, `article = ? and guise = ?`, o.In, o.N)
		t.exec(`update appearances set own = 1 where article = ? and guise = ?`, o.In, o.N)
	}
	for _, g := range v.Guises {
		if g.Voice == n {
			t.exec(`update appearances set voice = ? where guise = ? and voice = 0`, n, g.N)
			continue
		}
		t.move(n, `guise = ? and own = 0`, g.N)
		t.exec(`update guises set voice = ? where n = ?`, n, g.N)
	}
	t.changed[n] = true
}

// claim is the number of a voice: one that its guises or appearances have and no
// other voice goes on with, or a new one.
func (t *voicer) claim(v *SettledVoice) (n int64) {
	for _, g := range v.Guises {
		if g.Voice > 0 && !t.claimed[g.Voice] {
			n = g.Voice
			break
		}
	}
	for i := 0; i < len(v.Own) && n == 0; i++ {
		if o := v.Own[i]; o.Voice > 0 && !o.WithGuise && !t.claimed[o.Voice] {
			n = o.Voice
		}
	}
	if n == 0 {
		n = t.newVoice(v.Agent)
	}
	t.claimed[n] = true
	return n
}

func (t *voicer) newVoice(g hearsay.Guise) (n int64) {
	t.get([]any{&n}, `insert into voices (id, kind, name, role, articles, quotations, first, last) values (x'', ?, ?, ?, 0, 0, 0, 0) returning n`,
		string(g.Kind), g.Name, g.Role)
	return n
}

// scatter makes a voice of every appearance of a guise.
func (t *voicer) scatter(g *GuiseRow) {
	if g.Voice != 0 {
		t.move(0, `guise = ? and own = 0`, g.N)
		t.exec(`update guises set voice = 0 where n = ?`, g.N)
	}
	for _, article := range rowsOf(t.applier, scanNumber, `select article from appearances where guise = ? and voice = 0`, g.N) {
		n := t.newVoice(g.Guise)
		t.exec(`update appearances set voice = ? where article = ? and guise = ?`, n, article, g.N)
		t.changed[n] = true
	}
}

// isVoice is the condition of being an appearance of voice ?1. It is more than the
// number: whether an index of those of voice 0 serves would depend on that, and SQLite
// would plan the statement anew for each.
const isVoice = `voice = cast(?1 as bigint)`

// restate makes the counts of a voice right, and its ID. One without appearances goes,
// and its IDs name what took these.
func (t *voicer) restate(n int64) {
	var articles, quotations int
	var first, last sql.NullInt64
	t.get([]any{&articles, &quotations, &first, &last}, `select count(distinct article), coalesce(sum(quotations), 0), min(at), max(at)
		from appearances where `+isVoice, n)
	if articles == 0 {
		t.exec(`delete from voices where n = ?`, n)
		t.exec(`update voice_ids set voice = ? where voice = ?`, t.moved[n], n)
		return
	}
	a := hearsay.Appearance{}
	var id []byte
	t.get([]any{&id, &a.Kind, &a.Name}, `select a.id, g.kind, g.name
		from appearances x join articles a on a.n = x.article join guises g on g.n = x.guise
		where x.`+isVoice+` and x.at = ?2 order by a.id, g.kind, g.name limit 1`, n, first.Int64)
	copy(a.Article[:], id)
	voice := a.Founds()
	t.exec(`update voices set id = ?, articles = ?, quotations = ?, first = ?, last = ? where n = ?`,
		voice[:], articles, quotations, first.Int64, last.Int64, n)
	t.exec(`insert into voice_ids values (?1, ?2, ?3, x'') on conflict (id) do update set voice = excluded.voice where voice_ids.voice != excluded.voice`, voice[:], a.Article[:], n)
}
