// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package dating reads claims of time, weighs them, and says what speaks against
// them.
//
// A claim is kept as it was made: an interval as wide as what is written, with the
// place where it stands. "14 March 2014" of an outlet whose zone is not known is
// every moment that is that day anywhere, 48 hours; of one in Germany it is 25. What
// is not written is not completed.
//
//   - [Read] reads one date, [Claims] gathers those of a page and chooses one.
//   - [Findings] says of one article which of its dates can't be right together.
//   - [Bracket] bounds the dates of articles by the numbers in their addresses.
package dating
