// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"net/url"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// storiesPage is the page at "/stories".
type storiesPage struct {
	frame
	Orders        []tab
	Total, Offset int
	Rows          []hearsay.Story
	Before, After string // addresses of the neighbouring rows; "" at the ends
}

// storyOrder reads how a request wants stories ordered.
func storyOrder(r *http.Request) (search.StoryOrder, url.Values, error) {
	switch order := r.FormValue("order"); order {
	case "", "latest":
		return search.LatestStories, url.Values{}, nil
	case "largest":
		return search.LargestStories, url.Values{"order": {order}}, nil
	default:
		return 0, nil, fmt.Errorf("order %q: %w: latest or largest", order, hearsay.ErrInvalid)
	}
}

func (s *site) stories(r *http.Request) (response, error) {
	order, asked, err := storyOrder(r)
	if err != nil {
		return response{}, err
	}
	offset, limit, err := window(r, pageRows)
	if err != nil {
		return response{}, err
	}
	page := storiesPage{frame: s.frame("Stories", "/stories"), Offset: offset}
	if page.Rows, page.Total, err = s.engine.Stories(r.Context(), order, offset, limit); err != nil {
		return response{}, err
	}
	page.Before, page.After = neighbours("/stories", asked, rows{offset, len(page.Rows), page.Total, limit})
	page.Twin, page.Table = pageAddress("/stories.json", asked, offset, limit), "/stories.csv"
	page.Orders = []tab{
		{"Latest", "/stories", order == search.LatestStories},
		{"Largest", pageAddress("/stories", url.Values{"order": {"largest"}}, 0, pageSize), order == search.LargestStories},
	}
	return response{view: "stories", page: page}, nil
}

// storyAsks are the parameters of a list of stories.
func storyAsks() []param {
	return []param{{name: "order", kind: aChoice, choices: []string{"latest", "largest"}, says: "which come first; latest when not said"}}
}

func (s *site) storiesJSON(r *http.Request) (wire.Stories, error) {
	order, _, err := storyOrder(r)
	if err != nil {
		return wire.Stories{}, err
	}
	at, offset, limit, err := place(r)
	if err != nil {
		return wire.Stories{}, err
	}
	p, err := s.engine.StoriesAfter(r.Context(), order, at, offset, limit)
	out := wire.NewStories(p.Rows, p.Total, offset)
	out.Next = cursorText(r, p.Next)
	return out, err
}
