// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hearsay"
	"hearsay/ingest"
)

// decideSpeaker takes the forms of a speaker's page: what to do, and with whom.
func (s *site) decideSpeaker(r *http.Request) (response, error) {
	desk, err := s.desk()
	if err != nil {
		return response{}, err
	}
	o, err := s.voiceOrder(r)
	if err != nil {
		return response{}, err
	}
	_, err = desk.DecideVoice(r.Context(), o)
	return response{location: "/speakers/" + o.Voice.String() + "#h-decided"}, err
}

// voiceOrder reads the form. Errors: ErrInvalid, ErrNotFound.
func (s *site) voiceOrder(r *http.Request) (o ingest.VoiceOrder, err error) {
	if err := parseDecision(r); err != nil {
		return o, err
	}
	o.By = s.visitorOf(r).actor()
	o.Verb = ingest.VoiceVerb(r.PostForm.Get("do"))
	if o.Voice, err = pathID[hearsay.Voice](r, "speaker"); err != nil {
		return o, err
	}
	switch o.Verb {
	case ingest.MergeVoices:
		name := lastOfAddress(r.PostForm.Get("other"))
		if o.Other, err = hearsay.ParseID[hearsay.Voice](name); err != nil || o.Other.IsZero() {
			err = fmt.Errorf("%w: give the address or the ID of the other speaker's page", hearsay.ErrInvalid)
		}
	case ingest.SplitVoice:
		o.Part = ingest.Part{Names: r.PostForm["name"], Roles: r.PostForm["role"]}
		for _, name := range r.PostForm["article"] {
			id, err := articleID(name)
			if err != nil {
				return o, err
			}
			o.Part.Articles = append(o.Part.Articles, id)
		}
		if len(o.Part.Names)+len(o.Part.Roles)+len(o.Part.Articles) == 0 {
			err = fmt.Errorf("%w: mark the names, roles or articles that are somebody else's, then split", hearsay.ErrInvalid)
		}
	case ingest.UndoVoices:
		o.Undo, err = takenBack(r)
	}
	return o, err
}

// lastOfAddress is the last part of the path of an address, or the text itself.
func lastOfAddress(text string) string {
	text = strings.TrimSpace(text)
	text, _, _ = strings.Cut(text, "?")
	text, _, _ = strings.Cut(text, "#")
	text = strings.TrimSuffix(text, "/about")
	return text[strings.LastIndexByte(text, '/')+1:]
}

// concerning are the decisions that name a voice, by any of its names.
func concerning(all []hearsay.Ruling, v *hearsay.VoiceView) (out []hearsay.Ruling) {
	names := func(ref hearsay.Ref) bool { return v.Called(ref.Kind, ref.Name) }
	for _, r := range all {
		if slices.ContainsFunc(r.A, names) || slices.ContainsFunc(r.B, names) {
			out = append(out, r)
		}
	}
	return out
}

// choices are the names or roles of a voice by which it can be split; none when it has
// one alone.
func choices(list []hearsay.Variant, of func(hearsay.Variant) string) (out []string) {
	for _, v := range list {
		if text := of(v); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return slices.DeleteFunc(out, func(text string) bool { return text == "" })
}
