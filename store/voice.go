// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"

	"hearsay"
	"hearsay/prose"
)

// voiceReads is what settling asks for every stem, parsed once, where there are tables
// of voices: a library of before has none until its next writer makes them.
type voiceReads struct {
	mu     sync.Mutex
	guises *sql.Stmt // nil: not seen yet
}

// hasVoices reports whether there are tables of voices, and statements.
func (s *Store) hasVoices(ctx context.Context) (bool, error) {
	r := &s.voices
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.guises != nil {
		return true, nil
	}
	have, err := s.hasTable(ctx, s.db, "unsettled")
	if err != nil || !have {
		return false, err
	}
	r.guises, err = s.db.PrepareContext(ctx, selectGuises)
	return err == nil, s.wrap("read library", err)
}

// listVoices is list for tables of voices: nothing where there are none.
func listVoices[T any](ctx context.Context, s *Store, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	if have, err := s.hasVoices(ctx); err != nil || !have {
		return nil, err
	}
	return list(ctx, s, scan, query, args...)
}

const selectVoice = `select v.id, v.kind, v.name, v.role, v.articles, v.quotations, v.first, v.last from voices v `

func scanVoice(rows *sql.Rows) (v hearsay.Voice, err error) {
	var id []byte
	var role string
	var first, last int64
	err = rows.Scan(&id, &v.Agent.Kind, &v.Agent.Name, &role, &v.Articles, &v.Quotations, &first, &last)
	copy(v.ID[:], id)
	v.First, v.Last = instant(first), instant(last)
	if v.Agent.Kind == hearsay.Outlet {
		v.Agent.Domain = role
	} else {
		v.Agent.Role = role
	}
	return v, err
}

// VoiceFilter says which voices are wanted. Zero fields do not restrict.
type VoiceFilter struct {
	Name string // words of one of its names, in any case and spelling of marks
	Kind hearsay.AgentKind
}

// where is the filter as a condition of voices v.
func (s *Store) where(ctx context.Context, f VoiceFilter) (string, []any, error) {
	all, args := []string{`true`}, []any(nil)
	if f.Name != "" {
		name, values, err := s.called(ctx, f.Name)
		if err != nil {
			return "", nil, err
		}
		args = append(args, values...)
		// A cross join begins with its first table: names are few, appearances are not.
		all = append(all, `v.n in (select x.voice from guises g cross join appearances x where x.guise = g.n and `+name+`)`)
	}
	if f.Kind != "" {
		all = append(all, `v.kind = ?`)
		args = append(args, string(f.Kind))
	}
	return ` where ` + strings.Join(all, ` and `), args, nil
}

// called is the condition that guises g have all words of a name.
func (s *Store) called(ctx context.Context, name string) (condition string, args []any, err error) {
	words := strings.Fields(prose.Fold(name))
	if len(words) == 0 {
		return `false`, nil, nil
	}
	has := `g.n in (select guise from guise_words where word = ?)`
	listed, err := s.hasTable(ctx, s.db, "guise_words")
	switch {
	case err != nil:
		return "", nil, err
	case s.engine == inPostgres:
		has = `string_to_array(g.folded, ' ') @> array[cast(? as text)]`
	case !listed: // until the next writer of an older library
		has = `instr(' ' || g.folded || ' ', ' ' || ? || ' ') > 0`
	}
	for _, w := range words {
		args = append(args, w)
	}
	return strings.Repeat(has+` and `, len(words)-1) + has, args, nil
}

