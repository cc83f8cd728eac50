// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package provenance is a yardstick for programs that say where news came from:
// the files of the benchmark, a check that a truth hangs together, and a scorer.
// It knows nothing of any engine; README.md says how to run another one on it.
//
//	set, err := provenance.ReadTruth(file)
//	answers, err := provenance.ReadAnswers(other)
//	scores := provenance.Score(set, answers)
//
// A score says how far answers agree with what was planted. It is no verdict on
// an outlet, not even on an invented one.
package provenance
