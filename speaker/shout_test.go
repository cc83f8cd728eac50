// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker_test

import (
	"strings"
	"testing"

	"hearsay"
)

const harbour = `Harbour Minister Ida Falk closed the port of Strand on Monday.

“We will not open a port that we would not enter ourselves,” Falk said. She added that the repair would take a year.

The statement said that three letters were sent. A spokesman for Otto Rusk said that none had come.

“I have seen the letters,” said Anna Berg, a clerk. Engineers said the pier was older than the port.`

// In capitals nothing tells a name from a word, in lower case nothing tells a name:
// fewer speakers are given, none of them another, each with less confidence.
func TestSpeakersOfWornText(t *testing.T) {
	clean := speakersOf(harbour)
	for name, text := range map[string]string{"capitals": strings.ToUpper(harbour), "lower case": strings.ToLower(harbour)} {
		for cue, s := range speakersOf(text) {
			c, known := clean[cue]
			if !known || !strings.EqualFold(c.Agent.Name, s.Agent.Name) {
				t.Errorf("%s: at byte %d the speaker is %s, in the clean text %q", name, cue, s.Agent.Name, c.Agent.Name)
			}
			if s.Confidence >= c.Confidence {
				t.Errorf("%s: %s has confidence %.2f, in the clean text %.2f", name, s.Agent.Name, s.Confidence, c.Confidence)
			}
		}
	}
	if s := speakersOf(strings.ToUpper(harbour)); len(s) == 0 {
		t.Error("no speaker at all in capitals: ANNA BERG is a name in any case")
	}
}

// speakersOf are the speakers by the byte at which their cue begins.
func speakersOf(text string) map[int]hearsay.Speaker {
	out := map[int]hearsay.Speaker{}
	for _, q := range resolve(&hearsay.Article{Text: text}) {
		if !q.Speaker.Agent.IsZero() {
			out[q.Cue.Start] = q.Speaker
		}
	}
	return out
}

// Texts that are no articles have no speakers, and break nothing.
func TestSpeakersOfNoArticles(t *testing.T) {
	for name, text := range map[string]string{
		"marks":      strings.Repeat("“ said ” ' \" ", 2000),
		"code":       "func main() {\n\tlog.Fatal(\"said Lee\") // Lee said \"no\"\n}",
		"table":      "Name\tAge\nLee said\t45\nOdum\t39\n| Port | Ships |\n|---|---|",
		"right left": "قال الوزير: “لن نغادر المدينة”. אמר השר: “לא נלך”.",
		"emoji":      "“🚢🚢,” 👩‍👩‍👧 said 😀. 🇳🇴 said “☔️”.",
		"noise":      "“Wc w1ll not,’’ La rin sa1d. Thc rn1nister ,said tl1at thc port- \nis c1osed”. ¬ | ~",
		"invalid":    "“We go,\x80” \xff\xfesaid \xc3. \xe2\x80 said no.",
		"capitals":   strings.Repeat("LEE SAID THE BRIDGE SAID NO AND ", 500),
	} {
		t.Run(name, func(t *testing.T) {
			a := &hearsay.Article{Headline: text[:min(len(text), 200)], Text: text}
			checkSpeakers(t, a)
			for _, s := range speakersOf(text) {
				if s.Agent.Kind == hearsay.Person && name != "code" && name != "table" && name != "noise" {
					t.Errorf("%s is taken for a speaker", s.Agent.Name)
				}
			}
		})
	}
}
