// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package feed reads what sites offer to tell of new articles: RSS 0.9 to 2.0 and
// RDF, Atom, JSON Feed, sitemaps of news, and pages that list links; it finds the
// feeds that a page names, and reads and writes lists of feeds (OPML). It turns
// bytes into values; who asks for the bytes, and when, is the business of others.
//
//	f, err := feed.Parse(body, "application/rss+xml; charset=windows-1251", "https://paper.example/rss")
//	for _, e := range f.Entries {
//		fmt.Println(e.ID, e.Address, e.Title, e.Published.Value)
//	}
//
// Everything in a feed is a claim of who wrote it, and hostile until it is
// escaped. Titles, names and categories come out as plain text of one line; summaries and contents
// are HTML as it stood there. Addresses are absolute and of the web, or left
// empty with a word in Problems. A date is a claim with basis "feed" (when it was
// published) or "feed:updated"; what cannot be read as one is named, not guessed.
//
// One broken entry costs no other: what is damaged or over a limit is named in
// Skipped. A feed with declarations in it (a DTD with entities) is refused as a
// whole (ErrRefused).
//
// # Limits
//
//	a feed, sitemap or list    10 MB in UTF-8
//	elements, depth            200,000, 256; 4,096 attributes of one, 64 namespaces in one place
//	entries                    5,000; of a sitemap 50,000 (as its standard says)
//	title, name, category      1,000 characters; 50 categories
//	summary, content           1 MB; a field of more than 2 MB as it is written is not looked at
//	address, guid              8 KB
//	page of links              10 MB, 25,000 elements
package feed
