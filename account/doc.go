// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package account has the nouns and rules of a library that several people use: users
// and their roles, the rights that requests need, sessions, tokens, and how passwords
// and secrets are kept.
//
//	reader   read, trace
//	editor   read, trace, write
//	admin    all, and says who else may
//
// Secrets are 256 random bits and kept as their SHA-256 only; passwords as argon2id.
// Nothing here reads a clock, a file or a network: package store keeps the records, and
// package admit lets people in by them.
package account
