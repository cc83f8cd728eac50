// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package postag

import (
	_ "embed"
	"sync"
)

// The file's origin, licence (CC BY-SA 4.0) and scores: english.provenance.txt.
//
//go:embed english.model
var englishModel []byte

// English returns the tagger that comes with the package. Reading it takes a few
// milliseconds, once.
var English = sync.OnceValue(func() *Model {
	m, err := Decode(englishModel)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})
