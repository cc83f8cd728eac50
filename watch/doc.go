// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package watch keeps a library up to date with its sources: feeds, sitemaps, pages
// that list links, folders on disk.
//
//	source due ─▶ poll ─▶ new entries ─▶ pages due ─▶ visit ─▶ spool ─▶ library
//	                                        ▲            │
//	                                        └── 1 h, 24 h, 7 days later
//
// A source is looked at about twice as often as it has news, between every 5 minutes
// and once a day, never before its answer is stale by the rules of HTTP or the time
// that the site asked to wait, and ever more seldom while it fails. Hosts take turns,
// and none is asked twice at once or faster than the pace.
//
// What was fetched lies in the library's folder until it is added, in batches,
// whenever nobody else writes:
//
//	spool/000001.warc.gz   pages that were fetched; gone once they are in the library
//	watch.lock             held by the one process that watches
//
// A page counts as fetched when the spool is synced and then the sources say so, in
// one transaction. A process killed before that asks again for what it was just
// asking for; nothing else is fetched twice, and nothing is lost.
//
// All time is that of the clock given, and pauses vary by a hash of what they are
// for, so that a simulated year goes the same way each time.
package watch
