// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package intake turns what a person has (files, folders, archives, WARC files,
// JSON lines, standard input) into captures, one at a time. It is the one place
// where bytes become captures, for what is added and for what is read again from
// the library's own records; it opens files, and writes none but a temporary one
// for a zip that does not lie in a file.
//
//	for it := range intake.Walk(ctx, []string{"press.zip", "-"}, intake.Options{Now: now, Stdin: os.Stdin}) {
//		if it.Skip != nil {
//			fmt.Printf("%s: %s\n", it.Where, it.Skip) // press.zip!logo.png: looks like a PNG image, not a page
//			continue
//		}
//		place, err := library.Write(it.Record) // what is kept
//		article, err := extract.Article(it.Capture, it.Body)
//	}
//
// # What is read
//
//	HTML, XHTML, text, Markdown   one page a file
//	JSON lines                    one article a line: an object with "text" or "html", and maybe "id", "url",
//	                              "outlet" (or "series"), "title", "date", "language"; "html" wins over "text"
//	JSON                          such objects in an array, or over several lines
//	ninjs, NewsML-G2, NITF        the news items of agencies, but none that is embargoed, withheld or cancelled
//	ClaimReview                   fact-checks: in a data feed, an array, or one a line
//	WARC                          each response, resource or conversion record that holds a page
//	WACZ                          its WARC files, when they are what its datapackage.json says
//	.gz, .zst of any of these     once
//	zip, tar, .tar.gz, .tar.zst   each member; an archive may lie in an archive, but no deeper
//
// The first bytes decide what a file is; its ending only decides between kinds of
// text. What is none of these is skipped with a reason. Skipped without a word
// are only names that begin with a dot (and __MACOSX), and records that hold no
// page by their nature (ErrNoPage); a WARC file of nothing else is named once.
//
// Symbolic links to files are followed when met in a folder, links to folders are
// not; links in archives never are. Pipes, sockets and devices are not opened.
// Names in archives are shown and kept, but never used as a path.
//
// # What is kept
//
// A page of a file or archive becomes a WARC resource record with its bytes, a
// row one of type application/x-ndjson with the row as it stood there, so that
// fields which mean nothing today are not lost. A news item becomes one of its own type with
// the item as it stood there. The address is the one given, or
// "urn:hearsay:name:" with the base name (the id, or "row 7 of press.jsonl"):
// nothing tells of the folders of the machine, and a moved folder holds the same
// captures.
//
// # Limits
//
// All input is taken to be hostile. Memory does not grow with the input; it is
// some 1 MB, the page or row being read (three times over while it is parsed),
// the names of one folder, and at worst the window of the decompressor. See
// Limits for the fields.
//
//	page, unpacked and decoded         20 MB       skipped
//	row of JSON lines, value of JSON   32 MB       skipped; reading goes on behind it
//	block, header of a WARC record     32 MB, 64 KB  as package warc
//	growth by unpacking                100:1 past 10 MB since the last thing of use: the stream is given up
//	  in members of an archive         until 1 GB has gone to waste so: then the archive is given up
//	  of an HTTP body                  100:1 past 1 MB, one content-encoding
//	window of zstd                     128 MB (8 MB for an HTTP body)
//	members of an archive              10 million
//	directory of a zip                 128 MB (a million members or two)
//	zip in an archive or a stream      4 GB on the disk
//	archives, compressions             2 deep, 1 deep
//	name, address                      512 bytes, 8 KB
//
// There is no limit on how much there is of what is within these.
package intake
