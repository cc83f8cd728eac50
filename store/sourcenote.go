// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"hearsay"
)

// Looked is what a watcher found out since it last noted something. It is noted as one
// change: what it says was fetched is not fetched again, so what was fetched must be on
// disk before.
type Looked struct {
	Polls []Polled
	Pages []Page // as they are now
	Files []Files
	// Spool has the files of the spool that grew, with the bytes that count.
	Spool map[string]int64
	// Hosts asked not to be asked before a time.
	Hosts map[string]time.Time
}

// Polled is how a source answered.
type Polled struct {
	Source  int64
	State   SourceState
	Title   string    // when the source has none yet
	MovedTo string    // its new address, when the site moved it for good
	Pause   string    // why it is not to be looked at any more; "" for nothing new
	Seen    time.Time // when
	New     []Entry
	Changed []Entry // their pages are visited at Due, if that is earlier than planned
}

// Files are files of a folder as they were when they were added.
type Files struct {
	Source int64
	Paths  []File
}

// File is a file below a watched folder.
type File struct {
	Path     string // below the folder, with slashes
	Modified time.Time
	Size     int64
}

// Note writes down what a watcher found out. A source that was removed meanwhile is
// passed over.
func (s *Sources) Note(ctx context.Context, l *Looked) error {
	return s.change(ctx, "note what was looked at", func(tx *sql.Tx) error {
		n := noter{newApplier(ctx, tx, s.engine)}
		for i := range l.Polls {
			n.polled(&l.Polls[i])
		}
		for i := range l.Pages {
			n.page(&l.Pages[i])
		}
		for _, f := range l.Files {
			n.files(f)
		}
		for file, size := range l.Spool {
			n.exec(`insert into spool (file, size) values (?, ?) on conflict (file) do update set size = excluded.size`, file, size)
		}
		for host, until := range l.Hosts {
			n.exec(`insert into hosts (host, until) values (?, ?) on conflict (host) do update set until = excluded.until`, host, unix(until))
		}
		return n.err
	})
}

// noter writes what was looked at.
type noter struct{ *applier }

func (n *noter) polled(p *Polled) {
	var address string
	if !n.get([]any{&address}, `select address from sources where id = ?`, p.Source) {
		return
	}
	seconds := []int64{}
	for _, d := range p.State.Delays {
		seconds = append(seconds, int64(d/time.Second))
	}
	delays, err := json.Marshal(seconds)
	if err != nil && n.err == nil {
		n.err = err
	}
	t := &p.State
	n.exec(`update sources set due = ?, etag = ?, modified = ?, fresh = ?, moved_from = ?, tried = ?, succeeded = ?, items = ?, rate = ?, delays = ?,
		errors = ?, problem = ?, title = case when title = '' then ? else title end, paused = case when paused = '' then ? else paused end where id = ?`,
		unix(t.Due), t.ETag, t.Modified, unix(t.Fresh), t.MovedFrom, unix(t.Tried), unix(t.Succeeded), t.Items, t.Rate, string(delays),
		t.Errors, t.Problem, p.Title, p.Pause, p.Source)
	if p.MovedTo != "" && p.MovedTo != address {
		n.move(p.Source, address, p.MovedTo)
	}
	for i := range p.New {
		n.entry(p, &p.New[i])
	}
	for i := range p.Changed {
		n.entry(p, &p.Changed[i])
		n.hasten(&p.Changed[i])
	}
}

// move gives a source its new address, or pauses it when another has that.
func (n *noter) move(source int64, from, to string) {
	if n.get([]any{new(int64)}, `select id from sources where address = ?`, to) {
		n.exec(`update sources set paused = ? where id = ?`, "The site moved it for good to "+to+", which is a source already. Remove one of the two.", source)
		return
	}
	n.exec(`update sources set address = ?, moved_from = ? where id = ?`, to, from, source)
}

