// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"html/template"
	"net/http"
)

// helpPage explains the marks, the words and the keys.
type helpPage struct {
	frame
	Bar []barPart
	// Bookmark is the code of the bookmarklet.
	Bookmark template.URL
}

func (s *site) help(r *http.Request) (response, error) {
	return response{view: "help", page: helpPage{frame: s.frame("Marks, words and keys", "/help"), Bookmark: s.bookmarklet(r)}}, nil
}
