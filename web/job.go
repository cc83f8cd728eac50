// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/job"
	"hearsay/wire"
)

// jobPage is the page at "/library/jobs/ID".
type jobPage struct {
	frame
	job.Status
	Progress progressText
	Preview  *job.Preview // before it begins
	Fields   []field
	Stages   []stage
	Charsets []string       // that can be chosen; none where the file says its own
	Unseen   int            // skipped inputs that are not listed
	Textless bool           // a page was fetched, and no article was found on it
	Earlier  *hearsay.Brief // what the library has of an address that gave no page
}

// field is a row of the form that says which column means what.
type field struct {
	Name, Says, Column string
}

// fieldWords say what the fields are.
var fieldWords = map[string]string{
	"text": "the text of the article", "html": "the article as a page, instead of text", "title": "headline", "url": "web address",
	"outlet": "who published it", "date": "date of publication", "language": "language, such as en", "id": "a name of your own for the row",
}

// stage is a step of a job, for the list of them.
type stage struct {
	Name string
	Done bool
	Here bool
}

// stageNames are the stages of an addition, in order, with words for people.
var stageNames = [][2]string{
	{"convert", "Columns"}, {"add", "Read and extract"}, {"merge", "Index"}, {"detect", "Compare"}, {"speakers", "Speakers"}, {"stories", "Stories"}, {"outlets", "Outlets"},
}

func stagesOf(s *job.Status) []stage {
	at := -1
	for i, n := range stageNames {
		if n[0] == s.Stage {
			at = i
		}
	}
	var out []stage
	for i, n := range stageNames {
		out = append(out, stage{n[1], s.State == job.Done || i < at, i == at})
	}
	return out
}

// progressText is how far a job has come, in words. The script puts each into the
// element of its name.
type progressText struct {
	State   job.State `json:"state"`
	Stage   string    `json:"stage"`
	Counts  string    `json:"counts"`
	Rate    string    `json:"rate"`
	Left    string    `json:"left"`
	Current string    `json:"current"`
	Percent int       `json:"percent"` // of the input; -1 when not known
}

func newProgressText(s *job.Status, now time.Time) progressText {
	p := progressText{State: s.State, Current: controls.Replace(s.Current), Percent: -1}
	for _, n := range stageNames {
		if n[0] == s.Stage {
			p.Stage = n[1]
		}
	}
	c := s.Counts
	p.Counts = fmt.Sprintf("%s read, %s new, %s already here, %s without an article, %s skipped",
		grouped(c.Read), grouped(c.New), grouped(c.Already), grouped(c.Failed), grouped(c.Skipped))
	switch s.Stage {
	case "detect":
		p.Counts += "; " + grouped(s.Compared) + " compared"
	case "speakers":
		p.Counts += "; speakers of " + grouped(s.Heard) + " gathered"
	case "stories":
		p.Counts += "; " + grouped(s.Told) + " put into stories"
	}
	if s.Total > 0 && s.State == job.Running {
		p.Percent = int(min(100, 100*s.Bytes/s.Total))
		p.Rate = fmt.Sprintf("%s of %s", size(s.Bytes), size(s.Total))
		if rate := s.Rate(now); rate >= .5 {
			p.Rate += fmt.Sprintf("; %.0f a second", rate)
		}
	}
	if left, ok := s.Left(now); ok {
		p.Left = "about " + lasting(left) + " for reading, and then for comparing"
	}
	return p
}

func (s *site) asked(r *http.Request) (*job.Desk, job.Status, error) {
	d, err := s.desk()
	if err != nil {
		return nil, job.Status{}, err
	}
	st, err := d.Status(r.PathValue("id"))
	return d, st, err
}

func (s *site) job(r *http.Request) (response, error) {
	d, st, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	page := jobPage{frame: s.frame(jobWords[st.Kind], "/library"), Status: st, Progress: newProgressText(&st, s.now()), Unseen: st.SkippedAll - len(st.Skipped)}
	page.Twin = "/library/jobs/" + st.ID + ".json"
	page.Again = !st.State.Over()
	if st.Kind == job.Fetch {
		page.Asked = st.Name
	}
	if st.Kind == job.Add || st.Kind == job.Fetch {
		page.Stages = stagesOf(&st)
	}
	if st.State == job.Received || st.State == job.Failed && st.Kind == job.Add {
		if page.Preview, err = d.Preview(r.Context(), st.ID); err != nil {
			page.Preview = nil // what was received is gone; the page says what became of it
		}
	}
	if page.Preview != nil && slices.ContainsFunc(page.Preview.Pages, func(p job.Page) bool { return p.Charset != "" }) {
		page.Charsets = job.Charsets
	}
	if err := s.fetchedNone(r.Context(), &page); err != nil {
		return response{}, err
	}
	if page.Preview != nil && len(page.Preview.Names) > 0 {
		for _, name := range job.Fields {
			page.Fields = append(page.Fields, field{name, fieldWords[name], st.Columns[name]})
		}
	}
	return response{view: "job", page: page}, nil
}

