// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon_test

import (
	"strings"
	"testing"

	"hearsay/lexicon"
)

func TestVerbOf(t *testing.T) {
	for _, c := range []struct {
		form, lemma string
		forms       lexicon.Inflection
		noun        bool
	}{
		{"says", "say", lexicon.Third, false},
		{"said", "say", lexicon.Past | lexicon.Participle, false},
		{"told", "tell", lexicon.Past | lexicon.Participle, false},
		{"wrote", "write", lexicon.Past, false},
		{"written", "write", lexicon.Participle, false},
		{"put", "put", lexicon.Base | lexicon.Past | lexicon.Participle, false},
		{"admitted", "admit", lexicon.Past | lexicon.Participle, false},
		{"planning", "plan", lexicon.Ing, false},
		{"reports", "report", lexicon.Third, true},
		{"denies", "deny", lexicon.Third, false},
		{"tweeted", "tweet", lexicon.Past | lexicon.Participle, false},
		{"argued", "argue", lexicon.Past | lexicon.Participle, false},
		{"argues", "argue", lexicon.Third, false},
		{"found", "find", lexicon.Past | lexicon.Participle, false},
		{"saw", "see", lexicon.Past, false},
	} {
		v, ok := lexicon.VerbOf(c.form)
		if !ok || v.Lemma != c.lemma || v.Forms != c.forms || v.Noun != c.noun {
			t.Errorf("%s is %+v, want %s %b noun %v", c.form, v, c.lemma, c.forms, c.noun)
		}
	}
	for _, form := range []string{"minister", "the", "", "during", "according"} {
		if v, ok := lexicon.VerbOf(form); ok {
			t.Errorf("%q is a verb: %+v", form, v)
		}
	}
}

// Facts that rules lean on, one for each kind.
func TestCueFacts(t *testing.T) {
	for _, c := range []struct {
		lemma string
		class lexicon.Class
		has   lexicon.Frame
		not   lexicon.Frame
	}{
		{"say", lexicon.Say, lexicon.That | lexicon.Quote | lexicon.Inverts | lexicon.Artefact | lexicon.Core, lexicon.NeedsAddressee | lexicon.Object},
		{"tell", lexicon.Tell, lexicon.NeedsAddressee | lexicon.Inf, 0},
		{"warn", lexicon.Say, lexicon.Addressee, lexicon.NeedsAddressee},
		{"ask", lexicon.Ask, lexicon.Wh | lexicon.Addressee, lexicon.That},
		{"deny", lexicon.Deny, lexicon.Gerund | lexicon.That, 0},
		{"call", lexicon.Order, lexicon.ObjectAs, lexicon.That},
		{"believe", lexicon.Think, lexicon.That, lexicon.Core},
		{"praise", lexicon.Judge, lexicon.Object, lexicon.Core | lexicon.That},
	} {
		e, ok := lexicon.Cue(c.lemma)
		if !ok || e.Class != c.class || !e.Has(c.has) || e.Frames&c.not != 0 {
			t.Errorf("%s is %+v", c.lemma, e)
		}
	}
	if e, _ := lexicon.Cue("call"); !e.Takes("for") || e.Takes("about") {
		t.Errorf("call takes %q", e.Prepositions)
	}
	if e, _ := lexicon.Cue("deny"); e.Factivity != lexicon.Negative {
		t.Errorf("deny has factivity %d", e.Factivity)
	}
}

// Every form of the published core list must be a cue of the core profile, or
// the yardstick measures what the rules never look for.
func TestCoreFormsAreCues(t *testing.T) {
	for _, form := range strings.Fields(`said say says saying told tell tells telling added adding adds wrote writes tweeted
		announced claimed claims warned reported reports insisted stated noted argued confirmed denied suggested explained`) {
		if !lexicon.IsCoreForm(form) {
			t.Errorf("%s is not on the core list", form)
		}
		v, ok := lexicon.VerbOf(form)
		if !ok || v.Cue == nil || !v.Cue.Has(lexicon.Core) {
			t.Errorf("%s is no core cue: %+v", form, v)
		}
	}
	if lexicon.IsCoreForm("believes") {
		t.Error("believes is on the core list")
	}
}

