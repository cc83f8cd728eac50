// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package precede

import (
	_ "embed"
	"math"
	"sync"

	"hearsay"
	"hearsay/odds"
)

// What a sign is worth. The first two are learnt from openly licensed and generated
// texts (models.provenance.txt); replies.model is set by hand, since no such set of
// posts is at hand: 4 for what programs write in front of what is answered, 3 and 2
// for what mostly goes with it.
var (
	//go:embed copies.model
	copiesModel string
	//go:embed versions.model
	versionsModel string
	//go:embed replies.model
	repliesModel string
)

// worths holds the models. A sign stands in one of them.
type worths struct {
	planted *odds.Model // seen to hold on planted stories only
	held    []*odds.Model
}

var models = sync.OnceValue(func() *worths {
	return &worths{odds.Must(copiesModel), []*odds.Model{odds.Must(versionsModel), odds.Must(repliesModel)}}
})

// Weight is what the sign adds to the logit of its side being first; 0 for a sign
// that is worth nothing as far as is known, less when it speaks for the other.
func (s Sign) Weight() float64 { return models().planted.Weight(s.Name) + s.heldWeight() }

func (s Sign) heldWeight() float64 {
	sum := 0.0
	for _, m := range models().held {
		sum += m.Weight(s.Name)
	}
	return sum
}

const (
	// decided is the chance from which a side is named.
	decided = 0.8
	// mostPlanted is the most that signs may add up to which were seen to hold on
	// planted stories only: less than decides.
	mostPlanted = 1.0
)

// Direction tells which side was first, as far as signs can be trusted that were
// seen to hold on real texts, and how likely that is, from .5 to 1. Below .8 the
// side is [hearsay.UnknownSide]; the chance then is that of the side that more speaks
// for. Signs that were learnt from planted stories add at most 1 to its logit.
func Direction(signs []Sign) (first hearsay.Side, chance float64) {
	planted, held := 0.0, 0.0
	for _, s := range signs {
		planted += s.toward(s.Weight() - s.heldWeight())
		held += s.toward(s.heldWeight())
	}
	return answer(held + max(-mostPlanted, min(mostPlanted, planted)))
}

// Leaning is Direction with every sign in full: right for planted stories, and for
// those who weigh it against dates and credits. Alone it is not to be shown to
// anybody: doc.go says how it fails.
func Leaning(signs []Sign) (first hearsay.Side, chance float64) {
	sum := 0.0
	for _, s := range signs {
		sum += s.toward(s.Weight())
	}
	return answer(sum)
}

// toward is a weight as one for side A.
func (s Sign) toward(weight float64) float64 {
	if s.First == hearsay.SideB {
		return -weight
	}
	return weight
}

func answer(logit float64) (first hearsay.Side, chance float64) {
	chance = 1 / (1 + math.Exp(-math.Abs(logit)))
	switch {
	case chance < decided:
		return hearsay.UnknownSide, chance
	case logit < 0:
		return hearsay.SideB, chance
	}
	return hearsay.SideA, chance
}