// fetchedNone says on the page of a fetch that gave no article what there is instead.
func (s *site) fetchedNone(ctx context.Context, page *jobPage) error {
	if page.Kind != job.Fetch || page.State != job.Done || page.Counts.New > 0 {
		return nil
	}
	page.Textless = page.Counts.Failed > 0
	if page.SkippedAll == 0 {
		return nil
	}
	id, err := s.engine.Resolve(ctx, page.Name)
	if errors.Is(err, hearsay.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	view, err := s.engine.Article(ctx, id)
	if err != nil {
		return err
	}
	earlier := view.Article.Brief()
	page.Earlier = &earlier
	return nil
}

// jobWords name the kinds.
var jobWords = map[job.Kind]string{job.Add: "Adding a file", job.Fetch: "Fetching a page", job.Remove: "Removing", job.Check: "Checking the library"}

func (s *site) jobJSON(r *http.Request) (wire.Job, error) {
	_, st, err := s.asked(r)
	return newWireJob(&st, s.now()), err
}

func newWireJob(s *job.Status, now time.Time) wire.Job {
	out := wire.Job{
		ID: s.ID, Kind: string(s.Kind), State: string(s.State), Name: s.Name, Stage: s.Stage,
		Read: s.Counts.Read, New: s.Counts.New, Already: s.Counts.Already, Failed: s.Counts.Failed, Skipped: s.Counts.Skipped,
		Bytes: s.Bytes, Total: s.Total, PerSecond: s.Rate(now), Current: s.Current, Compared: s.Compared, Heard: s.Heard, Told: s.Told,
		Problem: s.Problem, Findings: s.Findings, Began: s.Began, Ended: s.Ended, UnusedAll: s.SkippedAll,
	}
	if left, ok := s.Left(now); ok {
		seconds := left.Seconds()
		out.SecondsLeft = &seconds
	}
	for _, u := range s.Skipped {
		out.Unused = append(out.Unused, wire.Unused{Path: u.Path, Row: u.Row, Reason: u.Reason})
	}
	return out
}

// progress is how far a job has come, for the script where events do not arrive.
func (s *site) progress(r *http.Request) (response, error) {
	_, st, err := s.asked(r)
	return response{body: newProgressText(&st, s.now())}, err
}

// eventTime is how long one stream of events lasts; the browser opens the next one.
const eventTime = maxTime - 5*time.Second

// events sends how far a job has come whenever that changes, at most four times a
// second, until it is over or the stream has lasted long enough.
func (s *site) events(r *http.Request) (response, error) {
	d, _, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	id := r.PathValue("id")
	return response{stream: func(ctx context.Context, w io.Writer, flush func() error) error {
		ctx, cancel := context.WithTimeout(ctx, eventTime)
		defer cancel()
		if _, err := io.WriteString(w, "retry: 500\n\n"); err != nil {
			return err
		}
		for {
			st, changed, err := d.Watch(id)
			if err != nil {
				return nil // it was dropped meanwhile: the stream just ends
			}
			if err := sendEvent(w, newProgressText(&st, s.now())); err != nil {
				return err
			}
			if err := flush(); err != nil || st.State.Over() {
				return err
			}
			if !await(ctx, changed, 250*time.Millisecond) {
				return nil
			}
		}
	}}, nil
}

func sendEvent(w io.Writer, p progressText) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "data: %s\n\n", b)
	return err
}

// await waits for a change, and at least so long; false when ctx ends first.
func await(ctx context.Context, changed <-chan struct{}, least time.Duration) bool {
	select {
	case <-time.After(least):
	case <-ctx.Done():
		return false
	}
	select {
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s *site) skipped(r *http.Request) (response, error) {
	d, st, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	b, err := d.Skipped(st.ID)
	return response{file: b, mediaType: "text/csv; charset=utf-8; header=present", download: "skipped-" + st.ID + ".csv"}, err
}

func (s *site) startJob(r *http.Request) (response, error) {
	d, st, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	if err := r.ParseForm(); err != nil {
		return response{}, tooLarge(err)
	}
	var columns job.Columns
	for name, values := range r.PostForm {
		if f, ok := strings.CutPrefix(name, "column-"); ok && values[0] != "" {
			if columns == nil {
				columns = job.Columns{}
			}
			columns[f] = values[0]
		}
	}
	if charset := r.PostForm["charset"]; len(charset) > 0 && charset[0] != st.Charset {
		if err := d.ReadAs(st.ID, charset[0]); err != nil {
			return response{}, err
		}
	}
	return toJob(st.ID), d.Start(st.ID, columns)
}

// readAs takes the encoding that a person chose for what was received, and shows it so.
func (s *site) readAs(r *http.Request) (response, error) {
	d, st, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	return toJob(st.ID), d.ReadAs(st.ID, r.PostFormValue("charset"))
}

func (s *site) cancelJob(r *http.Request) (response, error) {
	d, st, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	return toJob(st.ID), d.Cancel(st.ID)
}

func (s *site) dropJob(r *http.Request) (response, error) {
	d, st, err := s.asked(r)
	if err != nil {
		return response{}, err
	}
	return response{location: "/library"}, d.Drop(st.ID)
}

func toJob(id string) response { return response{location: "/library/jobs/" + id} }
