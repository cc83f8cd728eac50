// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"hearsay"
	"hearsay/prose"
)

// Writer is a library opened for change: a Store that also holds the lock. It is
// for one goroutine; the Store within may be used by others meanwhile.
type Writer struct {
	*Store
	lock       *lock
	rebuilding bool // the capture files are there already
	generation int
	next       int    // number of the next segment
	by         string // who decides
	turn       string // that this writer has, in PostgreSQL: no other was there since
}

// OpenWriter opens the library in dir for change, making it when there is none,
// and sweeps away what an interrupted writer left. Errors: ErrConflict when
// another process holds the lock, else as Open.
func OpenWriter(ctx context.Context, dir string) (*Writer, error) {
	if err := notBackup(dir); err != nil {
		return nil, fmt.Errorf("open library %s for writing: %w", dir, err)
	}
	for _, d := range []string{dir, filepath.Join(dir, capturesName), filepath.Join(dir, indexName)} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, fmt.Errorf("open library %s for writing: %w", dir, err)
		}
	}
	p, err := choosePlace(dir)
	if err != nil {
		return nil, fmt.Errorf("open library %s for writing: %w", dir, err)
	}
	lock, err := takeLock(ctx, dir, p)
	if err != nil {
		return nil, err
	}
	w := &Writer{lock: lock}
	if err := w.open(ctx, dir, p, factsOf(p)); err != nil {
		return nil, errors.Join(fmt.Errorf("open library %s for writing: %w", dir, fault(err)), lock.release())
	}
	if err := w.sweep(ctx); err != nil {
		w.Close()
		return nil, fmt.Errorf("open library %s for writing: %w", dir, err)
	}
	return w, nil
}

// factsOf is the name of the database of facts: a file, or a schema of PostgreSQL.
func factsOf(p *place) string {
	if p == nil {
		return databaseName
	}
	return p.facts()
}

// open opens or makes the database.
func (w *Writer) open(ctx context.Context, dir string, p *place, name string) (err error) {
	w.Store = &Store{dir: dir, name: databaseName}
	if p != nil {
		w.Store = &Store{dir: dir, name: placeName, engine: inPostgres, schemas: p}
		w.db, err = connect(name, false)
	} else if w.db, err = sql.Open("sqlite", dsn(filepath.Join(dir, name), url.Values{"_pragma": writerPragmas, "_txlock": {"immediate"}})); err == nil {
		w.db.SetMaxOpenConns(1)
	}
	if err != nil {
		return err
	}
	if err = w.create(ctx, name); err == nil {
		err = checkFormat(ctx, w.db, w.engine)
	}
	if err == nil {
		err = errors.Join(w.complete(ctx, name), w.prepare(ctx))
	}
	if err == nil {
		err = errors.Join(w.readNumbers(ctx), w.takeTurn(ctx))
	}
	if err != nil {
		w.db.Close()
	}
	return err
}

// writerPragmas: with WAL and full sync a commit is on disk when it returns; what
// is deleted is written over, since who removes an article wants it gone.
var writerPragmas = []string{"busy_timeout(10000)", "page_size(8192)", "journal_mode(wal)", "synchronous(full)", "foreign_keys(1)", "secure_delete(1)", "cache_size(-65536)"}