// Voices returns a page of the voices that pass the filter, those of most articles
// first, and how many there are in all.
func (s *Store) Voices(ctx context.Context, f VoiceFilter, offset, limit int) ([]hearsay.Voice, int, error) {
	where, args, err := s.where(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	total, err := s.countVoices(ctx, where, args)
	if err != nil || total == 0 {
		return nil, 0, err
	}
	page, err := list(ctx, s, scanVoice, selectVoice+where+` order by v.articles desc, v.last desc, v.id limit ? offset ?`, append(args, limit, offset)...)
	return page, total, err
}

// countVoices counts those that pass a filter; 0 in a library that has none yet.
func (s *Store) countVoices(ctx context.Context, where string, args []any) (int, error) {
	counts, err := listVoices(ctx, s, scanNumber, `select count(*) from voices v`+where, args...)
	if err != nil || len(counts) == 0 {
		return 0, err
	}
	return int(counts[0]), nil
}

// Voice returns the voice that an ID names, be it an older one: then the ID of what
// is returned is another. Errors: ErrNotFound for an ID that was never given, ErrGone
// when nothing of it is left.
func (s *Store) Voice(ctx context.Context, id hearsay.VoiceID) (hearsay.Voice, error) {
	n, err := s.voiceNumber(ctx, id)
	if err != nil {
		return hearsay.Voice{}, err
	}
	found, err := list(ctx, s, scanVoice, selectVoice+`where v.n = ?`, n)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("speaker %s: %w: no article of the library has it now", id, hearsay.ErrGone)
	}
	if err != nil {
		return hearsay.Voice{}, err
	}
	return found[0], nil
}

// voiceNumber is the number of the voice that an ID names: of the one that has the
// appearance that the ID was made from, else of the one that took the rest; 0 when
// it is gone.
func (s *Store) voiceNumber(ctx context.Context, id hearsay.VoiceID) (int64, error) {
	if have, err := s.hasVoices(ctx); err != nil || !have {
		return 0, cmp.Or(err, fmt.Errorf("speaker %s: %w", id, hearsay.ErrNotFound))
	}
	for range maxRedirects {
		n, now, err := s.voiceNamed(ctx, id)
		if err != nil || n > 0 || now.IsZero() || now == id {
			return n, err
		}
		id = now
	}
	return 0, nil
}

// maxRedirects bounds what is followed from one ID to another: each is a rebuild
// after which an article was removed.
const maxRedirects = 1000

// voiceNamed is one step of voiceNumber: a number, or the ID to ask for instead.
func (s *Store) voiceNamed(ctx context.Context, id hearsay.VoiceID) (n int64, now hearsay.VoiceID, err error) {
	var article, instead []byte
	err = s.db.QueryRowContext(ctx, `select article, voice, now from voice_ids where id = ?`, id[:]).Scan(&article, &n, &instead)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, now, fmt.Errorf("speaker %s: %w", id, hearsay.ErrNotFound)
	}
	if err != nil {
		return 0, now, s.wrap("read speaker "+id.String(), err)
	}
	copy(now[:], instead)
	_, err = list(ctx, s, func(rows *sql.Rows) (a hearsay.Appearance, err error) {
		var voice int64
		err = rows.Scan(&a.Kind, &a.Name, &voice)
		copy(a.Article[:], article)
		if voice > 0 && a.Founds() == id {
			n = voice
		}
		return a, err
	}, `select g.kind, g.name, x.voice from articles a join appearances x on x.article = a.n join guises g on g.n = x.guise where a.id = ?`, article)
	return n, now, err
}

// Variants returns the guises of a voice, those of most articles first. The ID may be
// an older one. Errors: those of Voice.
func (s *Store) Variants(ctx context.Context, id hearsay.VoiceID) ([]hearsay.Variant, error) {
	n, err := s.voiceNumber(ctx, id)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, func(rows *sql.Rows) (v hearsay.Variant, err error) {
		var first, last int64
		err = rows.Scan(&v.Kind, &v.Name, &v.Role, &v.Articles, &first, &last)
		v.First, v.Last = instant(first), instant(last)
		return v, err
	}, `select g.kind, g.name, g.role, count(*) as articles, min(x.at), max(x.at)
		from appearances x join guises g on g.n = x.guise where x.voice = ?
		group by g.n order by articles desc, g.kind, g.name, g.role`, n)
}

