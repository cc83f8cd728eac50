// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package plant

import (
	"fmt"
	"strconv"
	"strings"
)

// outlet is who publishes.
type outlet struct {
	name, domain string
	footer       string
	dated        bool // its addresses hold the day
}

// person is who speaks.
type person struct{ name, role string }

// world is what all stories of a set share: names and what was written so far.
type world struct {
	level   *level
	r       *random
	names   map[string][]string
	topics  []topic
	common  []fact
	speech  map[string][]string
	ways    struct{ credits, places map[string][]string }
	written *written
	outlets []*outlet
	agency  []*outlet
	pages   int // addresses given out
	// companies are those that stories have.
	companies map[string]bool
}

const outlets = 90

func newWorld(l *level, seed uint64) *world {
	w := &world{level: l, r: newRandom(seed, 0), names: map[string][]string{}, companies: map[string]bool{}, written: newWritten()}
	for key, value := range keyed("names.txt") {
		for _, name := range strings.Fields(value[0]) {
			w.names[key] = append(w.names[key], strings.ReplaceAll(name, "-", " "))
		}
	}
	w.topics = readTopics("topics.txt")
	w.common = readTopics("common.txt")[0].facts
	w.speech = keyed("speech.txt")
	w.ways.credits, w.ways.places = keyed("credits.txt"), keyed("places.txt")
	for _, name := range w.names["agency"] {
		w.agency = append(w.agency, newOutlet(name))
	}
	w.foundOutlets()
	return w
}

func (w *world) foundOutlets() {
	footers := lines("outletfooters.txt")
	taken := map[string]bool{}
	for len(w.outlets) < outlets {
		o := newOutlet("The " + w.place() + " " + pick(w.r, w.names["outlet2"]))
		if taken[o.domain] {
			continue
		}
		taken[o.domain] = true
		o.dated = w.r.chance(30)
		if w.r.chance(20) {
			o.footer = fill(pick(w.r, footers), map[string]string{"outlet": o.name})
		}
		w.outlets = append(w.outlets, o)
	}
	if w.level.lookalike {
		// Greek omicron and Cyrillic е look like o and e.
		like := w.outlets[0].name
		w.outlets[1].name = strings.Replace(strings.Replace(like, "o", "ο", 1), "e", "е", 1)
		w.outlets[1].footer = ""
	}
}

func newOutlet(name string) *outlet {
	slug := strings.Join(wordsOf(strings.TrimPrefix(name, "The ")), "-")
	return &outlet{name: name, domain: slug + ".example"}
}

func (w *world) place() string {
	return pick(w.r, w.names["place1"]) + pick(w.r, w.names["place2"])
}

// company is one that no story had, as long as there are any.
func (w *world) company() string {
	for n := 0; ; n++ {
		name := pick(w.r, w.names["company1"]) + " " + pick(w.r, w.names["company2"])
		if !w.companies[name] || n == tries {
			w.companies[name] = true
			return name
		}
	}
}

func (w *world) person(role string) person {
	return person{pick(w.r, w.names["first"]) + " " + pick(w.r, w.names["last"]), role}
}

// slots draws the names and numbers of a story.
func (w *world) slots(t *topic) map[string]string {
	s := map[string]string{"it": t.slots["it"], "plan": t.slots["plan"], "group": t.slots["group"]}
	s["town"], s["town2"] = w.place(), w.place()
	s["region"] = pick(w.r, w.names["region1"]) + " " + w.place()
	s["company"] = w.company()
	s["org"] = "the " + s["town2"] + " " + pick(w.r, w.names["org1"]) + " " + pick(w.r, w.names["org2"])
	s["union"] = "the " + s["town"] + " " + pick(w.r, []string{"Workers' Union", "Trades League", "Labour Council"})
	for _, key := range []string{"river", "street", "month", "weekday"} {
		s[key] = pick(w.r, w.names[key])
	}
	w.numbers(s)
	s["official"], s["officialrole"] = w.person("").name, pick(w.r, w.names["officialrole"])
	s["critic"], s["criticrole"] = w.person("").name, pick(w.r, w.names["criticrole"])
	s["expert"] = w.person("").name
	return s
}

// ranges are the numbers that stories have; those with an x are what a number
// becomes when it is changed.
var ranges = []struct {
	name      string
	low, high int
}{
	{"n1", 12, 400}, {"n2", 200, 9000}, {"n3", 11, 90}, {"n4", 15, 600}, {"n5", 12, 340}, {"n6", 5, 48},
	{"n7", 3, 60}, {"n8", 4100, 96000}, {"n9", 3, 80}, {"y1", 1921, 1994}, {"y2", 1995, 2019},
}

func (w *world) numbers(s map[string]string) {
	for _, k := range ranges {
		n := w.r.between(k.low, k.high)
		s[k.name] = number(n)
		if k.name[0] == 'y' {
			s[k.name] = strconv.Itoa(n)
		}
		s[k.name+"x"] = number(n + w.r.between(1, 3)*max(1, n/4))
	}
	for _, m := range []string{"m1", "m2", "m3"} {
		n := w.r.between(12, 990)
		s[m] = fmt.Sprintf("%d.%d million crowns", n/10, n%10)
		n += w.r.between(2, 9)
		s[m+"x"] = fmt.Sprintf("%d.%d million crowns", n/10, n%10)
	}
}

// number writes thousands with a comma.
func number(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
