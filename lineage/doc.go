// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package lineage tells, of the articles of one story, where each is from: the
// derivations with their evidence, sources that are not among them, and where
// the story begins.
//
//	l := lineage.Tell(texts)
//	steps := lineage.Chain(l, article)   // back to the earliest known
//
// It is a function of values. Nothing is a verdict: a derivation says what the
// texts share, what they name and what their dates claim, and "cannot tell" is a
// normal answer.
package lineage
