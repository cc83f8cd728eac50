// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import "net/http"

// helpPage explains the marks, the words and the keys.
type helpPage struct {
	frame
	Bar []barPart
}

func (s *site) help(*http.Request) (response, error) {
	return response{view: "help", page: helpPage{frame: s.frame("Marks, words and keys", "/help")}}, nil
}
