// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"reflect"

	"hearsay"
	"hearsay/wire"
)

// invented are the articles and outlets of the sample library: they bear a badge wherever
// they are listed, so that nobody takes them for what was added to it.
type invented struct {
	articles map[hearsay.ArticleID]bool
	written  map[string]bool // the same, as JSON has them
	outlets  map[string]bool // by domain and by name
}

func newInvented(sample []hearsay.Brief) invented {
	out := invented{map[hearsay.ArticleID]bool{}, map[string]bool{}, map[string]bool{}}
	for _, b := range sample {
		out.articles[b.ID], out.written[b.ID.String()] = true, true
		out.outlets[b.Outlet.Domain], out.outlets[b.Outlet.Name] = true, true
	}
	delete(out.outlets, "") // of articles that name none
	return out
}

// holds reports whether an article, by its ID or brief, or an outlet is invented.
func (v invented) holds(x any) bool {
	switch x := x.(type) {
	case hearsay.ArticleID:
		return v.articles[x]
	case hearsay.Brief:
		return v.articles[x.ID]
	case *hearsay.Brief:
		return x != nil && v.articles[x.ID]
	case hearsay.Standing:
		return v.outlets[x.Outlet.Domain] || v.outlets[x.Outlet.Name]
	}
	return false
}

// inventedVoices are those of some voices that speak in the sample library and nowhere else.
// Time is that of reading the speakers of each article of it.
func (s *site) inventedVoices(ctx context.Context, list []hearsay.Voice) (map[hearsay.VoiceID]bool, error) {
	if len(s.opt.Sample) == 0 || len(list) == 0 {
		return nil, nil
	}
	in := map[hearsay.VoiceID]int{} // sample articles
	for _, b := range s.opt.Sample {
		speakers, err := s.engine.Speakers(ctx, b.ID)
		if err != nil {
			return nil, err
		}
		here := map[hearsay.VoiceID]bool{}
		for _, id := range speakers {
			here[id] = true
		}
		for id := range here {
			in[id]++
		}
	}
	out := map[hearsay.VoiceID]bool{}
	for _, v := range list {
		out[v.ID] = in[v.ID] > 0 && in[v.ID] == v.Articles
	}
	return out, nil
}

// badged is an answer as JSON in which the articles of the sample library say that they are.
func (s *site) badged(body any) any {
	if len(s.opt.Sample) == 0 {
		return body
	}
	whole := reflect.New(reflect.TypeOf(body)).Elem()
	whole.Set(reflect.ValueOf(body))
	eachBrief(whole, func(b *wire.Brief) { b.Sample = s.fiction.written[b.ID] })
	return whole.Interface()
}

// eachBrief calls f with every brief below a value that can be set.
func eachBrief(v reflect.Value, f func(*wire.Brief)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachBrief(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachBrief(v.Index(i), f)
		}
	case reflect.Struct:
		if b, ok := v.Addr().Interface().(*wire.Brief); ok {
			f(b)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachBrief(v.Field(i), f)
			}
		}
	}
}
