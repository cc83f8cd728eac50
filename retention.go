// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Keep is how much of an article's words a library keeps.
type Keep string

// The levels, from most to least.
const (
	// KeepText keeps all.
	KeepText Keep = "text"
	// KeepPassages keeps the passages that other articles share, quotations, credits and
	// links, with their words where they stood; of the rest no word.
	KeepPassages Keep = "passages"
	// KeepFacts keeps no word of the text: headline, outlet, address, dates, speakers, and
	// what was found of how much is shared with whom.
	KeepFacts Keep = "facts"
)

// Less reports whether k leaves fewer words than other.
func (k Keep) Less(other Keep) bool { return k.rank() > other.rank() }

// Valid reports whether k is a level.
func (k Keep) Valid() bool { return k == KeepText || k.rank() > 0 }

func (k Keep) rank() int {
	switch k {
	case KeepPassages:
		return 1
	case KeepFacts:
		return 2
	}
	return 0
}

// String says it in words.
func (k Keep) String() string {
	switch k {
	case KeepPassages:
		return "passages only"
	case KeepFacts:
		return "facts only"
	}
	return "text"
}

// Kept says of an article that its text is not kept, why, and since when. In the text
// signs of U+2580 to U+259F stand for words that are not there.
type Kept struct {
	Level Keep
	Rule  string
	Since time.Time
}

// Named is the rule as whoever reads may be told it. Of a source's address the query, the
// password and the fragment are left out, since they may be the key of a subscription, and of
// a watched folder where it is.
func (k *Kept) Named() string {
	address, ok := strings.CutPrefix(k.Rule, string(OfSource)+" ")
	cut := strings.LastIndex(address, ": ") // an address has no blank
	if !ok || cut < 0 {
		return k.Rule
	}
	return string(OfSource) + " " + keyless(address[:cut]) + address[cut:]
}

// keyless is an address without what may be a key.
func keyless(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return "a folder"
	case u.User == nil && u.RawQuery == "" && u.Fragment == "":
		return address
	}
	u.User, u.Fragment = nil, ""
	if u.RawQuery != "" {
		u.RawQuery = "…"
	}
	return u.String()
}

// RetentionScope is what articles a rule of retention is for.
type RetentionScope string

// The scopes, from most to least particular: the more particular rule counts.
const (
	OfSource     RetentionScope = "source"
	OfCollection RetentionScope = "collection"
	OfOutlet     RetentionScope = "outlet"
	OfAll        RetentionScope = "all"
)

// Retention is a rule that a person set: how much is kept of the text of some articles, so many
// days after the library received them.
type Retention struct {
	N      int // of the decision; 0 for one that a source brings
	At     time.Time
	Scope  RetentionScope
	Name   string // of the source, collection or outlet; "" for all
	Level  Keep
	Days   int
	Undone bool
}

// String says the rule in words.
func (r *Retention) String() string {
	of := "all"
	if r.Scope != OfAll {
		of = fmt.Sprintf("%s %s", r.Scope, r.Name)
	}
	after := "at once"
	if r.Days > 0 {
		after = fmt.Sprintf("after %d days", r.Days)
	}
	return fmt.Sprintf("%s: %s %s", of, r.Level, after)
}

// mostDays is the longest that a rule of retention waits.
const mostDays = 100_000

// OwnRule reads the rule that a source brings along: a level and, if it is not at once, days,
// as in "passages 30". What says anything else is none.
func OwnRule(text, source string) (Retention, bool) {
	level, days, _ := strings.Cut(strings.TrimSpace(text), " ")
	rule := Retention{Scope: OfSource, Name: source, Level: Keep(level)}
	if days != "" {
		n, err := strconv.Atoi(strings.TrimSpace(days))
		if err != nil || n < 0 || n > mostDays {
			return rule, false
		}
		rule.Days = n
	}
	return rule, level != "" && rule.Level.Valid()
}