// AppearancesAfter returns a part of the appearances of a voice, latest first, as Articles does of
// articles; it counts none. The ID may be an older one. Errors: those of Voice, and ErrInvalid for
// a mark of another list.
func (s *Store) AppearancesAfter(ctx context.Context, id hearsay.VoiceID, after Mark, offset, limit int) (p Listing[hearsay.Appearance], err error) {
	n, err := s.voiceNumber(ctx, id)
	if err != nil {
		return p, err
	}
	o := order{[]string{`x.at`, `x.article`, `x.guise`}, `a.id`} // an article may have several
	condition, args, err := o.behind(after)
	if err != nil {
		return p, err
	}
	behind := `where x.voice = ? and ` + condition + o.clause() + ` limit ? offset ?`
	args = append([]any{n}, args...)
	p.Rows, err = list(ctx, s, scanAppearance, selectAppearance+behind, append(args, limit+1, offset)...)
	if err != nil || len(p.Rows) <= limit || limit == 0 {
		return p, err
	}
	last := p.cut(limit)
	p.Next = Mark{Keys: make([]int64, 3), ID: last.Article[:]}
	k := p.Next.Keys
	err = s.db.QueryRowContext(ctx, `select x.at, x.article, x.guise`+fromAppearance+behind, append(args, 1, offset+limit-1)...).Scan(&k[0], &k[1], &k[2])
	return p, s.wrap("read place in list", err)
}

// Appearances returns appearances of a voice, latest first. The ID may be an older
// one. Errors: those of Voice.
func (s *Store) Appearances(ctx context.Context, id hearsay.VoiceID, offset, limit int) ([]hearsay.Appearance, error) {
	n, err := s.voiceNumber(ctx, id)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, scanAppearance, selectAppearance+`where x.voice = ? order by x.at desc, a.id, g.kind, g.name limit ? offset ?`, n, limit, offset)
}

const selectAppearance = `select a.id, g.kind, g.name, g.role, x.at, x.quotations` + fromAppearance

const fromAppearance = `
	from appearances x join articles a on a.n = x.article join guises g on g.n = x.guise `

func scanAppearance(rows *sql.Rows) (a hearsay.Appearance, err error) {
	var id []byte
	var at int64
	err = rows.Scan(&id, &a.Kind, &a.Name, &a.Role, &at, &a.Quotations)
	copy(a.Article[:], id)
	a.Date = instant(at)
	return a, err
}

const selectSpeakers = `select g.kind, g.name, v.id from articles a join appearances x on x.article = a.n
	join guises g on g.n = x.guise join voices v on v.n = x.voice where a.id = ?`

// Speakers returns the voices of an article, by the kind and name that it has for
// them.
func (s *Store) Speakers(ctx context.Context, article hearsay.ArticleID) (map[hearsay.Guise]hearsay.VoiceID, error) {
	type row struct {
		hearsay.Guise
		id hearsay.VoiceID
	}
	rows, err := listVoices(ctx, s, func(rows *sql.Rows) (r row, err error) {
		var id []byte
		err = rows.Scan(&r.Kind, &r.Name, &id)
		copy(r.id[:], id)
		return r, err
	}, selectSpeakers, article[:])
	out := map[hearsay.Guise]hearsay.VoiceID{}
	for _, r := range rows {
		out[r.Guise] = r.id
	}
	return out, err
}

// StemsOf returns the stems of the guises of a voice. Errors: those of Voice.
func (s *Store) StemsOf(ctx context.Context, id hearsay.VoiceID) ([]string, error) {
	n, err := s.voiceNumber(ctx, id)
	if err != nil {
		return nil, err
	}
	return list(ctx, s, scanText, `select distinct g.stem from appearances x join guises g on g.n = x.guise where x.voice = ? order by g.stem`, n)
}

