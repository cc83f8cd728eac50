// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
)

// Count is how many articles have a value: an outlet, a language, a year.
type Count struct {
	Value    string // what a filter takes; "" for none
	Label    string // for people
	Articles int
}

// Holding says what a library holds and how much room it takes. Sizes are in bytes.
type Holding struct {
	Articles, Undated int
	Captures          int     // pages kept
	Unrecognised      int     // of these, those in which no article was recognised
	Outlets           []Count // those with most articles first, at most maxCounts
	OutletsAll        int
	Languages         []Count
	Years             []Count // in order; articles without a date are not among them
	CaptureBytes      int64
	IndexBytes        int64
	FactsBytes        int64
	Segments          int
	Removed           int // articles that segments still hold hashes of
	Undetected        int // articles whose shared passages were not looked for yet
	Unheard           int // articles whose speakers were not gathered yet
	Untold            int // articles that are in no story yet
}

// maxCounts bounds lists of values.
const maxCounts = 100

// Holding counts what the library holds. Time grows with the number of articles.
func (s *Store) Holding(ctx context.Context) (*Holding, error) {
	h := &Holding{}
	err := s.db.QueryRowContext(ctx, `select (select count(*) from articles), (select count(*) from articles where published is null),
		(select count(*) from captures), (select count(*) from captures where outcome != ''), (select count(*) from outlets),
		(select coalesce(sum(size), 0) from archives), (select coalesce(sum(bytes), 0) from segments), (select count(*) from segments)`).
		Scan(&h.Articles, &h.Undated, &h.Captures, &h.Unrecognised, &h.OutletsAll, &h.CaptureBytes, &h.IndexBytes, &h.Segments)
	if err != nil {
		return nil, s.wrap("count articles", err)
	}
	for _, part := range []struct {
		into  *[]Count
		query string
	}{
		{&h.Outlets, `select coalesce(o.name, ''), coalesce(nullif(o.name, ''), o.domain, ''), c.n from
			(select outlet, count(*) as n from articles group by outlet) c left join outlets o on o.key = c.outlet order by c.n desc, c.outlet limit ?`},
		{&h.Languages, `select language, language, count(*) from articles group by language order by 3 desc, 1 limit ?`},
		{&h.Years, `select ` + s.engine.year(`published`) + ` as y, ` + s.engine.year(`published`) + `, count(*)
			from articles where published is not null group by y order by y limit ?`},
	} {
		if *part.into, err = list(ctx, s, scanCount, part.query, maxCounts); err != nil {
			return nil, err
		}
	}
	return h, s.readiness(ctx, h)
}

func scanCount(rows *sql.Rows) (c Count, err error) {
	err = rows.Scan(&c.Value, &c.Label, &c.Articles)
	return c, err
}

// readiness counts what stages have still to do, and measures the database.
func (s *Store) readiness(ctx context.Context, h *Holding) error {
	gone, err := s.Tombstones(ctx)
	if err != nil {
		return err
	}
	for _, list := range gone {
		h.Removed += len(list)
	}
	behind, err := s.Behind(ctx)
	if err != nil {
		return err
	}
	h.Undetected = int(behind)
	if h.Unheard, _, err = s.Unvoiced(ctx); err != nil {
		return err
	}
	if h.Untold, err = s.Untold(ctx); err != nil {
		return err
	}
	h.FactsBytes, err = s.factsBytes(ctx)
	return err
}
