// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package packet puts an answer and all that it rests on into one file that can be
// kept, sent and checked without Hearsay: a .zip with a report for people, the answer
// as JSON, the texts, where each came from, and a manifest of SHA-256 sums.
//
//	p, err := packet.Compare(ctx, engine, run, a, b)
//	err = p.Write(file)
//	verdict, err := packet.Check(file, size)
//
// The same library and the same question give the same bytes, but for the stated
// time. doc/packet.md says what is in a packet and what it proves.
package packet
