// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/durable"
)

// What people decide is in no capture, and must outlive the database, which may be
// lost and made again. So it stands in a file of its own, one decision a line, that
// is only ever appended to. A line counts when it is whole.
const decisionsName = "decisions.jsonl"

// decision is a line of the file.
type decision struct {
	N    int       `json:"n"`
	At   time.Time `json:"at"`
	Do   string    `json:"do"` // "same", "two", "undo", "retain", "date", or "story-" and a hearsay.StoryVerb
	A    []ref     `json:"a,omitempty"`
	B    []ref     `json:"b,omitempty"`
	Undo int       `json:"undo,omitempty"` // number of the decision
	By   string    `json:"by,omitempty"`   // who decided, where several use the library
	// Of a decision on stories.
	Articles []hearsay.ArticleID `json:"articles,omitempty"`
	Others   []hearsay.ArticleID `json:"others,omitempty"`
	Retain   *retention          `json:"retain,omitempty"`
	Date     string              `json:"date,omitempty"` // EDTF, of the one article
}

// ref is a hearsay.Ref in the file.
type ref struct {
	Kind    hearsay.AgentKind `json:"kind"`
	Name    string            `json:"name"`
	Role    string            `json:"role,omitempty"`
	Article string            `json:"article,omitempty"`
}

// The bounds of a decision: bytes of its line, refs of 500 bytes each, and how far
// numbers jump.
const (
	maxDecision = 1 << 20
	maxRefs     = 512
	maxGap      = 1 << 20 // between numbers
)

// Rulings are the decisions of people, in order.
type Rulings struct {
	All     []hearsay.Ruling // on voices
	Stories []hearsay.StoryRuling
	// Retention are the rules of what is kept of texts.
	Retention []hearsay.Retention
	// Dates are what people say of when articles were published.
	Dates []hearsay.DateRuling
	// Unread are lines that are no decision that this program knows, by number from
	// 1: damaged, or written by a later Hearsay. They count for nothing.
	Unread []int
	bytes  int64 // that were read
	sum    string
	last   int // highest number given
}

// Rulings reads what people decided. There may be nothing.
func (s *Store) Rulings() (*Rulings, error) { return rulingsIn(s.dir) }

// Rulings reads what people decided on the library.
func (s *Sources) Rulings() (*Rulings, error) { return rulingsIn(s.dir) }