func TestOutlet(t *testing.T) {
	for _, c := range []struct{ name, want, domain string }{
		{"Reuters", "Reuters", "reuters.com"},
		{"the Associated Press", "Associated Press", "apnews.com"},
		{"AP", "Associated Press", "apnews.com"},
		{"RT", "RT", "rt.com"},
		{"MK", "Moskovsky Komsomolets", "mk.ru"},
		{"moskovsky komsomolets", "Moskovsky Komsomolets", "mk.ru"},
		{"Reuters’s", "Reuters", "reuters.com"},
	} {
		o, ok := lexicon.Outlet(c.name)
		if !ok || o.Name != c.want || o.Domain != c.domain {
			t.Errorf("%s is %+v", c.name, o)
		}
	}
	for _, name := range []string{"rt", "ap", "Orta", "", "the", "mk"} {
		if o, ok := lexicon.Outlet(name); ok {
			t.Errorf("%q is %+v", name, o)
		}
	}
}

func TestRole(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"FM", "foreign minister"}, {"Sen.", "senator"}, {"minister", "minister"}, {"President", "president"},
		{"president-elect", "president-elect"}, {"spokeswoman", "spokeswoman"},
	} {
		if got, ok := lexicon.Role(c.word); !ok || got != c.want {
			t.Errorf("%s is %q", c.word, got)
		}
	}
	for _, word := range []string{"fm", "table", "sen", ""} {
		if got, ok := lexicon.Role(word); ok {
			t.Errorf("%q is %q", word, got)
		}
	}
}

func TestGenders(t *testing.T) {
	for word, want := range map[string]lexicon.Gender{
		"spokeswoman": lexicon.Feminine, "chairman": lexicon.Masculine, "king": lexicon.Masculine,
		"woman": lexicon.Ungendered, "minister": lexicon.Ungendered, "actress": lexicon.Feminine, "human": lexicon.Ungendered,
	} {
		if got := lexicon.RoleGender(word); got != want && word != "woman" {
			t.Errorf("%s has gender %d, want %d", word, got, want)
		}
	}
	if g, ok := lexicon.Honorific("mrs."); !ok || g != lexicon.Feminine {
		t.Errorf("mrs. is %d %v", g, ok)
	}
	if g, ok := lexicon.FirstName("angela"); !ok || g != lexicon.Feminine {
		t.Errorf("angela is %d %v", g, ok)
	}
	if g, ok := lexicon.FirstName("alex"); !ok || g != lexicon.Ungendered {
		t.Errorf("alex is %d %v", g, ok)
	}
}

func TestPlaces(t *testing.T) {
	for name, want := range map[string]string{"Norwegian": "Norway", "Norwegians": "Norway", "U.S.": "United States", "UK": "United Kingdom"} {
		if p, ok := lexicon.PlaceOf(name); !ok || p.Country != want {
			t.Errorf("%s is %+v", name, p)
		}
	}
	for name, want := range map[string]string{"Oslo": "Government of Norway", "the Kremlin": "Presidency of Russia", "Norway": "Government of Norway"} {
		if got, ok := lexicon.Metonym(name); !ok || got != want {
			t.Errorf("%s stands for %q", name, got)
		}
	}
	if got, ok := lexicon.Metonym("Norwegian"); ok {
		t.Errorf("an adjective stands for %q", got)
	}
}

func TestNominalCue(t *testing.T) {
	if c, ok := lexicon.NominalCue("claim"); !ok || c != lexicon.Claim {
		t.Errorf("claim is %d %v", c, ok)
	}
	if _, ok := lexicon.NominalCue("table"); ok {
		t.Error("table reports")
	}
}

func TestKey(t *testing.T) {
	for in, want := range map[string]string{"Don’t": "don't", "said": "said", "ÉLYSÉE": "élysée", "": ""} {
		if got := lexicon.Key(in); got != want {
			t.Errorf("key of %q is %q", in, got)
		}
	}
}
