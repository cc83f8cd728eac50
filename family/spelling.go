// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package family

import (
	"strings"

	"hearsay/lexicon"
)

// spelling makes one spelling of the British and the American one. What it gives
// need not be a word: the same is done to both wordings, so it is enough that no
// two words are made one.
func spelling(w string) string {
	if one, ok := oneSpelling[w]; ok {
		return one
	}
	if len(w) < 6 {
		return w
	}
	if strings.Contains(w, "our") && !strings.HasPrefix(w, "four") && !strings.HasPrefix(w, "mourn") && !strings.HasSuffix(w, "our") ||
		strings.HasSuffix(w, "our") && w != "detour" && w != "contour" {
		w = strings.Replace(w, "our", "or", 1)
	}
	for _, r := range endings {
		if head, ok := strings.CutSuffix(w, r[0]); ok && len(head) >= 3 {
			return head + r[1]
		}
	}
	if len(w) >= 8 {
		for _, end := range [...]string{"ed", "ing", "er", "ers"} {
			if head, ok := strings.CutSuffix(w, "ll"+end); ok {
				return head + "l" + end
			}
		}
	}
	return w
}

var endings = [...][2]string{
	{"isation", "ization"}, {"isations", "izations"}, {"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"},
	{"yse", "yze"}, {"ysed", "yzed"}, {"ysing", "yzing"}, {"ence", "ense"}, {"tre", "ter"}, {"tres", "ters"}, {"bre", "ber"},
	{"ogue", "og"}, {"ogues", "ogs"},
}

var oneSpelling = map[string]string{
	"grey": "gray", "programme": "program", "programmes": "programs", "cheque": "check", "cheques": "checks", "tyre": "tire", "tyres": "tires",
	"whilst": "while", "amongst": "among", "amidst": "amid", "towards": "toward", "learnt": "learned", "burnt": "burned", "dreamt": "dreamed",
	"spelt": "spelled", "judgement": "judgment", "ageing": "aging", "enquiry": "inquiry", "enquiries": "inquiries", "aluminium": "aluminum",
	"sceptical": "skeptical", "plough": "plow", "metre": "meter", "metres": "meters", "litre": "liter", "litres": "liters", "practise": "practice",
	"fuelled": "fueled", "fulfil": "fulfill", "instalment": "installment", "enrol": "enroll", "mum": "mom", "jewellery": "jewelry",
	"kerb": "curb", "afterwards": "afterward", "anyhow": "anyway", "pounds": "pound", "dollars": "dollar", "euros": "euro",
	"alright": "allright", "tonne": "ton", "tonnes": "tons", "rumour": "rumor", "rumoured": "rumored",
}

// lemmaOf is the form under which a word stands in a dictionary, or something that
// its other forms share.
func lemmaOf(key string) string {
	if l, ok := helperLemmas[key]; ok {
		return l
	}
	l := stem(key)
	if v, ok := lexicon.VerbOf(key); ok {
		l = v.Lemma
	}
	if len(l) > 4 {
		l = strings.TrimSuffix(l, "e") // "house", "hous|ed"
	}
	return l
}

var helperLemmas = map[string]string{
	"is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "am": "be", "be": "be",
	"has": "have", "had": "have", "having": "have", "have": "have", "does": "do", "did": "do", "done": "do", "doing": "do",
	"would": "will", "could": "can", "might": "may", "should": "shall", "an": "a", "these": "this", "those": "that",
}

// stem takes the ending of a plural or of a regular verb off.
func stem(w string) string {
	switch n := len(w); {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && (strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "sses")):
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:n-1]
	case n > 5 && strings.HasSuffix(w, "ied"):
		return w[:n-3] + "y"
	case n > 5 && strings.HasSuffix(w, "ed"):
		return undouble(w[:n-2])
	case n > 6 && strings.HasSuffix(w, "ing"):
		return undouble(w[:n-3])
	}
	return w
}

// undouble makes "banned" and "ban" meet.
func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && w[n-1] != 'l' && w[n-1] != 's' {
		return w[:n-1]
	}
	return w
}

// lemmas is the set of the lemmas of a list of words.
func lemmas(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[lemmaOf(w)] = true
	}
	return out
}

// slip reports two spellings of one word that differ by a slip: two letters that
// changed places, one that is doubled or, within a long word, one too many. Short
// words are too often others.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 7 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		doubled := i > 0 && b[i] == b[i-1] || i+1 < len(b) && b[i] == b[i+1]
		return a[i:] == b[i+1:] && i > 0 && i < len(a) && (doubled || len(a) > 9)
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