func rulingsIn(dir string) (*Rulings, error) {
	data, err := os.ReadFile(filepath.Join(dir, decisionsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	return readRulings(data), nil
}

func readRulings(data []byte) *Rulings {
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	r := &Rulings{bytes: int64(len(data)), sum: sumOf(data)}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if !r.read(line) {
			r.Unread = append(r.Unread, number)
		}
	}
	return r
}

func sumOf(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// read takes one line, and reports whether it is a decision.
func (r *Rulings) read(line []byte) bool {
	var d decision
	if len(line) > maxDecision || json.Unmarshal(line, &d) != nil || d.N <= r.last || d.N > r.last+maxGap || len(d.A)+len(d.B)+len(d.Articles)+len(d.Others) > maxRefs {
		return false
	}
	r.last = d.N // taken, even when it is not known what it says
	a, okA := readRefs(d.A)
	b, okB := readRefs(d.B)
	switch d.Do {
	case "same", "two":
		if !okA || !okB || len(a) == 0 || len(b) == 0 {
			return false
		}
		r.All = append(r.All, hearsay.Ruling{N: d.N, At: d.At, Same: d.Do == "same", A: a, B: b, By: d.By})
	case "undo":
		return r.undo(d.Undo, d.By)
	case retainDo:
		return r.readRetention(&d)
	case dateDo:
		return r.readDate(&d)
	default:
		return r.readStory(&d)
	}
	return true
}

// undo marks the ruling of a number as taken back by somebody, and reports whether there is one.
func (r *Rulings) undo(n int, by string) bool {
	if ruling := r.Find(n); ruling != nil {
		ruling.Undone, ruling.UndoneBy = true, by
		return true
	}
	if ruling := r.FindStory(n); ruling != nil {
		ruling.Undone, ruling.UndoneBy = true, by
		return true
	}
	if ruling := r.FindDate(n); ruling != nil {
		ruling.Undone, ruling.UndoneBy = true, by
		return true
	}
	rule := r.FindRetention(n)
	if rule != nil {
		rule.Undone = true
	}
	return rule != nil
}

// Find returns the ruling of a number, or nil.
func (r *Rulings) Find(n int) *hearsay.Ruling {
	for i := range r.All {
		if r.All[i].N == n {
			return &r.All[i]
		}
	}
	return nil
}

// Last returns the latest ruling that stands, or nil.
func (r *Rulings) Last() *hearsay.Ruling {
	for i := len(r.All) - 1; i >= 0; i-- {
		if !r.All[i].Undone {
			return &r.All[i]
		}
	}
	return nil
}

func readRefs(list []ref) (out []hearsay.Ref, ok bool) {
	for _, f := range list {
		article, err := hearsay.ParseID[hearsay.Article](f.Article)
		if f.Article == "" {
			err = nil
		}
		if err != nil || f.Name == "" {
			return nil, false
		}
		out = append(out, hearsay.Ref{Guise: hearsay.Guise{Kind: f.Kind, Name: f.Name, Role: f.Role}, Article: article})
	}
	return out, true
}

// ActFor has decisions from now on bear a name: whose account it is that decides. "" is nobody's,
// where one person uses the library.
func (w *Writer) ActFor(name string) { w.by = name }

// Decide adds a ruling to what people decided. It is on disk when Decide returns nil,
// and numbered. Error: ErrInvalid for one without two sides, or of too many refs.
func (w *Writer) Decide(r *hearsay.Ruling) error {
	if len(r.A) == 0 || len(r.B) == 0 || len(r.A)+len(r.B) > maxRefs {
		return fmt.Errorf("decide: %w: a decision names one to %d guises and articles, on both sides", hearsay.ErrInvalid, maxRefs)
	}
	d := decision{At: r.At.UTC(), Do: "two", A: refsOf(r.A), B: refsOf(r.B)}
	if r.Same {
		d.Do = "same"
	}
	err := w.appendDecision(&d)
	r.N, r.By = d.N, d.By
	return err
}

// Undo decides that a ruling counts no more. Error: ErrNotFound when there is none
// of that number that stands.
func (w *Writer) Undo(n int, at time.Time) error {
	rulings, err := w.Rulings()
	if err != nil {
		return err
	}
	voice, story, rule, date := rulings.Find(n), rulings.FindStory(n), rulings.FindRetention(n), rulings.FindDate(n)
	if (voice == nil || voice.Undone) && (story == nil || story.Undone) && (rule == nil || rule.Undone) && (date == nil || date.Undone) {
		return fmt.Errorf("undo decision %d: %w, or it is undone already", n, hearsay.ErrNotFound)
	}
	return w.appendDecision(&decision{At: at.UTC(), Do: "undo", Undo: n})
}

func refsOf(list []hearsay.Ref) (out []ref) {
	for _, f := range list {
		out = append(out, ref{f.Kind, f.Name, f.Role, f.Article.String()})
	}
	return out
}

// appendDecision numbers a decision and writes it behind the others. What an
// interruption left of a line is cut first.
func (w *Writer) appendDecision(d *decision) (err error) {
	path := filepath.Join(w.dir, decisionsName)
	rulings, err := w.Rulings()
	if err != nil {
		return err
	}
	d.N, d.By = rulings.last+1, w.by
	line, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	if err = f.Truncate(rulings.bytes); err == nil {
		_, err = f.WriteAt(append(line, '\n'), rulings.bytes)
	}
	if err == nil {
		err = f.Sync()
	}
	err = cmp.Or(err, f.Close())
	if err == nil && rulings.bytes == 0 {
		err = durable.SyncFolder(w.dir)
	}
	if err != nil {
		return fmt.Errorf("decide: write %s: %w", path, err)
	}
	return nil
}

// Decided returns the rulings of which the voices know nothing yet, and whether
// they know only of some that stand in the file: when an older file was put in its place,
// they do not, and all voices are to be made anew.
func (w *Writer) Decided(ctx context.Context, r *Rulings) (fresh []hearsay.Ruling, sound bool, err error) {
	before, err := w.rulingsBefore(ctx, r, decidedKey)
	if err != nil || before == nil {
		return nil, false, err
	}
	for _, now := range r.All {
		if was := before.Find(now.N); was == nil || was.Undone != now.Undone {
			fresh = append(fresh, now)
		}
	}
	return fresh, true, nil
}

// decidedKey is the value of table library that says which rulings voices take account
// of.
const decidedKey = "decided"

// rulingsBefore are those that the library takes account of, as a key says; nil when
// that was another file.
func (w *Writer) rulingsBefore(ctx context.Context, r *Rulings, key string) (*Rulings, error) {
	known, err := w.decidedBefore(ctx, key)
	if err != nil {
		return nil, err
	}
	if known == r.mark() {
		return r, nil
	}
	var size int64
	var sum string
	if known != "" {
		if _, err := fmt.Sscan(known, &size, &sum); err != nil {
			return nil, nil // somebody else's value is as good as none
		}
	}
	data, err := os.ReadFile(filepath.Join(w.dir, decisionsName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	if size > int64(len(data)) || known != "" && sumOf(data[:size]) != sum {
		return nil, nil
	}
	return readRulings(data[:size]), nil
}

// mark tells one state of the file from others.
func (r *Rulings) mark() string { return fmt.Sprint(r.bytes, " ", r.sum) }

func (w *Writer) decidedBefore(ctx context.Context, key string) (string, error) {
	var known string
	err := w.db.QueryRowContext(ctx, `select value from library where key = ?`, key).Scan(&known)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return strings.TrimSpace(known), w.wrap("read library", err)
}

// ApplyDecided commits that voices take account of rulings: stems are those that
// they touch, unsettled from then on.
func (w *Writer) ApplyDecided(ctx context.Context, r *Rulings, stems []string) error {
	if known, err := w.decidedBefore(ctx, decidedKey); err != nil || known == r.mark() && len(stems) == 0 {
		return err
	}
	return w.voice(ctx, func(t *voicer) {
		for _, b := range stems {
			t.unsettle(b)
		}
		t.set(decidedKey, r.mark())
	})
}
