// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar

import "strings"

// inflectGerman makes the forms of third persons from a row: "sagen" of a weak
// verb; "sprechen spricht sprach gesprochen" (infinitive, present, past,
// participle) of any other; "mit|teilen" with a prefix that parts from the verb.
func inflectGerman(row string) []form {
	f := strings.Fields(row)
	if len(f) == 0 {
		return nil
	}
	prefix, base, separable := strings.Cut(f[0], "|")
	if !separable {
		prefix, base = "", f[0]
	}
	v := weakGerman(base)
	if len(f) == 4 {
		v = germanVerb{f[1], f[2], f[3]}
	}
	out := v.forms(prefix, base)
	for i := range out {
		out[i].cue.Lemma = prefix + base
	}
	return out
}

// germanVerb holds present, past and participle, without prefix.
type germanVerb struct{ present, past, participle string }

// weakGerman inflects by rule: sagt, sagte, gesagt; antwortet; bestätigt.
func weakGerman(base string) germanVerb {
	stem := strings.TrimSuffix(base, "n")
	if !strings.HasSuffix(base, "eln") && !strings.HasSuffix(base, "ern") {
		stem = strings.TrimSuffix(stem, "e")
	}
	t := stem + "t"
	if strings.HasSuffix(stem, "t") || strings.HasSuffix(stem, "d") || endsInCluster(stem) {
		t = stem + "et"
	}
	v := germanVerb{t, t + "e", "ge" + t}
	if hasFixedPrefix(base) || strings.HasSuffix(base, "ieren") {
		v.participle = t
	}
	return v
}

// endsInCluster reports a stem that no "t" can follow: rechn-, leugn-, atm-, öffn-.
func endsInCluster(stem string) bool {
	for _, end := range [...]string{"chn", "dn", "gn", "fn", "tm", "dm", "ckn"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

func hasFixedPrefix(base string) bool {
	for _, p := range [...]string{"be", "er", "ver", "ent", "zer", "ge", "unter", "über", "wider"} {
		if strings.HasPrefix(base, p) && base != "beten" {
			return true
		}
	}
	return false
}

// forms lists what news prints: the base form is plural present and infinitive.
func (v *germanVerb) forms(prefix, base string) []form {
	plural := v.past + "en"
	if strings.HasSuffix(v.past, "e") {
		plural = v.past + "n"
	}
	mood := strings.TrimSuffix(base, "n")
	out := []form{{prefix + v.participle, Cue{Form: Participle}}}
	for _, key := range [...]string{v.present, v.past, plural, mood} {
		out = append(out, form{key, Cue{Form: Finite, Particle: prefix}})
		if prefix != "" {
			out = append(out, form{prefix + key, Cue{Form: Final}})
		}
	}
	out = append(out, form{base, Cue{Form: Plural, Particle: prefix}})
	if prefix != "" {
		out = append(out, form{prefix + base, Cue{Form: Final}})
	}
	if prefix == "" && v.participle == v.present { // bestätigt: both
		out[0].cue.Form |= Finite
		out = append(out[:1], out[2:]...)
	}
	return out
}
