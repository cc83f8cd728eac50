// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import "testing"

// TestTongue: languages have their names, and what is none stays as the page has it.
func TestTongue(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"en": "English", "de": "German", "pt-BR": "Brazilian Portuguese", "ar": "Arabic", "": "", "no such tag <b>": "no such tag <b>"} {
		if got := tongue(tag); got != want {
			t.Errorf("%q is called %q, want %q", tag, got, want)
		}
	}
}
