// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import (
	"hearsay"
	"hearsay/lexicon"
)

// seatOf is whom the name of a country or a capital stands for: its government, and in
// reports of matches its team, which goes by the same name.
func (s *sieve) seatOf(name string) (hearsay.Speaker, bool) {
	org, ok := lexicon.Metonym(name)
	if !ok || org == "" {
		return hearsay.Speaker{}, false
	}
	if _, country := lexicon.PlaceOf(name); country && s.sport {
		org = name
	}
	return place(org), true
}

const (
	leastPlay = 5   // words of sport that a report of a match has at least
	playShare = 120 // and one of so many words is one
)

// isSport tells a report of a match by its words.
func isSport(ws []word) bool {
	play := 0
	for i := range ws {
		if isPlayWord(ws[i].key) {
			play++
		}
	}
	return play >= leastPlay && play*playShare >= len(ws)
}

// isPlayWord reports words that hardly anything but a match has.
func isPlayWord(key string) bool {
	switch key {
	case "wicket", "wickets", "innings", "batsman", "batsmen", "bowler", "bowlers", "bowled", "umpire", "goalkeeper", "striker", "midfielder", "defender", "halftime", "half-time",
		"quarterfinal", "quarterfinals", "quarter-final", "quarter-finals", "semifinal", "semifinals", "semi-final", "semi-finals", "playoff", "playoffs", "play-off", "play-offs",
		"touchdown", "quarterback", "inning", "referee", "kick-off", "kickoff", "offside", "tiebreak", "tie-break", "doubles", "singles", "coach", "teammate", "team-mate", "teammates",
		"team-mates", "tournament", "league", "unbeaten", "scored", "equaliser", "equalizer", "hat-trick", "rebounds", "scrum", "try-scorer":
		return true
	}
	return false
}
