// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

import (
	"io"

	"hearsay/reuse"
)

// Options says how to run an evaluation. The zero value scores everything and
// lists nothing.
type Options struct {
	// Errors is where wrong answers are written, one paragraph each with the
	// text around them, for looking at by hand. Nil: nowhere.
	Errors io.Writer
	// MaxErrors bounds how many are written, of every kind that the evaluation
	// tells apart; 0 means 50.
	MaxErrors int
	// Profile is that of the seeds, for Reuse and Planted; the zero value means
	// reuse.News().
	Profile reuse.Profile
	// Limit stops after that many texts; 0 means all.
	Limit int
}

// Report is what an evaluation found, one Set per folder or split.
type Report struct {
	Sets []Set `json:"sets"`
}

// Set holds the scores on one body of ground truth.
type Set struct {
	Name    string   `json:"name"`
	Texts   int      `json:"texts"` // how many were scored
	Metrics []Metric `json:"metrics"`
	// About explains groups in a few words, for those that need it.
	About map[string]string `json:"about,omitempty"`
	// Skipped names what could not be scored, and why.
	Skipped []string `json:"skipped,omitempty"`
}

// Metric is one figure. Shares are given as parts of 1, never as percentages.
type Metric struct {
	Group string  `json:"group,omitempty"` // "go-trafilatura", "direct", "50 words"
	Name  string  `json:"name"`            // "F1", "recall"
	Value float64 `json:"value"`
	N     int     `json:"n,omitempty"`    // how many cases the figure stands on
	Unit  string  `json:"unit,omitempty"` // "count", or a share
	Note  string  `json:"note,omitempty"`
}

// Add appends a metric to the set.
func (s *Set) Add(group, name string, value float64, n int) {
	s.Metrics = append(s.Metrics, Metric{Group: group, Name: name, Value: value, N: n})
}

// count appends a number of cases, which is no share.
func (s *Set) count(group, name string, n int) {
	s.Metrics = append(s.Metrics, Metric{Group: group, Name: name, Value: float64(n), Unit: "count"})
}

// explain says what a group is.
func (s *Set) explain(group, about string) {
	if s.About == nil {
		s.About = map[string]string{}
	}
	s.About[group] = about
}

// maxErrors is how many errors are listed.
func (o *Options) maxErrors() int {
	if o.MaxErrors == 0 {
		return 50
	}
	return o.MaxErrors
}

// Find returns the value of a metric and whether the set has it.
func (s *Set) Find(group, name string) (float64, bool) {
	for _, m := range s.Metrics {
		if m.Group == group && m.Name == name {
			return m.Value, true
		}
	}
	return 0, false
}

// prf is a count of right, proposed and true items.
type prf struct{ hit, proposed, truth int }

func (c prf) precision() float64 { return share(c.hit, c.proposed) }
func (c prf) recall() float64    { return share(c.hit, c.truth) }
func (c prf) f1() float64        { return harmonic(c.precision(), c.recall()) }

func (c *prf) add(o prf) {
	c.hit += o.hit
	c.proposed += o.proposed
	c.truth += o.truth
}

// addTo writes precision, recall and F1 of one group.
func (c prf) addTo(s *Set, group string) {
	s.Add(group, "P", c.precision(), c.proposed)
	s.Add(group, "R", c.recall(), c.truth)
	s.Add(group, "F1", c.f1(), 0)
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
