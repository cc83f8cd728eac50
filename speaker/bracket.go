// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"

	"hearsay/lexicon"
)

// titleInBrackets returns how many words "(Mrs)" or "(Retd.)" behind a title has, as
// in "Chief (Mrs) Lee"; 0 for none.
func titleInBrackets(ws []word, i int) int {
	end := i + 2
	if end < len(ws) && ws[end].text == "." {
		end++
	}
	if i == 0 || end >= len(ws) || ws[end].text != ")" {
		return 0
	}
	before := &ws[i-1]
	if before.text == "." && i > 1 {
		before = &ws[i-2]
	}
	_, role := lexicon.Role(before.text)
	_, honored := lexicon.Honorific(before.key)
	_, honorific := lexicon.Honorific(ws[i+1].key)
	if (role || honored) && (honorific || isRetired(ws[i+1].key)) {
		return end + 1 - i
	}
	return 0
}

// isNameInBrackets reports a first name that an editor put in: "Coach (Jan) Roth".
func isNameInBrackets(ws []word, i int) bool {
	n := nicknameAt(ws, i)
	return n > 0 && ws[i-1].caps && i+n < len(ws) && ws[i+n].caps && ws[i+n].para == ws[i].para
}

func isRetired(key string) bool {
	switch strings.TrimSuffix(key, ".") {
	case "ret", "retd", "rtd", "retired":
		return true
	}
	return false
}

// nickMarks are the marks that nicknames stand in, and their closing ones.
var nickMarks = map[string]string{"“": "”", "\"": "\"", "‘": "’", "'": "'", "«": "»", "„": "“", "”": "”", "(": ")"}

// nicknameAt returns how many words “Buzz” at word i has with its marks; 0 when it
// is none.
func nicknameAt(ws []word, i int) int {
	closing := nickMarks[ws[i].text]
	if closing == "" || i+1 >= len(ws) || !ws[i+1].caps {
		return 0
	}
	for k := i + 2; k < len(ws) && k < i+5; k++ {
		if ws[k].text == closing {
			return k - i + 1
		}
	}
	return 0
}
