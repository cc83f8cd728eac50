// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"hearsay/lexicon"
)

// variantKey folds a name part so that transliterations of one name agree:
// accents go, and letters that romanisations swap become one. Sergei, Sergey
// and Sergej agree; Larin and Larina do not.
func variantKey(part string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(part)) {
		switch {
		case unicode.IsMark(r) || r == '\'' || r == '’' || r == '-' || r == '.':
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		default:
			b.WriteRune(r)
		}
	}
	return romanisations.Replace(b.String())
}

// romanisations maps what differs between English, German, French and Polish
// spellings of Slavic and Arabic names. Longer pairs come first.
var romanisations = strings.NewReplacer(
	"schtsch", "shch", "tsch", "ch", "tch", "ch", "sch", "sh", "cz", "ch", "sz", "sh",
	"iya", "ia", "iy", "i", "ij", "i", "yy", "i", "ii", "i", "ey", "ei", "ej", "ei",
	"kh", "h", "ks", "x", "ph", "f", "ou", "u", "oo", "u", "ee", "i", "ck", "k",
	"ff", "f", "ss", "s", "ll", "l", "tt", "t", "mm", "m", "nn", "n", "dj", "j", "zh", "j",
	"w", "v", "y", "i", "q", "k", "c", "k",
)

// particles are the small words inside surnames.
func isParticle(word string) bool {
	switch strings.ToLower(word) {
	case "de", "del", "della", "da", "di", "do", "dos", "du", "la", "le", "van", "von", "der", "den", "ten", "ter", "bin", "ibn", "al", "el", "ben", "zu", "af", "los", "las", "y", "ap", "ní", "nic", "ua", "zur", "zum", "vom", "te", "op", "lo", "dei", "dalla", "wa", "ole", "arap", "ould", "bint", "binti", "abu", "abd", "umm", "uit", "av", "til":
		return true
	}
	return false
}

// isSuffix reports what follows a surname.
func isSuffix(word string) bool {
	switch strings.TrimSuffix(word, ".") {
	case "Jr", "Sr", "II", "III", "IV":
		return true
	}
	return false
}

func isInitial(word string) bool {
	w := strings.TrimSuffix(word, ".")
	return len([]rune(w)) == 1 && unicode.IsUpper([]rune(w)[0])
}

// surnameOf joins the last name with its particles: "de Mora".
func surnameOf(parts []string) string {
	end := len(parts)
	for end > 1 && isSuffix(parts[end-1]) {
		end--
	}
	first := end - 1
	for first > 0 && isParticle(parts[first-1]) && !(first == 1 && isFirstPart(parts[0])) {
		first--
	}
	return strings.Join(parts[first:end], " ")
}

// surnameKey is what people of one surname agree in: its last word, without what
// is printed only sometimes ("Mora" for "de Mora", "Jaber" for "al-Jaber").
func surnameKey(parts []string) string {
	words := strings.Fields(surnameOf(parts))
	last := words[len(words)-1]
	if article, rest, found := strings.Cut(last, "-"); found && isParticle(article) && len(rest) > 2 {
		last = rest
	}
	for _, respect := range [...]string{"-ji", "-san", "-sama", "-ssi"} {
		last = strings.TrimSuffix(last, respect)
	}
	return variantKey(last)
}

// isFirstPart reports a particle that is a first name: "Ben Carver", "Al Moss".
func isFirstPart(part string) bool {
	_, given := lexicon.GivenName(lexicon.Key(part))
	return given || part == "Al"
}

// isFull reports a name with more than a surname.
func isFull(parts []string) bool {
	end := len(parts)
	for end > 1 && isSuffix(parts[end-1]) {
		end--
	}
	return len(strings.Fields(surnameOf(parts))) < end
}

// genderOfName is what the first name tells.
func genderOfName(parts []string) lexicon.Gender {
	if len(parts) < 2 {
		return lexicon.Ungendered
	}
	g, _ := lexicon.GivenName(lexicon.Key(parts[0]))
	return g
}

// compatible reports whether two genders may be of one person.
func compatible(a, b lexicon.Gender) bool {
	return a == lexicon.Ungendered || b == lexicon.Ungendered || a == b
}
