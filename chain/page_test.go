// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package chain_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/chain"
)

func outlet(name string) hearsay.Agent {
	return hearsay.Agent{Name: name, Kind: hearsay.Outlet}
}

func site(domain string) hearsay.Agent {
	return hearsay.Agent{Kind: hearsay.Outlet, Domain: domain}
}

func person(name string) hearsay.Agent {
	return hearsay.Agent{Name: name, Kind: hearsay.Person}
}

// reading is a page and what was read from it. Places are given by the words that
// stand there, so that a test reads like the page.
type reading struct {
	hearsay.Article
	quotations []hearsay.Quotation
}

func page(by hearsay.Agent, headline, text string) *reading {
	return &reading{Article: hearsay.Article{Outlet: by, Headline: headline, Text: text}}
}

// at finds words in the text or, when they are not there, the headline.
func (r *reading) at(words string) hearsay.Place {
	if i := strings.Index(r.Text, words); i >= 0 {
		return hearsay.Place{Span: hearsay.Span{Start: i, End: i + len(words)}}
	}
	i := strings.Index(r.Headline, words)
	if i < 0 {
		panic("the page does not say " + words)
	}
	return hearsay.Place{Part: hearsay.InHeadline, Span: hearsay.Span{Start: i, End: i + len(words)}}
}

// credit adds a credit; words "" is one that has no place, as in the page's head.
func (r *reading) credit(kind hearsay.CreditKind, to hearsay.Agent, words string) *reading {
	c := hearsay.Credit{Kind: kind, To: to}
	if words != "" {
		c.Evidence = r.at(words)
	}
	r.Credits = append(r.Credits, c)
	return r
}

// says adds an asserted statement with the media it came through: pairs of an
// agent and the words that name it.
func (r *reading) says(who hearsay.Agent, content string, via ...any) *reading {
	at := r.at(content)
	q := hearsay.Quotation{
		Part: at.Part, Content: []hearsay.Span{at.Span}, Within: -1, Polarity: hearsay.Asserted,
		Speaker: hearsay.Speaker{Agent: who},
	}
	for i := 0; i < len(via); i += 2 {
		q.Via = append(q.Via, hearsay.Via{Agent: via[i].(hearsay.Agent), Evidence: r.at(via[i+1].(string)).Span})
	}
	r.quotations = append(r.quotations, q)
	return r
}

