// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/watch"
	"hearsay/wire"
)

// keepChoice is a level of keeping in a form.
type keepChoice struct {
	Level, Says string
	Chosen      bool
	Days        int // of the one that is chosen
}

// keepChoices are the levels, with the one of a source's own rule chosen.
func keepChoices(keep string) []keepChoice {
	rule, ok := hearsay.OwnRule(keep, "")
	out := []keepChoice{{"", "no rule of its own", !ok, 0}}
	for _, c := range [][2]string{{"text", "text: all of it"}, {"passages", "passages: what others share, quotations, credits"}, {"facts", "facts: no word of the text"}} {
		out = append(out, keepChoice{c[0], c[1], ok && c[0] == string(rule.Level), rule.Days})
	}
	return out
}

// everyText is how often a source is looked at, as a form has it; "" for as often as it has news.
func everyText(seconds int64) string {
	if seconds == 0 {
		return ""
	}
	text := (time.Duration(seconds) * time.Second).String()
	text = strings.TrimSuffix(text, "0s")
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// settings are the fields of a source that a person sets.
func settings() []string { return []string{"title", "collection", "tags", "every", "keep", "days"} }

// wished reads settings from a form. Error: ErrInvalid.
func wished(f url.Values) (watch.Wish, error) {
	w := watch.Wish{Title: f.Get("title"), Collection: f.Get("collection"), Tags: strings.Split(f.Get("tags"), ","), Keep: f.Get("keep")}
	if days := strings.TrimSpace(f.Get("days")); days != "" && days != "0" && w.Keep != "" {
		w.Keep += " " + days
	}
	if text := strings.TrimSpace(f.Get("every")); text != "" {
		every, err := time.ParseDuration(text)
		if err != nil {
			return w, fmt.Errorf("%w: %.20q is no length of time; write it as 15m or 2h", hearsay.ErrInvalid, text)
		}
		w.Every = every
	}
	return w, nil
}

// changeable is the source of a request that changes it. Error: ErrRefused for a folder, by
// somebody who is no admin.
func (s *site) changeable(r *http.Request) (store.Source, error) {
	src, err := s.sourceAsked(r)
	if err == nil && src.Kind == store.FolderSource && !s.visitorOf(r).Governs() {
		err = fmt.Errorf("%w: a folder of the server is changed by an admin", hearsay.ErrRefused)
	}
	return src, err
}

// changeSource pauses or resumes a source, or sets what a person may say of it.
func (s *site) changeSource(r *http.Request) (response, error) {
	src, err := s.changeable(r)
	if err != nil {
		return response{}, err
	}
	f, err := fields(r, append(settings(), "do"))
	if err != nil {
		return response{}, err
	}
	switch f.Get("do") {
	case "pause":
		err = s.opt.Sources.Pause(r.Context(), src.ID)
	case "resume":
		err = s.opt.Sources.Resume(r.Context(), src.ID)
	case "set":
		var w watch.Wish
		if w, err = wished(f); err == nil {
			err = s.opt.Sources.Change(r.Context(), src.ID, w)
		}
	default:
		err = fmt.Errorf("%w: a source is paused, resumed or set", hearsay.ErrInvalid)
	}
	return response{location: "/sources/" + strconv.FormatInt(src.ID, 10)}, err
}

// sourceRemovePage asks whether to remove a source.
type sourceRemovePage struct {
	frame
	Source wire.Source
}

// removeSource asks first, and removes when that is answered.
func (s *site) removeSource(r *http.Request) (response, error) {
	src, err := s.changeable(r)
	if err != nil {
		return response{}, err
	}
	if r.Method != http.MethodPost {
		return response{view: "sourceremove", page: sourceRemovePage{s.frame("Remove a source", "/sources"), watch.ViewOf(&src)}}, nil
	}
	return response{location: "/sources"}, s.opt.Sources.Remove(r.Context(), src.ID)
}
