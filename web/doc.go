// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package web is the reading room: pages over the questions that package search
// answers. It knows no more than the engine tells it, and it says so.
//
//	handler := web.New(engine, web.Options{DemoQuery: sample.Query()})
//	server := &http.Server{Handler: handler}
//	web.SetTimeouts(server)
//
// Pages are whole HTML documents made on the server: they work without script,
// print, and can be linked to. Each has a twin in JSON at the same address with
// ".json" after it, made by package wire, which the command line prints too:
//
//	/?q=WORDS            where do these words come from      /trace.json?q=WORDS
//	/articles            what the library holds              /articles.json
//	/articles/ID         one article, with what was found    /articles/ID.json
//	/compare?a=ID&b=ID   two articles side by side           /compare.json?a=ID&b=ID
//	/search?q=WORDS      articles that hold some words       /search.json?q=WORDS
//	/library             what there is; adding, removing     /library.json
//	/library/jobs/ID     how far an addition has come        /library/jobs/ID.json
//
// Lists have a table, too: /articles.csv is all articles, however many they are. A
// page is told once, in the table of routes: its HTML, its twins with their Go types,
// and what they may be asked.
//
// Plots are drawn by package draw into the page, and are files beside it:
// /stories/ID/lineage.svg, .png.
//
// Whatever comes from an article is text, never markup: there is no way to turn
// a stored string into HTML here, but for plots, whose text package draw escapes. No page
// runs code that is not in this package. What changes the library is done by package
// job, by posts only: behind "/library", one of which asks the web for a page, and only
// after a press of the button that says so; and what people decide of stories.
//
// The package refuses requests under a foreign host name (see [Options]), posts
// from other sites, and more than 2 MB of posted text. It never calls a text
// stolen or an article false; it counts words and names dates.
package web
