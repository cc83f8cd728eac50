// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon_test

import (
	"testing"

	"hearsay/lexicon"
)

func TestNewsService(t *testing.T) {
	for _, c := range []struct {
		sign, name string
		service    lexicon.Service
	}{
		{"AP", "Associated Press", lexicon.Wire},
		{"THE ASSOCIATED PRESS", "Associated Press", lexicon.Wire},
		{"REUTER", "Reuters", lexicon.Wire},
		{"reuters", "Reuters", lexicon.Wire},
		{"TT", "TT news agency", lexicon.Wire},
		{"ČTK", "CTK", lexicon.Wire},
		{"İHA", "İHA", lexicon.Wire},
		{"РИА Новости", "RIA Novosti", lexicon.Wire},
		{"新华社", "Xinhua", lexicon.Wire},
		{"Tribune Content Agency", "Tribune News Service", lexicon.Syndicate},
		{"BUSINESS WIRE", "Business Wire", lexicon.Release},
		{"PRNewswire", "PR Newswire", lexicon.Release},
		{"Getty Images", "Getty Images", lexicon.Pictures},
	} {
		e, ok := lexicon.NewsService(c.sign)
		if !ok || e.Name != c.name || e.Service != c.service {
			t.Errorf("%q is %+v, %v; want %s, %s", c.sign, e, ok, c.name, c.service)
		}
	}
	// Look-alikes, signs in the wrong case, and words.
	for _, sign := range []string{"", "Reuterś", "Rеuters", "Reuterss", "tt", "aa", "The", "Petra Lee", "turan", "prime"} {
		if e, ok := lexicon.NewsService(sign); ok {
			t.Errorf("%q is %+v", sign, e)
		}
	}
}
