// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/search"
)

// apiVersion is that of what programs may rely on: addresses, parameters and fields of
// the twins. A test holds it against the document of the API: the second number rises
// when something is added, the first when something that was there changes or goes.
const apiVersion = "1.11.0"

// apiPage is the page at "/api".
type apiPage struct {
	frame
	Version  string
	Pages    []apiEntry
	Problems []apiProblem
}

// apiEntry is an address that programs may ask.
type apiEntry struct {
	Path         string // with ".json"
	Table        string // with ".csv"; "" when there is none
	Methods      string
	Says         string
	Asks         []apiParam
	Example      string // an address that gives an answer; "" when this library is empty
	TableExample string
}

type apiParam struct {
	Name, Says string
	Needed     bool
	Choices    string
}

type apiProblem struct {
	Name, Title, Advice string
	Status              int
}

func (s *site) api(r *http.Request) (response, error) {
	page := apiPage{frame: s.frame("The API", ""), Version: apiVersion}
	ids, err := s.exampleIDs(r.Context())
	if err != nil {
		return response{}, err
	}
	for _, rt := range s.routes() {
		if rt.page.json.handle != nil {
			page.Pages = append(page.Pages, newAPIEntry(&rt, ids))
		}
	}
	for _, f := range failures {
		page.Problems = append(page.Problems, apiProblem{f.name, f.title, f.advice, f.status})
	}
	return response{view: "api", page: page}, nil
}

func newAPIEntry(rt *route, ids map[idOf]string) apiEntry {
	e := apiEntry{Path: rt.path + string(asJSON), Says: rt.page.says}
	e.Methods = strings.Join(slices.DeleteFunc(slices.Sorted(slices.Values(rt.methods)), func(m string) bool { return m == http.MethodHead }), " or ")
	for _, p := range rt.page.asked(asJSON) {
		e.Asks = append(e.Asks, apiParam{p.name, p.says, p.needed, strings.Join(p.choices, ", ")})
	}
	e.Example = rt.example(asJSON, ids)
	if rt.page.csv.handle != nil {
		e.Table = rt.path + string(asCSV)
		e.TableExample = rt.example(asCSV, ids)
	}
	return e
}

// example is an address of a route that gives an answer; "" when it needs something
// that the library does not have, or is asked by POST only.
func (rt *route) example(f form, ids map[idOf]string) string {
	if !slices.Contains(rt.methods, http.MethodGet) {
		return ""
	}
	path := rt.path
	if rt.page.id != noID {
		if ids[rt.page.id] == "" {
			return ""
		}
		path = strings.Replace(path, "{id}", ids[rt.page.id], 1)
	}
	q := url.Values{}
	for _, p := range rt.page.asked(f) {
		value := p.example
		if p.kind == anID && p.needed {
			if value = ids[p.id]; value == "" {
				return ""
			}
		}
		if value != "" {
			q.Set(p.name, value)
		}
	}
	if len(q) == 0 {
		return path + string(f)
	}
	return path + string(f) + "?" + q.Encode()
}

// exampleIDs are names of things that this library has.
func (s *site) exampleIDs(ctx context.Context) (map[idOf]string, error) {
	out := map[idOf]string{}
	briefs, _, err := s.engine.Latest(ctx, 0, 1)
	if err != nil {
		return nil, err
	}
	stories, _, err := s.engine.Stories(ctx, search.LatestStories, 0, 1)
	if err != nil {
		return nil, err
	}
	voices, _, err := s.engine.Voices(ctx, search.VoiceFilter{}, 0, 1)
	if err != nil {
		return nil, err
	}
	if len(briefs) > 0 {
		out[ofArticle] = briefs[0].ID.String()
	}
	if len(stories) > 0 {
		out[ofStory] = stories[0].ID.String()
	}
	if len(voices) > 0 {
		out[ofSpeaker] = voices[0].ID.String()
	}
	return out, nil
}

// openAPI is the document of the API (OpenAPI 3.1), as a test makes it from the routes
// and the Go types.
func (s *site) openAPI(*http.Request) (response, error) {
	body, err := files.ReadFile("assets/openapi.json")
	return response{file: body, mediaType: "application/json"}, err
}