// CheckVoices compares the tables of voices with each other and returns what is
// wrong, one sentence each. Stems that are unsettled are none of it.
func (s *Store) CheckVoices(ctx context.Context) ([]string, error) {
	const unsettled = `g.stem in (select stem from unsettled)`
	unlisted, err := s.checkNames(ctx)
	if err != nil {
		return nil, err
	}
	wrong, err := listVoices(ctx, s, scanText, `
		select n || ' speakers of articles belong to no voice' from (
			select count(*) as n from appearances x join guises g on g.n = x.guise
			where x.voice not in (select n from voices) and not `+unsettled+`) lost where n > 0
		union all
		select 'the name "' || name || '" is counted wrong' from guises g
			where articles != (select count(*) from appearances where guise = g.n)
		union all
		select 'the speaker "' || v.name || '" is counted wrong' from voices v
			where (v.articles, v.quotations) != (select count(distinct article), coalesce(sum(quotations), 0) from appearances where voice = v.n)
			and not exists (select 1 from appearances x join guises g on g.n = x.guise where x.voice = v.n and `+unsettled+`)
		union all
		select 'the speaker "' || v.name || '" has an ID that nothing knows' from voices v
			where not exists (select 1 from voice_ids where id = v.id)
		limit 100`)
	return append(wrong, unlisted...), err
}

// checkNames compares the list of names' words with the names: an older Hearsay, which does not
// know the list, writes names without it. Time grows with the number of names.
func (s *Store) checkNames(ctx context.Context) ([]string, error) {
	listed, err := s.hasTable(ctx, s.db, "guise_words")
	if err != nil || !listed || s.engine == inPostgres { // where an index has the words
		return nil, err
	}
	return list(ctx, s, scanText, `
		select 'speakers are not found by ' || n || ' of their names, which an older Hearsay added' from (
			select count(*) as n from guises where trim(folded) != '' and n not in (select guise from guise_words)) lacking where n > 0
		union all
		select 'the list of words of names has ' || n || ' names that are gone, which an older Hearsay removed' from (
			select count(distinct guise) as n from guise_words where guise not in (select n from guises)) beyond where n > 0`)
}

// VoiceRefs says what a voice is made of, in words that outlive its numbers: its guises,
// those of most articles first, and the appearances that do not go with theirs. Errors:
// those of Voice.
func (s *Store) VoiceRefs(ctx context.Context, id hearsay.VoiceID) ([]hearsay.Ref, error) {
	n, err := s.voiceNumber(ctx, id)
	if err == nil && n == 0 {
		_, err = s.Voice(ctx, id) // it says why not
	}
	if err != nil {
		return nil, err
	}
	guises, err := list(ctx, s, func(rows *sql.Rows) (r hearsay.Ref, err error) {
		err = rows.Scan(&r.Kind, &r.Name, &r.Role)
		return r, err
	}, `select kind, name, role from guises
		where voice = ?1 and n in (select guise from appearances where voice = ?1) order by articles desc, kind, name, role`, n)
	if err != nil {
		return nil, err
	}
	single, err := list(ctx, s, scanAppearance, selectAppearance+`where x.voice = ?1 and (x.own = 1 or g.voice != ?1) order by x.at, a.id, g.kind, g.name`, n)
	for _, a := range single {
		guises = append(guises, hearsay.Ref{Guise: a.Guise, Article: a.Article})
	}
	if err == nil && len(guises) == 0 {
		err = fmt.Errorf("speaker %s: %w: it has no appearance; run hearsay rebuild --speakers", id, hearsay.ErrCorrupt)
	}
	return guises, err
}

// VoiceOf returns the voice of a number, as guises have it. Error: ErrNotFound.
func (s *Store) VoiceOf(ctx context.Context, n int64) (hearsay.Voice, error) {
	found, err := listVoices(ctx, s, scanVoice, selectVoice+`where v.n = ?`, n)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("speaker number %d: %w", n, hearsay.ErrNotFound)
	}
	if err != nil {
		return hearsay.Voice{}, err
	}
	return found[0], nil
}

// EarliestWith returns the earliest article that has a guise; the zero ID when none
// has.
func (s *Store) EarliestWith(ctx context.Context, g hearsay.Guise) (hearsay.ArticleID, error) {
	found, err := listVoices(ctx, s, scanAppearance, selectAppearance+`where g.kind = ? and g.name = ? and g.role = ? order by x.at, a.id limit 1`,
		string(g.Kind), g.Name, g.Role)
	if err != nil || len(found) == 0 {
		return hearsay.ArticleID{}, err
	}
	return found[0].Article, nil
}
