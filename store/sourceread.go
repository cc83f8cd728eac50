// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"context"
	"database/sql"
	"time"
)

// Showing is an entry of a source, with what became of its page; or a file of a folder.
type Showing struct {
	GUID      string
	Address   string // of the page, or the path of a file below its folder; "" when an entry has none
	Seen      time.Time
	Published time.Time // as the source says; zero for not known
	Visits    int       // of the page, that answered
	Visited   time.Time // when the latest did
	Due       time.Time // when the next is planned; zero for none
	Problem   string
	mark      []byte
}

// Showings lists what a source showed, or the files that a folder gave, the latest first: those
// behind a mark, of which offset are left out. With troubled only what has a problem is listed.
func (s *Sources) Showings(ctx context.Context, src *Source, troubled bool, after Mark, offset, limit int) (Listing[Showing], error) {
	seen, mark := int64(1<<62), any([]byte{}) // no null
	if !after.IsZero() {
		seen, mark = after.Keys[0], append([]byte{}, after.ID...)
	}
	query, scan := `select e.mark, e.guid, e.address, e.seen, e.published, coalesce(p.visits, 0), coalesce(p.visited, 0), coalesce(p.due, 0), coalesce(p.problem, '')
		from entries e left join pages p on p.id = e.page where e.source = ?1 and e.seen <= ?2 and (e.seen < ?2 or e.mark > ?3) and (not ?4 or p.problem != '')
		order by e.seen desc, e.mark limit ?5 offset ?6`, scanShowing
	if src.Kind == FolderSource {
		query, scan = `select path, modified from files where source = ?1 and (modified < ?2 or modified = ?2 and path > ?3) and not ?4
			order by modified desc, path limit ?5 offset ?6`, scanFile
		mark = string(after.ID)
	}
	rows, err := sideList(ctx, &s.side, scan, query, src.ID, seen, mark, troubled, limit+1, offset)
	out := Listing[Showing]{Rows: rows, Total: src.State.Items}
	if err == nil && len(rows) > limit {
		last := out.cut(limit)
		out.Next = Mark{Keys: []int64{unix(last.Seen)}, ID: last.mark}
		if src.Kind == FolderSource {
			out.Next.Keys[0] = last.Seen.UnixNano()
		}
	}
	return out, err
}

func scanShowing(r *sql.Rows) (e Showing, err error) {
	var seen, published, visited, due int64
	err = r.Scan(&e.mark, &e.GUID, &e.Address, &seen, &published, &e.Visits, &visited, &due, &e.Problem)
	e.mark = bytes.Clone(e.mark)
	e.Seen, e.Published, e.Visited, e.Due = fromUnix(seen), fromUnix(published), fromUnix(visited), fromUnix(due)
	return e, err
}

func scanFile(r *sql.Rows) (e Showing, err error) {
	var modified int64
	err = r.Scan(&e.Address, &modified)
	e.GUID, e.mark, e.Seen = e.Address, []byte(e.Address), time.Unix(0, modified).UTC()
	return e, err
}