// steps writes the ways as lines: relation, agent, the words of the evidence; "or"
// stands before each fork.
func (r *reading) steps() string {
	var b strings.Builder
	ways := chain.PageWays(&r.Article, r.quotations)
	for i, way := range append([][]hearsay.Step{ways.Main}, ways.Forks...) {
		if i > 0 {
			b.WriteString("or\n")
		}
		for _, s := range way {
			name := s.Agent.Name
			if name == "" {
				name = s.Agent.Domain
			}
			fmt.Fprintf(&b, "%s %s", s.Relation, name)
			if !s.Evidence.IsZero() {
				fmt.Fprintf(&b, " “%s”", s.Evidence.In(&r.Article))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func lines(l ...string) string {
	if len(l) == 0 {
		return ""
	}
	return strings.Join(l, "\n") + "\n"
}

var (
	blog    = hearsay.Agent{Name: "Saltwater Notes", Kind: hearsay.Outlet, Domain: "saltwater.example"}
	velTV   = outlet("VelTV World")
	gull    = outlet("The Daily Gull")
	lantor  = outlet("Lantor Wire")
	dorrick = person("Anselm Dorrick")
)

const relayed = "The strait stays open, Foreign Minister Anselm Dorrick told The Daily Gull. “Nobody will close it.”\n\n(VelTV World)"

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name string
		page *reading
		want string
	}{
		{"nothing said, nothing credited", page(blog, "Rain", "It rained."), ""},
		{
			"blog ← broadcaster ← tabloid ← minister",
			page(blog, "Open", relayed).
				credit(hearsay.CreditLine, velTV, "(VelTV World)").
				says(dorrick, "“Nobody will close it.”", gull, "told The Daily Gull"),
			lines("credits VelTV World “(VelTV World)”", "credits The Daily Gull “told The Daily Gull”", "told Anselm Dorrick ““Nobody will close it.””"),
		},
		{
			"the page's own outlet is no step",
			page(gull, "Open", relayed).
				credit(hearsay.CreditLine, outlet("Daily Gull"), "The Daily Gull").
				says(dorrick, "“Nobody will close it.”", gull, "told The Daily Gull"),
			lines("told Anselm Dorrick ““Nobody will close it.””"),
		},
		{
			"a statement that names no medium is quoted",
			page(blog, "Open", relayed).says(dorrick, "“Nobody will close it.”"),
			lines("quotes Anselm Dorrick ““Nobody will close it.””"),
		},
		{
			"explicit credits come before implicit ones, and two are two ways",
			page(blog, "Open", relayed).
				credit(hearsay.Syndication, lantor, "").
				credit(hearsay.Attribution, gull, "told The Daily Gull").
				credit(hearsay.CreditLine, velTV, "(VelTV World)"),
			lines("credits VelTV World “(VelTV World)”", "credits The Daily Gull “told The Daily Gull”", "or", "cites Lantor Wire"),
		},
		{
			"an outlet named twice is one step with the stronger evidence",
			page(blog, "Open", relayed).
				credit(hearsay.ReadMore, outlet("VelTV"), "The strait").
				credit(hearsay.CreditLine, velTV, "(VelTV World)"),
			lines("credits VelTV World “(VelTV World)”"),
		},
		{
			"a link to the whole story cites",
			page(blog, "Open", relayed).credit(hearsay.ReadMore, gull, "The Daily Gull"),
			lines("cites The Daily Gull “The Daily Gull”"),
		},
		{
			"a credit to nobody is no step",
			page(blog, "Open", relayed).credit(hearsay.ReadMore, hearsay.Agent{}, "The strait"),
			"",
		},
		{
			"an address is one with the name that follows",
			page(blog, "Open", relayed).
				credit(hearsay.ReadMore, site("dailygull.example"), "The strait").
				credit(hearsay.Attribution, gull, "told The Daily Gull"),
			lines("cites The Daily Gull “The strait”"),
		},
		{
			"two addresses are two ways",
			page(blog, "Open", relayed).
				credit(hearsay.ReadMore, site("dailygull.example"), "The strait").
				credit(hearsay.Syndication, site("lantor.example"), ""),
			lines("cites dailygull.example “The strait”", "or", "cites lantor.example"),
		},
		{
			"of two speakers, who says more; an outlet is not asked",
			page(blog, "Open", "“Yes,” said Ines Holt. “The fog lifts at noon,” Anselm Dorrick said. VelTV World reports that all of this is old news to everyone.").
				says(person("Ines Holt"), "“Yes,”").
				says(dorrick, "“The fog lifts at noon,”").
				says(velTV, "that all of this is old news to everyone"),
			lines("quotes Anselm Dorrick ““The fog lifts at noon,””"),
		},
		{
			"what others told other media is another way",
			page(blog, "Open", "“Yes,” Ines Holt told Lantor Wire. “The fog lifts at noon,” Dorrick told The Daily Gull.").
				says(person("Ines Holt"), "“Yes,”", lantor, "told Lantor Wire").
				says(dorrick, "“The fog lifts at noon,”", gull, "told The Daily Gull"),
			lines("credits The Daily Gull “told The Daily Gull”", "told Anselm Dorrick ““The fog lifts at noon,””",
				"or", "credits Lantor Wire “told Lantor Wire”", "told Ines Holt ““Yes,””"),
		},
		{
			"media of three statements are no chain of three",
			page(blog, "Open", "“Fog lifts at noon today,” Dorrick told The Daily Gull. “Yes,” Holt told Lantor Wire. “No,” Ash told VelTV World.").
				says(dorrick, "“Fog lifts at noon today,”", gull, "told The Daily Gull").
				says(person("Ines Holt"), "“Yes,”", lantor, "told Lantor Wire").
				says(person("Cy Ash"), "“No,”", velTV, "told VelTV World"),
			lines("credits The Daily Gull “told The Daily Gull”", "told Anselm Dorrick ““Fog lifts at noon today,””",
				"or", "credits Lantor Wire “told Lantor Wire”", "told Ines Holt ““Yes,””",
				"or", "credits VelTV World “told VelTV World”", "told Cy Ash ““No,””"),
		},
		{
			"a speaker whom no medium cites does not end another's way",
			page(blog, "Open", "“Yes,” Holt told Lantor Wire. “The fog lifts at noon,” Dorrick said.").
				says(person("Ines Holt"), "“Yes,”", lantor, "told Lantor Wire").
				says(dorrick, "“The fog lifts at noon,”"),
			lines("quotes Anselm Dorrick ““The fog lifts at noon,””", "or", "credits Lantor Wire “told Lantor Wire”", "told Ines Holt ““Yes,””"),
		},
		{
			"two media in one statement are one way",
			page(blog, "Open", "VelTV World quotes what Dorrick told The Daily Gull: “The fog lifts at noon.”").
				says(dorrick, "“The fog lifts at noon.”", velTV, "VelTV World", gull, "told The Daily Gull"),
			lines("credits VelTV World “VelTV World”", "credits The Daily Gull “told The Daily Gull”", "told Anselm Dorrick ““The fog lifts at noon.””"),
		},
		{
			"another statement through the same medium is no other way",
			page(blog, "Open", "“The fog lifts at noon,” Dorrick told The Daily Gull. “Yes,” Holt told The Daily Gull.").
				says(dorrick, "“The fog lifts at noon,”", gull, "told The Daily Gull").
				says(person("Ines Holt"), "“Yes,”", gull, "told The Daily Gull"),
			lines("credits The Daily Gull “told The Daily Gull”", "told Anselm Dorrick ““The fog lifts at noon,””"),
		},
		{
			"police are quoted, and are not where the page is from",
			page(blog, "Open", "The road is closed, police said.").
				says(hearsay.Agent{Name: "police", Kind: hearsay.Anonymous}, "The road is closed"),
			"",
		},
		{
			"nor is a ministry, unless a medium had it from there",
			page(blog, "Open", "The road is closed, the Roads Ministry told Lantor Wire.").
				says(hearsay.Agent{Name: "Roads Ministry", Kind: hearsay.Organization}, "The road is closed", lantor, "told Lantor Wire"),
			lines("credits Lantor Wire “told Lantor Wire”", "told Roads Ministry “The road is closed”"),
		},
		{
			"a source that nobody names is one",
			page(blog, "Open", "The road is closed, a source in the ministry said.").
				says(hearsay.Agent{Name: "a source in the ministry", Kind: hearsay.Anonymous}, "The road is closed"),
			lines("quotes a source in the ministry “The road is closed”"),
		},
		{
			"the medium that the lead cites comes first",
			page(blog, "Open", "According to Lantor Wire, the road is closed.\n\n“Fog lifts at noon,” Dorrick said.").
				credit(hearsay.Attribution, lantor, "Lantor Wire").
				says(dorrick, "“Fog lifts at noon,”"),
			lines("credits Lantor Wire “Lantor Wire”"),
		},
		{
			"a medium that cites a medium in the lead",
			page(blog, "Open", "According to Lantor Wire, according to VelTV World, the road is closed.").
				credit(hearsay.Attribution, lantor, "Lantor Wire").
				credit(hearsay.Attribution, velTV, "VelTV World"),
			lines("credits Lantor Wire “Lantor Wire”", "credits VelTV World “VelTV World”"),
		},
		{
			"the text before the headline",
			page(blog, "Dorrick: nobody will close the strait", "“Open,” Dorrick said.").
				says(dorrick, "nobody will close the strait").
				says(dorrick, "“Open,”"),
			lines("quotes Anselm Dorrick ““Open,””"),
		},
		{
			"a headline is better than nothing",
			page(blog, "Dorrick: nobody will close the strait", "Boats went out.").says(dorrick, "nobody will close the strait"),
			lines("quotes Anselm Dorrick “nobody will close the strait”"),
		},
		{
			"a wire that is credited and quoted is one step",
			page(blog, "Open", "Boats went out, the Coastal Press Association says. (CPA)").
				credit(hearsay.CreditLine, outlet("CPA"), "(CPA)").
				says(hearsay.Agent{Name: "Coastal Press Association", Kind: hearsay.Organization}, "Boats went out"),
			lines("credits CPA “(CPA)”"),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.page.steps()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestPageOnlyAsserted: who declined, denied or may yet speak said nothing.
func TestPageOnlyAsserted(t *testing.T) {
	for _, p := range []hearsay.Polarity{
		hearsay.Denied, hearsay.Declined, hearsay.Questioned, hearsay.Hypothetical, hearsay.Future, hearsay.NotSaid,
	} {
		r := page(blog, "Open", relayed).says(dorrick, "“Nobody will close it.”")
		r.quotations[0].Polarity = p
		if got := r.steps(); got != "" {
			t.Errorf("%s: %s, want no step", p, got)
		}
	}
}

// TestPageWithin: the media whose statements hold a statement come before its own.
func TestPageWithin(t *testing.T) {
	r := page(blog, "Open", "VelTV World says that Dorrick told The Daily Gull that nobody will close it.").
		says(velTV, "Dorrick told The Daily Gull that nobody will close it").
		says(dorrick, "nobody will close it", gull, "told The Daily Gull")
	r.quotations[0].Source = r.at("VelTV World").Span
	r.quotations[1].Within = 0
	want := lines("credits VelTV World “VelTV World”", "credits The Daily Gull “told The Daily Gull”", "told Anselm Dorrick “nobody will close it”")
	if got := r.steps(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	r.quotations[0].Within = 1 // no list should have it; it must end all the same
	r.steps()
}

// TestPageToldTo: words said to somebody were told, although no medium is named.
func TestPageToldTo(t *testing.T) {
	r := page(blog, "Open", relayed).says(dorrick, "“Nobody will close it.”")
	r.quotations[0].Addressee = r.at("The Daily Gull").Span
	if got, want := r.steps(), lines("told Anselm Dorrick ““Nobody will close it.””"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestPageFillsIn: what a later mention knows of an agent is not lost.
func TestPageFillsIn(t *testing.T) {
	r := page(blog, "Open", relayed).
		credit(hearsay.ReadMore, site("dailygull.example"), "The strait").
		credit(hearsay.Attribution, hearsay.Agent{Name: "The Daily Gull", Kind: hearsay.Outlet, Role: "newspaper", QID: "Q1"}, "told The Daily Gull")
	want := hearsay.Agent{Name: "The Daily Gull", Kind: hearsay.Outlet, Role: "newspaper", QID: "Q1", Domain: "dailygull.example"}
	if got := chain.Page(&r.Article, nil); len(got) != 1 || got[0].Agent != want {
		t.Errorf("steps %+v, want one of %+v", got, want)
	}
}

func TestSameOutlet(t *testing.T) {
	org := func(name string) hearsay.Agent { return hearsay.Agent{Name: name, Kind: hearsay.Organization} }
	for _, c := range []struct {
		name string
		a, b hearsay.Agent
		want bool
	}{
		{"nobody and nobody", hearsay.Agent{}, hearsay.Agent{}, false},
		{"nobody and somebody", hearsay.Agent{}, gull, false},
		{"kind alone names nobody", hearsay.Agent{Kind: hearsay.Outlet}, gull, false},
		{"case and article", outlet("THE DAILY GULL"), outlet("Daily Gull"), true},
		{"punctuation", outlet("Gull-Herald"), outlet("Gull Herald"), true},
		{"Cyrillic", outlet("Чайка"), outlet("чайка"), true},
		{"others", gull, lantor, false},
		{"same domain", site("mk.example"), hearsay.Agent{Name: "MK", Kind: hearsay.Outlet, Domain: "mk.example"}, true},
		{"two domains", site("mk.example"), site("rt.example"), false},
		{"name and domain", outlet("VelTV"), site("veltv.example"), true},
		{"name and hyphened domain", gull, site("daily-gull.example"), true},
		{"name and part of a domain", outlet("Gull"), site("dailygull.example"), false},
		{"name and ending of a domain", outlet("Example"), site("gull.example"), false},
		{"name and host within a domain", outlet("VelTV"), site("world.veltv.example"), true},
		{"one word and an unrelated domain", outlet("VelTV"), site("gull.example"), false},
		{"name of one letter", outlet("G"), site("g.example"), false},
		{"initials", outlet("CPA"), org("Coastal Press Association"), true},
		{"initials with small words", outlet("BV"), org("Bank of Velmark"), true},
		{"initials of others", outlet("CPA"), org("Lantor Press Association"), false},
		{"first word", outlet("VelTV"), velTV, true},
		{"first word with article", outlet("Lantor"), outlet("The Lantor Wire"), true},
		{"first word too short to tell", outlet("The"), outlet("The Daily Gull"), false},
		{"start of a word", outlet("Lant"), lantor, false},
		{"person of one name", dorrick, person("anselm dorrick"), true},
		{"person and surname", dorrick, person("Dorrick"), false},
		{"person and first name", person("Anselm"), dorrick, false},
		{"anonymous and organization by initials", hearsay.Agent{Name: "A Senior Official", Kind: hearsay.Anonymous}, outlet("ASO"), false},
		{"only marks", outlet("…"), outlet("—"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, got := range []bool{chain.SameOutlet(c.a, c.b), chain.SameOutlet(c.b, c.a)} {
				if got != c.want {
					t.Errorf("SameOutlet(%+v, %+v) = %v, or the other way round", c.a, c.b, got)
				}
			}
		})
	}
}

func TestAttributions(t *testing.T) {
	write := func(r *reading) string {
		var b strings.Builder
		for _, c := range chain.Attributions(&r.Article, r.quotations) {
			fmt.Fprintf(&b, "%s %s “%s”\n", c.Kind, c.To.Name, c.Evidence.In(&r.Article))
		}
		return b.String()
	}
	told := func() *reading {
		return page(blog, "Dorrick told Gull: open", relayed).says(dorrick, "“Nobody will close it.”", gull, "told The Daily Gull")
	}
	for _, c := range []struct {
		name string
		page *reading
		want string
	}{
		{"none", page(blog, "Open", relayed).says(dorrick, "“Nobody will close it.”"), ""},
		{"one", told(), lines("attribution The Daily Gull “told The Daily Gull”")},
		{"named twice, credited once", told().says(dorrick, "The strait stays open", gull, "The Daily Gull"), lines("attribution The Daily Gull “told The Daily Gull”")},
		{"in the headline", page(blog, "Dorrick told Lantor: open", "Open.").says(dorrick, "open", lantor, "told Lantor"), lines("attribution Lantor Wire “told Lantor”")},
		{"the page's own outlet", page(gull, "Open", relayed).says(dorrick, "“Nobody will close it.”", gull, "told The Daily Gull"), ""},
		{"a medium that is not known", page(blog, "Open", relayed).says(dorrick, "“Nobody will close it.”", hearsay.Agent{}, "told The Daily Gull"), ""},
		{"words that are a credit already", told().credit(hearsay.CreditLine, gull, "The Daily Gull"), ""},
		{"credited elsewhere, too", told().credit(hearsay.CreditLine, gull, "(VelTV World)"), lines("attribution The Daily Gull “told The Daily Gull”")},
		{"two media, nearest first", page(blog, "Open", relayed).says(dorrick, "“Nobody will close it.”", velTV, "VelTV World", gull, "told The Daily Gull"),
			lines("attribution VelTV World “VelTV World”", "attribution The Daily Gull “told The Daily Gull”")},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, write(c.page)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
