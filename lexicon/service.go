// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// Service says what a name stands for where texts are signed.
type Service string

// The services.
const (
	Wire      Service = "agency"    // a press agency: its copy is printed by many
	Syndicate Service = "syndicate" // a house whose texts others print
	Release   Service = "release"   // it sends out what its customers wrote
	Pictures  Service = "pictures"  // its name at a text is about a photograph
)

// ServiceEntry is a news service that texts are signed with.
type ServiceEntry struct {
	OutletEntry
	Service Service
}

//go:embed services.txt
var serviceRows string

// NewsService returns the service that a text is signed with, by its name or by the
// short form under which it signs, and whether it is in the list. Short forms mean
// it only where texts are signed, and as they are printed: "AA", "TT".
// In running text ask [Outlet].
func NewsService(sign string) (ServiceEntry, bool) {
	t := services()
	if e, ok := t.signs[sign]; ok {
		return e, true
	}
	sign = withoutArticle(sign)
	e, ok := t.signs[sign]
	if !ok {
		e, ok = t.names[Key(sign)]
	}
	return e, ok
}

// LongestService is the number of words in the longest name that NewsService
// knows, for callers that try runs of words.
const LongestService = 8

type serviceTable struct{ signs, names map[string]ServiceEntry }

// shortName is how long a name must be, in letters, to count in any case.
const shortName = 5

var services = sync.OnceValue(func() serviceTable {
	t := serviceTable{map[string]ServiceEntry{}, map[string]ServiceEntry{}}
	for row := range strings.Lines(serviceRows) {
		f := strings.Split(strings.TrimSpace(row), "|")
		if len(f) != 5 || strings.HasPrefix(row, "#") {
			continue
		}
		e := ServiceEntry{OutletEntry{Name: f[0], Domain: f[2], Medium: Agency}, Service(f[1])}
		if known, ok := Outlet(f[0]); ok {
			e.OutletEntry = known
		}
		for _, name := range strings.Split(f[0]+","+f[3], ",") {
			t.signs[name] = e
			if utf8.RuneCountInString(name) >= shortName {
				t.names[Key(withoutArticle(name))] = e
			}
		}
		for _, sign := range strings.Split(f[4], ",") {
			t.signs[sign] = e
		}
	}
	delete(t.signs, "")
	delete(t.names, "")
	return t
})

func withoutArticle(name string) string {
	for _, article := range [...]string{"the ", "The ", "THE "} {
		name = strings.TrimPrefix(name, article)
	}
	return name
}
