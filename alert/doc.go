// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package alert asks saved questions again when a library has grown, and tells people
// what is new in the answers: by feeds, webhooks and mail.
//
//	d := alert.New(book, engine, alert.Options{…})
//	report, err := d.Check(ctx)   // after something was added
//	err = d.Deliver(ctx)          // what is due
//	d.Run(ctx)                    // both, for as long as a server runs; d.Added wakes it
//
// The answers are those of package search, so that what an alert says is what the page
// says. Which alerts a new article may concern is looked up first, by what the article
// has in it; only these are asked.
//
// What is found is noted together with how far was looked, as one change, and what is to
// be sent of it, too: an event is noted once, whatever ends the program and when. A
// delivery is noted after the receiver took it. When the program ends between the two, it
// is sent again, with the same ID: webhooks and mail are at least once, feeds exactly once.
package alert
