// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract

import (
	"fmt"
	"strings"
	"testing"
)

func TestReveal(t *testing.T) {
	tests := []struct{ name, in, want, notes string }{
		{"plain", "The ferry left at six.", "The ferry left at six.", ""},
		{"zero-width spaces", "fer\u200bry bo\u200b\u200bat", "ferry boat", "fer\u200bry@0: 1 zero-width space; bo\u200b\u200bat@6: 2 zero-width spaces"},
		{"direction controls", "the \u202etfel\u202c bank", "the tfel bank", "\u202etfel\u202c@4: 2 direction controls"},
		{"tag characters", "see\U000e0041\U000e0042 here", "see here", "see\U000e0041\U000e0042@0: 2 tag characters"},
		{"Cyrillic in a Latin word", "The brаss cаge", "The brass cage", "brаss@4: Cyrillic а for a; cаge@10: Cyrillic а for a"},
		{"Greek in a Latin word", "the hοuse", "the house", "hοuse@4: Greek ο for o"},
		{"a whole word of look-alikes in Latin text", "They counted the boats, and СОРЕ was not one of them.", "They counted the boats, and COPE was not one of them.", "СОРЕ@28: Cyrillic С for C, Cyrillic О for O, Cyrillic Р for P, Cyrillic Е for E"},
		{"Latin in a Cyrillic word", "Министр зaявил", "Министр заявил", "зaявил@15: Latin a for а"},
		{"a Russian text with a Latin name", "Рыболов Cope сказал", "Рыболов Cope сказал", ""},
		{"a Greek word in English", "The word λόγος means reason", "The word λόγος means reason", ""},
		{"soft hyphens are counted once", "Bundes\u00adtags\u00adwahl im\u00adpor\u00adtant", "Bundestagswahl important", "\u00ad@0: 4 soft hyphens"},
		{"a joiner in Persian does its work", "می\u200cخواهم", "می\u200cخواهم", ""},
		{"a joiner in an emoji does its work", "👩\u200d🚀 flew", "👩\u200d🚀 flew", ""},
		{"control characters", "a\x00b\x1b[31m", "ab[31m", "a\x00b\x1b@0: 2 control characters"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, removed := reveal(test.in)
			var notes []string
			for _, r := range removed {
				notes = append(notes, fmt.Sprintf("%s@%d: %s", r.Exact, r.At, r.Note))
			}
			if got != test.want || strings.Join(notes, "; ") != test.notes {
				t.Errorf("reveal(%q)\n got %q, %q\nwant %q, %q", test.in, got, strings.Join(notes, "; "), test.want, test.notes)
			}
		})
	}
}

func FuzzReveal(f *testing.F) {
	for _, s := range []string{"fer\u200bry", "brаss", "зaявил", "a\x00b", "\xff\xfe", "می\u200cخواهم"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, removed := reveal(s)
		for _, r := range removed {
			if r.At < 0 || r.At > len(once) {
				t.Fatalf("removed part at %d of %d bytes", r.At, len(once))
			}
		}
		for _, r := range once {
			if r == softHyphen || r == 0x200b || r == 0x202e {
				t.Fatalf("%q still holds %U", once, r)
			}
		}
	})
}
