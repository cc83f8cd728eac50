// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import "strings"

// A walk of life, as bits. Who has a role in one and a namesake with a role in
// another are taken for two people until something ties them.
type walk uint8

const (
	inState walk = 1 << iota
	inSport
	inArts
	inScience
	inPrivate
)

// walkOf returns the walks of the words of a role; 0 when none is told.
func walkOf(r *role) walk {
	w := walks[r.head]
	for q := range r.qualifiers {
		w |= walks[q]
	}
	return w
}

// isTerritorial reports offices that are tied to a place: the mayors of two towns
// are two people, while ministers change their field.
func isTerritorial(head string) bool {
	switch head {
	case "mayor", "governor", "sheriff", "bishop", "archbishop", "judge", "magistrate", "councillor", "councilor", "councilman", "councilwoman", "senator", "vicar", "harbourmaster", "harbour-master", "stationmaster":
		return true
	}
	return false
}

// walks are by the head of a role; words of several walks are in none.
var walks = func() map[string]walk {
	m := map[string]walk{}
	for w, words := range map[walk]string{
		inState: `president premier chancellor minister secretary king queen prince princess emperor senator representative
			lawmaker legislator parliamentarian mayor governor commissioner ambassador envoy consul diplomat general colonel admiral
			brigadier prosecutor judge justice magistrate sheriff councillor councilor councilman councilwoman candidate nominee`,
		inSport: `player footballer striker goalkeeper midfielder defender quarterback pitcher cyclist boxer athlete referee umpire
			teammate coach`,
		inArts: `actor actress singer musician rapper composer pianist guitarist drummer dancer artist painter sculptor filmmaker
			screenwriter comedian novelist poet playwright model`,
		inScience: `physicist chemist biologist geologist archaeologist astronomer meteorologist forecaster epidemiologist virologist
			oceanographer seismologist surgeon physician`,
		inPrivate: `resident neighbour neighbor tenant villager local passenger commuter motorist customer shopper victim suspect
			defendant pupil shopkeeper publican innkeeper butcher grocer tailor weaver baker waiter waitress driver`,
	} {
		for _, word := range strings.Fields(words) {
			m[word] = w
		}
	}
	return m
}()