// entry notes one entry and, when nobody showed it before, its page.
func (n *noter) entry(p *Polled, e *Entry) {
	var page any
	if e.Address != "" {
		content := e.Content
		if len(content) > 0 {
			content = compress(content)
		}
		n.exec(`insert into pages (address, host, source, seen, due, content) values (?, ?, ?, ?, ?, ?) on conflict (address) do nothing`,
			e.Address, e.Host, p.Source, unix(e.Seen), unix(e.Due), append([]byte{}, content...))
		var id int64
		n.get([]any{&id}, `select id from pages where address = ?`, e.Address)
		page = id
	}
	n.exec(`insert into entries (source, mark, state, guid, address, page, seen, published) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
		p.Source, e.Mark[:], e.State[:], e.GUID, e.Address, page, unix(e.Seen), unix(e.Published))
}

// What a source says of changes brings a visit forward at most once an hour, and only
// so often: some say that with every answer.
const (
	leastApart  = time.Hour
	mostVisits  = 12
	secondsHour = int64(leastApart / time.Second)
)

// hasten brings the visit of a page forward that is said to have changed.
func (n *noter) hasten(e *Entry) {
	n.exec(`update pages set due = max(?1, max(fresh, visited + ?2))
		where address = ?3 and visits between 1 and ?4 and (due is null or due > max(?1, max(fresh, visited + ?2)))`,
		unix(e.Due), secondsHour, e.Address, mostVisits-1)
}

func (n *noter) page(p *Page) {
	var due any
	if !p.Due.IsZero() {
		due = unix(p.Due)
	}
	var capture, payload []byte
	if !p.Capture.IsZero() {
		capture, payload = p.Capture[:], p.Payload[:]
	}
	n.exec(`update pages set due = ?, visits = ?, step = ?, tries = ?, etag = ?, modified = ?, fresh = ?, first = ?, visited = ?,
		capture = ?, payload = ?, problem = ?, content = case when cast(?1 as bigint) is null or cast(?2 as bigint) > 0 then x'' else content end where id = ?`,
		due, p.Visits, p.Step, p.Tries, p.ETag, p.Modified, unix(p.Fresh), unix(p.First), unix(p.Visited),
		append([]byte{}, capture...), append([]byte{}, payload...), p.Problem, p.ID)
}

func (n *noter) files(f Files) {
	if !n.get([]any{new(int64)}, `select id from sources where id = ?`, f.Source) {
		return
	}
	for _, file := range f.Paths {
		n.exec(`insert into files (source, path, modified, size) values (?, ?, ?, ?)
			on conflict (source, path) do update set modified = excluded.modified, size = excluded.size`, f.Source, file.Path, file.Modified.UnixNano(), file.Size)
	}
}

// Forget ends the visits of pages, by their address or by the capture that they gave
// last, for good: nothing that a source says brings them back.
func (s *Sources) Forget(ctx context.Context, addresses []string, captures []hearsay.CaptureID) error {
	return s.change(ctx, "forget pages", func(tx *sql.Tx) error {
		n := noter{newApplier(ctx, tx, s.engine)}
		const removed = `update pages set due = null, visits = ?, content = x'', capture = x'', payload = x'', problem = 'Removed from the library.' where `
		for _, a := range addresses {
			n.exec(removed+`address = ?`, mostVisits, a)
		}
		for _, c := range captures {
			n.exec(removed+`capture = ? and capture != x''`, mostVisits, c[:])
		}
		return n.err
	})
}

// NewFiles returns those of files that were not added as they are now.
func (s *Sources) NewFiles(ctx context.Context, source int64, files []File) ([]File, error) {
	known, err := s.db.PrepareContext(ctx, `select exists (select 1 from files where source = ? and path = ? and modified = ? and size = ?)`)
	if err != nil {
		return nil, s.wrap("read files", err)
	}
	defer known.Close()
	var out []File
	for _, f := range files {
		var is bool
		if err := known.QueryRowContext(ctx, source, f.Path, f.Modified.UnixNano(), f.Size).Scan(&is); err != nil {
			return nil, s.wrap("read files", err)
		}
		if !is {
			out = append(out, f)
		}
	}
	return out, nil
}

// Spool returns the files of the spool with the bytes of each that count.
func (s *Sources) Spool(ctx context.Context) (map[string]int64, error) {
	out := map[string]int64{}
	_, err := sideList(ctx, &s.side, func(r *sql.Rows) (struct{}, error) {
		var file string
		var size int64
		err := r.Scan(&file, &size)
		out[file] = size
		return struct{}{}, err
	}, `select file, size from spool`)
	return out, err
}

// Unspool forgets files of the spool, whose records the library has.
func (s *Sources) Unspool(ctx context.Context, files []string) error {
	return s.change(ctx, "note what was added", func(tx *sql.Tx) error {
		for _, f := range files {
			if _, err := tx.ExecContext(ctx, `delete from spool where file = ?`, f); err != nil {
				return err
			}
		}
		return nil
	})
}