// create makes the tables of an empty database, in one transaction.
func (w *Writer) create(ctx context.Context, name string) error {
	var tables int
	if err := w.db.QueryRowContext(ctx, w.engine.countTables()).Scan(&tables); err != nil {
		return w.wrap("read library", err)
	}
	if tables > 0 {
		return nil
	}
	if lost, err := orphaned(w.dir); err != nil {
		return err
	} else if lost && !w.rebuilding {
		return noFacts(w.schemas)
	}
	if w.engine == inPostgres {
		return w.complete(ctx, name)
	}
	return w.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, schema); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into library (key, value) values ('format', ?), ('generation', '1'), ('next segment', '1')`, strconv.Itoa(Format))
		return err
	})
}

// complete makes what a library of before lacks.
func (w *Writer) complete(ctx context.Context, name string) error {
	if w.engine == inPostgres {
		return w.wrap("write library", migrate(ctx, w.db, name, "facts"))
	}
	// All or nothing: a table that is filled as it is made is never seen without its rows.
	return w.wrap("write library", w.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, laterSchema)
		return err
	}))
}

// takeTurn notes in PostgreSQL that this writer is the one that has the lock. Should the
// connection that holds it be lost, the next writer takes another turn, and this one
// commits nothing any more.
func (w *Writer) takeTurn(ctx context.Context) error {
	if w.engine != inPostgres {
		return nil
	}
	err := w.db.QueryRowContext(ctx, `update library set value = cast(cast(value as bigint) + 1 as text) where key = 'writer' returning value`).Scan(&w.turn)
	return w.wrap("write library", err)
}

// hasTurn fails when another writer took its turn. Error: ErrConflict.
func (w *Writer) hasTurn(ctx context.Context, tx *sql.Tx) error {
	if w.engine != inPostgres {
		return nil
	}
	var turn string
	err := tx.QueryRowContext(ctx, `select value from library where key = 'writer' for share`).Scan(&turn)
	if err == nil && turn != w.turn {
		err = fmt.Errorf("%w: the connection that held the lock was lost, and another hearsay has written since; nothing of this was written, do it again", hearsay.ErrConflict)
	}
	return err
}

func (w *Writer) readNumbers(ctx context.Context) error {
	for key, to := range map[string]*int{"generation": &w.generation, "next segment": &w.next} {
		if err := w.db.QueryRowContext(ctx, `select cast(value as bigint) from library where key = ?`, key).Scan(to); err != nil {
			return w.wrap("read library", err)
		}
	}
	return nil
}

// transact runs f in a transaction and commits when it returns nil.
func (w *Writer) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err = w.hasTurn(ctx, tx); err == nil {
		err = f(tx)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Close folds the write-ahead log into the database and gives back the lock. Whoever
// reads at one moment for long, as an export does, keeps the log as it is: then the
// next writer folds it, rather than that this one waits.
func (w *Writer) Close() error {
	if w.engine == inPostgres {
		return errors.Join(w.db.Close(), w.lock.release())
	}
	_, hasty := w.db.Exec(`pragma busy_timeout(500)`) // milliseconds, ample for a question
	err := errors.Join(fault(hasty), w.closeDatabase())
	if errors.Is(err, syscall.ENOSPC) {
		err = nil // nothing is lost: the log is read at the next opening
	}
	return errors.Join(err, w.lock.release())
}

// closeDatabase folds the log into the database and closes it. When that fails the
// database is closed, and whole only with its log.
func (w *Writer) closeDatabase() error {
	if w.engine == inPostgres {
		return w.db.Close()
	}
	_, checkpoint := w.db.Exec(`pragma wal_checkpoint(truncate)`)
	return fault(errors.Join(checkpoint, w.db.Close()))
}

// NextSegment returns the name for the next segment. Names are used once, also
// across rebuilds; a file of that name left by an interrupted writer is free to
// be replaced.
func (w *Writer) NextSegment() string {
	name := fmt.Sprintf("%d-%06d.seg", w.generation, w.next)
	w.next++
	return name
}

// Batch is one transaction's worth of change. Slices of Captures and Articles
// are parallel where a capture gave an article.
type Batch struct {
	Captures []CaptureRow
	Articles []ArticleRow
	Archives []Archive // new sizes
	Add      []Segment
	Drop     []string // segments
	Remove   []Removal
	Retain   []Retained
	// Bookmarks are the places that reading large files has come to, by the name that
	// the reader gives them; a zero place forgets one.
	Bookmarks map[string]Bookmark
}

// Bookmark is a place in a file that is being added: all before it is in the library.
type Bookmark struct{ Offset, Record int64 }

// Removal takes an article, its capture and all that is known of both out of the
// facts, and has spaces written over its page.
type Removal struct {
	Article  hearsay.ArticleID
	Segments []string // files that hold the article still
	At       time.Time
}

// CaptureRow is a capture with the place of its record.
type CaptureRow struct {
	ID          hearsay.CaptureID
	File        string
	Start, Size int64
	At          time.Time
	Outcome     string // "" when it gave an article, else why not
}

// ArticleRow is an article with what was found in it.
type ArticleRow struct {
	Article    *hearsay.Article
	Quotations []hearsay.Quotation
	Packed     *Packed // nil: Apply packs it
}

// Archive is a capture file and how many of its bytes are acknowledged.
type Archive struct {
	File string
	Size int64
}

// Segment is an index segment that belongs to the library.
type Segment struct {
	File        string
	Docs, Bytes int64
}

// Apply commits a batch. When it returns nil, everything in the batch is on disk
// and visible to readers; otherwise nothing of it is, but for an error of writing over
// pages that the facts have forgotten: the next writer does that.
func (w *Writer) Apply(ctx context.Context, b *Batch) error {
	err := w.transact(ctx, func(tx *sql.Tx) error {
		t := newApplier(ctx, tx, w.engine)
		for _, a := range b.Archives {
			t.exec(`insert into archives values (?, ?) on conflict (file) do update set size = excluded.size`, a.File, a.Size)
		}
		for _, c := range b.Captures {
			t.exec(`insert into captures values (?, ?, ?, ?, ?, ?)`, c.ID[:], c.File, c.Start, c.Size, unix(c.At), c.Outcome)
		}
		for _, a := range b.Articles {
			t.article(a)
		}
		for _, s := range b.Add {
			t.exec(`insert into segments values (?, ?, ?)`, s.File, s.Docs, s.Bytes)
		}
		for _, file := range b.Drop {
			t.exec(`delete from segments where file = ?`, file)
			t.exec(`delete from tombstones where segment = ?`, file)
		}
		for _, name := range slices.Sorted(maps.Keys(b.Bookmarks)) {
			t.bookmark(name, b.Bookmarks[name])
		}
		if len(b.Remove)+len(b.Retain) > 0 {
			w.next++ // so that the generation is another, and readers look
		}
		for _, r := range b.Remove {
			t.remove(r)
		}
		for i := range b.Retain {
			t.retain(&b.Retain[i])
		}
		if len(b.Remove) > 0 {
			t.lowerDetected()
		}
		if len(b.Remove)+len(b.Retain) > 0 {
			t.countBlanked()
		}
		t.exec(`update library set value = ? where key = 'next segment'`, strconv.Itoa(w.next))
		t.exec(countTakings)
		t.countWords()
		return t.err
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", w.path(), fault(err))
	}
	if len(b.Remove)+len(b.Retain) > 0 {
		return w.blank(ctx)
	}
	return nil
}

const bookmarkKey = "bookmark "

func (t *applier) bookmark(name string, at Bookmark) {
	if at == (Bookmark{}) {
		t.exec(`delete from library where key = ?`, bookmarkKey+name)
		return
	}
	t.exec(`insert into library values (?, ?) on conflict (key) do update set value = excluded.value`, bookmarkKey+name, fmt.Sprintf("%d %d", at.Offset, at.Record))
}

// Bookmark returns the place of a file that was noted last; zero for none.
func (s *Store) Bookmark(ctx context.Context, name string) (Bookmark, error) {
	var value string
	var at Bookmark
	err := s.db.QueryRowContext(ctx, `select value from library where key = ?`, bookmarkKey+name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return at, nil
	}
	if err == nil {
		_, err = fmt.Sscanf(value, "%d %d", &at.Offset, &at.Record)
	}
	return at, s.wrap("read bookmark", err)
}

// countBlanked says that pages are written over.
func (t *applier) countBlanked() {
	t.exec(`insert into library values ('` + wordsKey + `', '1') on conflict do nothing`)
	t.exec(`insert into library values ('` + blankedKey + `', '1') on conflict (key) do update set value = cast(cast(library.value as bigint) + 1 as text)`)
}

// again has a record that is to be written over a second time written over later.
const again = `on conflict (file, start) do update set size = excluded.size, at = excluded.at`

// remove deletes the rows of an article, the last ones first that others point to.
func (t *applier) remove(r Removal) {
	t.unlink(r.Article)
	t.unhear(r.Article)
	t.forgetStory(r.Article)
	t.unreview(r.Article)
	t.untake(r.Article)
	const one = `(select n from articles where id = ?)`
	for _, table := range []string{`quotations where article = `, `kept where article = `} {
		t.exec(`delete from `+table+one, r.Article[:])
	}
	t.unword(r.Article)
	var capture, outlet []byte
	var dated int
	if t.err == nil {
		t.err = t.tx.QueryRowContext(t.ctx, `delete from articles where id = ? returning capture, outlet, case when published is null then 0 else 1 end`, r.Article[:]).
			Scan(&capture, &outlet, &dated)
	}
	t.countOutlet(string(outlet), -1, -dated)
	t.exec(`insert into blanks select file, start, size, ? from captures where id = ? and file in (select file from archives) `+again, unix(r.At), capture)
	t.exec(`delete from captures where id = ?`, capture)
	t.exec(`delete from outlet_counts where outlet = ? and articles = 0`, string(outlet))
	t.exec(`delete from outlets where key = ?1 and not exists (select 1 from articles where outlet = ?1)`, string(outlet))
	for _, file := range r.Segments {
		t.exec(`insert into tombstones values (?, ?) on conflict do nothing`, file, r.Article[:])
	}
}

func (t *applier) article(row ArticleRow) {
	a := row.Article
	packed := row.Packed
	if packed == nil && t.err == nil {
		packed, t.err = Pack(a, row.Quotations)
	}
	if t.err != nil {
		return
	}
	outlet := t.outlet(a.Outlet)
	var published, latest any
	if d, ok := a.Published(); ok {
		from, to := d.Written()
		published, latest = nullTime(from), nullTime(to)
	}
	dated := 0
	if published != nil {
		dated = 1
	}
	t.countOutlet(outlet, 1, dated)
	var n int64
	t.get([]any{&n}, `insert into articles (id, capture, url, story, outlet, headline, language, words, published, latest, seen, text, facts)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning n`,
		a.ID[:], a.Capture[:], a.URL, storyOf(a), outlet, a.Headline, a.Language, a.Words, published, latest, unix(a.Seen),
		packed.text, packed.facts)
	t.word(n, a)
	t.kept(a)
	t.reviewed(n, a)
	for i, q := range row.Quotations {
		if name := q.Speaker.Agent.Name; name == "" || q.Speaker.Agent.Kind != hearsay.Anonymous {
			t.exec(`insert into quotations values (?, ?, ?)`, n, i, prose.Fold(name))
		}
	}
}

// outlet makes sure that the outlet has a row and returns its key. A bare domain
// belongs to the outlet that has it: pages that do not name their outlet go with
// those that do.
func (t *applier) outlet(o hearsay.Agent) string {
	if o.IsZero() || t.err != nil {
		return ""
	}
	key := t.engine.key(outletKey(o))
	if key == "" {
		return ""
	}
	if have := t.domain(o.Domain); have != "" && (o.Name == "" || o.Name == o.Domain) {
		return have
	}
	t.exec(`insert into outlets values (?, ?, ?) on conflict (key) do update set domain = excluded.domain where outlets.domain = ''`, key, o.Name, o.Domain)
	bare := prose.Fold(o.Domain)
	if bare != key && o.Domain != "" && t.get([]any{&bare}, `select key from outlets where key = ?`, bare) {
		t.renameOutlet(bare, key)
		t.exec(`update articles set outlet = ? where outlet = ?`, key, bare)
		t.exec(`delete from outlets where key = ?`, bare)
	}
	return key
}

// outletKey is what the outlet is known by: its folded name. One whose name has no
// letters keeps its signs, and one without a name has its domain: "" is no outlet.
func outletKey(o hearsay.Agent) string {
	return cmp.Or(prose.Fold(o.Name), strings.ToLower(strings.TrimSpace(o.Name)), prose.Fold(o.Domain))
}

// key is what an outlet is known by in an index: those of PostgreSQL bear no more.
func (e engine) key(key string) string {
	const most = 1000 // bytes
	if e != inPostgres || len(key) <= most {
		return key
	}
	return strings.ToValidUTF8(key[:most], "") + fmt.Sprintf(" %x", sha256.Sum256([]byte(key)))
}

// domain returns the key of the first outlet of a domain, or "".
func (t *applier) domain(domain string) string {
	var key string
	if domain != "" {
		t.get([]any{&key}, `select key from outlets where domain = ? order by key limit 1`, domain)
	}
	return key
}

// storyOf is what the versions of one page share.
func storyOf(a *hearsay.Article) string {
	if a.Canonical != "" {
		return a.Canonical
	}
	return a.URL
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func nullTime(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix()
}
