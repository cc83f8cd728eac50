// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"hearsay"
	"hearsay/extract"
)

// story is a text of which nothing is a credit. The tests put lines around it.
const story = "The harbour bridge at Dunwick was closed for a week, the county said on Monday.\n\n" +
	"Engineers had found cracks in two of its piers, and nobody knows how long repairs will take.\n\n" +
	"Buses go round by the old road, which is narrow and floods whenever the river is high in spring."

// creditsOf reads a text of an outlet and writes its credits, a line each.
func creditsOf(t *testing.T, outlet, text string) string {
	t.Helper()
	c := hearsay.Capture{MediaType: "text/plain", Given: hearsay.Given{Outlet: outlet, Title: "Bridge shut"}}
	a, err := extract.Article(c, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range a.Credits {
		line := fmt.Sprintf("%s %s", c.Kind, c.To.Name)
		if c.To.Kind == hearsay.Anonymous {
			line += " (anonymous)"
		}
		if c.Origin == hearsay.PressRelease {
			line += " (release)"
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

// TestDatelineCredits: how agencies of the world begin their texts.
func TestDatelineCredits(t *testing.T) {
	for _, c := range [][2]string{
		{"DUNWICK (AP) — ", "Associated Press"},
		{"DUNWICK, Mass., Dec. 11 (UPI) — ", "United Press International"},
		{"Dunwick (AFP) – ", "Agence France-Presse"},
		{"Dec 29 (Reuters) - ", "Reuters"},
		{"(Reuters) – ", "Reuters"},
		{"MOSCOW, March 14 (Interfax) – ", "Interfax"},
		{"MOSCOW, March 14. /TASS/. ", "TASS"},
		{"Москва. 14 марта. INTERFAX.RU - ", "Interfax"},
		{"МОСКВА, 14 мар — РИА Новости. ", "RIA Novosti"},
		{"КИЇВ, 14 березня (Укрінформ) – ", "Ukrinform"},
		{"Berlin (dpa/lno) - ", "dpa"},
		{"Wien (APA) - ", "Austria Press Agency"},
		{"Madrid, 14 mar (EFE).- ", "EFE"},
		{"Lisboa, 5 jun 2020 (Lusa) – ", "Lusa"},
		{"(ANSA) - ROMA, 14 MAR - ", "ANSA"},
		{"Warszawa (PAP) - ", "PAP"},
		{"STOCKHOLM (TT) – ", "TT news agency"},
		{"ANKARA (AA) - ", "Anadolu"},
		{"NEW DELHI, Mar 14 (PTI) ", "Press Trust of India"},
		{"New Delhi [India], March 14 (ANI): ", "ANI"},
		{"BEIJING, Jan. 5 (Xinhua) -- ", "Xinhua"},
		{"【新华社北京3月14日电】", "Xinhua"},
		{"新华社北京3月14日电 ", "Xinhua"},
		{"【ワシントン=共同】", "Kyodo"},
		{"(서울=연합뉴스) ", "Yonhap"},
		{"KUALA LUMPUR, March 14 (Bernama) -- ", "Bernama"},
		{"JOHANNESBURG - Sapa - ", "SAPA"},
		{"NEW YORK, Jan. 5, 2016 /PRNewswire/ -- ", "PR Newswire (release)"},
		{"LONDON--(BUSINESS WIRE)--", "Business Wire (release)"},
		{"TORONTO, March 14, 2016 (GLOBE NEWSWIRE) -- ", "GlobeNewswire (release)"},
		{"TOLLING (Norvane Wire) — ", "Norvane Wire"},
		{"DUNWICK (CPA) — ", "CPA"},
		// What looks like one and names nobody.
		{"DUNWICK — ", ""},
		{"HOUSTON, Texas (KTRK) — ", ""},
		{"Lee (Greens) – ", ""},
		{"PARIS, March 19 - Caisse Nationale des Autoroutes (CNA) — ", ""},
		{"Ann Lee, who edits the Dunwick Mail (AP) – ", ""},
		{"DUNWICK (Reuterś) — ", ""},
		{"DUNWICK (Rеuters) — ", ""}, // with a Cyrillic letter
	} {
		want := ""
		if c[1] != "" {
			want = "dateline " + c[1]
		}
		if got := creditsOf(t, "The Daily Gull", c[0]+story); got != want {
			t.Errorf("%s… %q, want %q", c[0], got, want)
		}
	}
}

// TestLineCredits: what stands below a text.
func TestLineCredits(t *testing.T) {
	for _, c := range [][2]string{
		{"(AP)", "Associated Press"},
		{"– Reuters", "Reuters"},
		{"/TASS/", "TASS"},
		{"dpa", "dpa"},
		{"(jr/dpa)", "dpa"},
		{"(AFP, dpa)", "Agence France-Presse; dpa"},
		{"h/t: The Hill.", "The Hill"},
		{"(h/t Marsh Light)", "Marsh Light"},
		{"Hat tip: Marsh Light", "Marsh Light"},
		{"Via Norvane Wire", "Norvane Wire"},
		{"Source: RT", "RT"},
		{"Fonte: Lusa", "Lusa"},
		{"Źródło: PAP", "PAP"},
		{"По материалам ТАСС", "TASS"},
		{"(Con información de AFP, EFE y Reuters)", "Agence France-Presse; EFE; Reuters"},
		{"(With inputs from PTI)", "Press Trust of India"},
		{"(With inputs from agencies)", "agencies (anonymous)"},
		{"With wire reports", "wire reports (anonymous)"},
		{"Mit Material von dpa und AFP", "dpa; Agence France-Presse"},
		{"(avec AFP)", "Agence France-Presse"},
		{"The Associated Press contributed to this report.", "Associated Press"},
		{"Lerer reported from Dunwick. Associated Press writer Jill Colvin contributed to this report.", "Associated Press"},
		{"Reuters and AFP contributed to this story.", "Reuters; Agence France-Presse"},
		{"Additional reporting by Norvane Wire.", "Norvane Wire"},
		{"NordWire contributed to this report.", "NordWire"},
		{"(Reporting by Ann Lee; Additional reporting by Bo Day; Editing by Cy Fox)", "Reuters"},
		{"This article was originally published on The Conversation. Read the original article.", "The Conversation"},
		{"This piece first appeared in Marsh Light.", "Marsh Light"},
		{"First published by Norvane Wire.", "Norvane Wire"},
		{"Reprinted with permission from Marsh Light.", "Marsh Light"},
		{"Copyright 2016 The Associated Press. All rights reserved.", "Associated Press"},
		{"© 2016 AFP", "Agence France-Presse"},
		{"Distributed by Tribune Content Agency, LLC.", "Tribune News Service"},
		{"Provided by European Space Agency", "European Space Agency"},
	} {
		var want []string
		for _, name := range strings.Split(c[1], "; ") {
			want = append(want, "credit-line "+name)
		}
		got := strings.ReplaceAll(creditsOf(t, "The Daily Gull", story+"\n\n"+c[0]), "read-more", "credit-line")
		if diff := cmp.Diff(strings.Join(want, "; "), got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c[0], diff)
		}
	}
}

// TestNoCredits: pictures, persons, what follows, later prints, the page itself, and
// agencies that are the subject.
func TestNoCredits(t *testing.T) {
	for _, line := range []string{
		"(AP Photo/Ann Lee)", "REUTERS/Jim Young", "© Reuters / David Mercado", "Image copyright Reuters", "Photo: AFP", "© AFP",
		"Getty Images", "(Ed de Leon)", "(BA)", "(Laughter)", "(NM)", "Bild:", "From Bloomberg:",
		"This article was reprinted on Wired.com.", "Published by Aqua Design Inc.", "Posted in News", "Posted on Freitag, 15.",
		"via GIPHY", "VIAJES Y TURISMO", "Follow Ann Lee on Twitter: @annlee",
		"(Source: Reuterś)", "Copyright 2016 The Daily Gull.", "This story first appeared in The Daily Gull.",
		"Ann Lee and Bo Day contributed to this report.",
		"Reuters, the news agency, said it would close its office in Dunwick.",
		"The county told the Associated Press (AP).",
		"The study was published in Nature.",
		"Reporting by Ann Lee; editing by Bo Day", // without brackets anybody's
	} {
		if got := creditsOf(t, "The Daily Gull", story+"\n\n"+line); got != "" {
			t.Errorf("%s: %s", line, got)
		}
	}
}

// TestBylineCredits: who signs at the top.
func TestBylineCredits(t *testing.T) {
	for _, c := range [][2]string{
		{"By AP", "Associated Press"},
		{"By Ann Lee, Associated Press", "Associated Press"},
		{"By ANN LEE Associated Press", "Associated Press"},
		{"By Reuters Staff", "Reuters"},
		{"Von David Hutzler, dpa", "dpa"},
		{"By Petra", ""},
		{"By Michael Bloomberg", ""},
		{"By Ann Lee", ""},
	} {
		got := creditsOf(t, "The Daily Gull", "Bridge shut\n\n"+c[0]+"\n\n"+story)
		if first, _, _ := strings.Cut(got, ";"); strings.TrimPrefix(first, "byline ") != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
}

// TestOwnName: a page that credits itself credits nobody, under any of its names.
func TestOwnName(t *testing.T) {
	for _, c := range [][2]string{
		{"Reuters", "DUNWICK (Reuters) - "}, {"Associated Press", "DUNWICK (AP) — "}, {"AP News", "DUNWICK (AP) — "},
		{"Finexa", "DUNWICK, Nov 6 (FNX) - "}, {"Meridian News Agency", "DUNWICK, July 22 (MNA) - "},
		{"Northline", "DUNWICK, March 13 (Northline) - "}, {"Xinhua", "BEIJING, Jan. 5 (Xinhua) -- "},
	} {
		if got := creditsOf(t, c[0], c[1]+story+"\n\n(Reporting by Ann Lee; Editing by Cy Fox)"); got != "" && c[0] != "Reuters" {
			t.Errorf("%s: %s", c[0], got)
		}
	}
}

// FuzzCredits: whatever stands in a text, credits lie in it, on whole letters.
func FuzzCredits(f *testing.F) {
	for _, line := range []string{"DUNWICK (AP) — ", "【新华社北京3月14日电】", "(Reporting by Ann Lee; Editing by Cy Fox)", "h/t: The Hill.",
		"According to Norvane Wire, according to The Gull, it rained. ", "By Ann Lee, dpa\n\n", "©2016 AFP", "МОСКВА, 14 мар — РИА Новости. "} {
		f.Add(line+story, line)
	}
	f.Fuzz(func(t *testing.T, text, last string) {
		a, err := extract.Article(hearsay.Capture{MediaType: "text/plain"}, []byte(text+"\n\n"+last))
		if err != nil {
			return
		}
		for _, c := range a.Credits {
			if words := c.Evidence.In(&a); !utf8.ValidString(words) {
				t.Errorf("%s to %s stands in %q", c.Kind, c.To.Name, words)
			}
			if c.To.Name != "" && !utf8.ValidString(c.To.Name) {
				t.Errorf("credit to %q", c.To.Name)
			}
		}
	})
}
