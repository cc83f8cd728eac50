// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package admit lets people and programs into a library that several use: by password,
// session, token, a provider (OpenID Connect), or the first set-up. It says who somebody is and
// what they may; package web asks it before every answer.
//
//	gate := admit.New(accounts, admit.Options{Now: time.Now})
//	secret, err := gate.LogIn(ctx, admit.Try{Name: "ada", Password: "…", From: address})
//	who, err := gate.BySession(ctx, secret)
//
// Whoever is refused is told no more than that: not whether there is such a name, not
// which of name and password is wrong.
package admit
