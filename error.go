// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package hearsay

import "errors"

// The kinds of error that a caller may want to tell apart. Everything else is
// an accident of the machine. Wrap them with %w and say what, where and what
// to do now.
var (
	ErrNotFound = errors.New("not found")
	ErrGone     = errors.New("gone") // was there once; its name means nothing else
	ErrInvalid  = errors.New("invalid")
	ErrConflict = errors.New("in use")          // another process holds it
	ErrCorrupt  = errors.New("damaged")         // bytes are not what was written
	ErrRefused  = errors.New("refused")         // a rule of ours forbids it
	ErrTooLarge = errors.New("too large")       // over a stated limit
	ErrNewer    = errors.New("newer version")   // written by a later Hearsay
	ErrAway     = errors.New("does not answer") // the server that holds the facts
)
