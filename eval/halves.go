// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package eval

// halves keeps what is known of texts that stand in two files each, by name,
// until the other file has come.
type halves struct {
	first, second map[string]string
}

func newHalves() halves { return halves{map[string]string{}, map[string]string{}} }

// join gives both files of a text once they are there, and forgets them.
func (h *halves) join(name string) (first, second string, both bool) {
	first, hasFirst := h.first[name]
	second, hasSecond := h.second[name]
	if !hasFirst || !hasSecond {
		return "", "", false
	}
	delete(h.first, name)
	delete(h.second, name)
	return first, second, true
}
