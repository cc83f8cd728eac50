// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"time"

	"hearsay"
	"hearsay/store"
)

// VoiceVerb is what a person wants to be decided of speakers.
type VoiceVerb string

// The verbs.
const (
	MergeVoices VoiceVerb = "merge"
	SplitVoice  VoiceVerb = "split"
	UndoVoices  VoiceVerb = "undo"
)

// VoiceOrder is a decision on speakers that a person wants to be made.
type VoiceOrder struct {
	Verb  VoiceVerb
	Voice hearsay.VoiceID
	Other hearsay.VoiceID // to merge
	Part  Part            // to split off
	Undo  int             // number of the decision to take back
	By    string          // who decides; "" where one person uses the library
}

// DecideVoice makes a decision. Errors: those of the functions for each verb, and
// ErrInvalid for any other verb.
func DecideVoice(ctx context.Context, lib *store.Writer, o VoiceOrder, at time.Time) (*hearsay.Ruling, error) {
	lib.ActFor(o.By)
	switch o.Verb {
	case MergeVoices:
		return Merge(ctx, lib, o.Voice, o.Other, at)
	case SplitVoice:
		return Split(ctx, lib, o.Voice, o.Part, at)
	case UndoVoices:
		if o.Undo > 0 {
			return Undo(ctx, lib, o.Undo, at)
		}
	}
	return nil, fmt.Errorf("%w: %.40q is no decision on speakers", hearsay.ErrInvalid, string(o.Verb))
}
