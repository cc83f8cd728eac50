// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"

	"hearsay"
	"hearsay/store"
)

// This file says what tables `hearsay export --what library` has. Names keep clear of
// the words of SQL, so that nobody has to quote them.

// snapshotFormat is the version of these tables. It rises when a query of before could
// fail or mean something else; new tables and columns do not make it rise.
const snapshotFormat = "1"

func textual(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.TextColumn, Says: says}
}

func counted(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.IntegerColumn, Says: says}
}

func measured(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.NumberColumn, Says: says}
}

func decided(name, says string) hearsay.Column {
	return hearsay.Column{Name: name, Type: hearsay.TruthColumn, Says: says}
}

// datedBy are the columns of an article's date.
func datedBy() []hearsay.Column {
	return []hearsay.Column{
		textual("date", "when it was published, EDTF, as precise as what says it"), textual("date_earliest", "earliest moment that the date allows, RFC 3339"),
		textual("date_latest", "latest moment that it allows"), textual("date_basis", "where the date stands"),
	}
}

func snapshotTables() []store.SnapshotTable {
	return slices.Concat([]store.SnapshotTable{{
		Name: "about", Says: "what this file is", Key: []string{"name"},
		Columns: []hearsay.Column{textual("name", "program, format, or missing: what may be missing"), textual("value", "of it")},
	}}, articleTables(), quotationTables(), passageTables(), storyTables(), decisionTables())
}

func articleTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "outlets", Says: "who publishes", Key: []string{"id"},
		Columns: []hearsay.Column{textual("id", "names the outlet"), textual("name", "as printed"), textual("domain", "without www."), counted("articles", "of its")},
	}, {
		Name: "articles", Says: "an article, in the order in which they came", Key: []string{"id"},
		Refs: []store.Reference{{Column: "outlet", Table: "outlets"}}, Indexes: []string{"date_earliest", "url"},
		Columns: append([]hearsay.Column{
			textual("id", "names the article for ever"), textual("url", "where it was found"), textual("canonical", "where the page says it lives"),
			textual("outlet", "whose it is"), textual("outlet_name", "as this article has it"), textual("headline", "as printed"),
			textual("byline", "names as printed, divided by ;"), textual("dateline", "as printed"), textual("language", "BCP 47"),
			counted("words", "of its text"), textual("seen", "when it was received, RFC 3339"), textual("text", "of the article; offsets are code points of it"),
		}, datedBy()...),
	}, {
		Name: "dates", Says: "a date that a page or its giver states, best first", Key: []string{"article", "n"}, Refs: []store.Reference{{Column: "article", Table: "articles"}},
		Columns: []hearsay.Column{
			textual("article", "whose it is"), counted("n", "counted from 1"), textual("date", "EDTF"), textual("date_earliest", "RFC 3339"), textual("date_latest", "RFC 3339"),
			textual("date_basis", "where it stands"), decided("chosen", "whether it is the article's"), textual("why", "why it was chosen or not"),
		},
	}}
}

func quotationTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "speakers", Says: "who speaks, across articles", Key: []string{"id"}, Indexes: []string{"name"},
		Columns: []hearsay.Column{
			textual("id", "names the speaker"), textual("name", "the fullest that most articles print"), textual("kind", "person, organization, outlet or anonymous"),
			textual("role", "the latest"), counted("articles", "in which they speak"), counted("quotations", "of theirs"),
		},
	}, {
		Name: "quotations", Says: "a quotation, as they stand in articles", Key: []string{"id"},
		Refs: []store.Reference{{Column: "article", Table: "articles"}, {Column: "speaker", Table: "speakers"}, {Column: "within", Table: "quotations"}},
		Columns: []hearsay.Column{
			textual("id", "the article's, a dot, and the quotation's in it"), textual("article", "where it stands"), textual("part", "text or headline: what offsets are in"),
			counted("start", "code point at which the words begin"), counted("stop", "code point behind their last"), textual("words", "what is said, parts divided by …"),
			textual("speaker", "who speaks, across articles; null where nobody is named"), textual("speaker_name", "as this article has it"),
			textual("speaker_kind", "person, organization, outlet or anonymous"), textual("speaker_role", "as the text puts it"), textual("speaker_how", "what tells who it is"),
			textual("source", "the words that name who speaks"), counted("source_start", "code point"), counted("source_stop", "code point"),
			textual("cue", "the words that report"), counted("cue_start", "code point"), counted("cue_stop", "code point"),
			textual("mode", "direct, indirect or mixed"), textual("polarity", "asserted, or denied, declined, questioned, hypothetical, future, not-said"),
			textual("via", "media that the words passed through, nearest first, divided by ;"), textual("within", "the quotation that holds this one"),
			textual("flags", "oddities, divided by blanks"), measured("confidence", "the chance that it is right"),
		},
	}, {
		Name: "quotation_parts", Says: "a stretch of words of a quotation", Key: []string{"quotation", "n"}, Refs: []store.Reference{{Column: "quotation", Table: "quotations"}},
		Columns: []hearsay.Column{
			textual("quotation", "whose it is"), counted("n", "counted from 1"), counted("start", "code point"), counted("stop", "code point"), textual("words", "that stand there"),
		},
	}}
}

func passageTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "passages", Says: "a passage that articles share", Key: []string{"id"}, Refs: []store.Reference{{Column: "earliest", Table: "articles"}}, Indexes: []string{"witnesses"},
		Columns: []hearsay.Column{
			textual("id", "names the passage for ever"), counted("witnesses", "how often it stands in the library"), counted("outlets", "in how many outlets that are known"),
			counted("shortest", "words of its shortest witness"), counted("longest", "words of its longest"),
			textual("earliest", "the article that has it earliest in this library"), textual("words", "as they stand there"),
		},
	}, {
		Name: "witnesses", Says: "a place where a passage stands, earliest first", Key: []string{"passage", "article", "start", "stop"},
		Refs: []store.Reference{{Column: "passage", Table: "passages"}, {Column: "article", Table: "articles"}},
		Columns: []hearsay.Column{
			textual("passage", "what stands there"), textual("article", "where"), counted("start", "code point of its text"), counted("stop", "code point behind the last"), textual("words", "as they stand there"),
		},
	}}
}

func storyTables() []store.SnapshotTable {
	inStory := store.Reference{Column: "story", Table: "stories"}
	return []store.SnapshotTable{{
		Name: "stories", Says: "articles on one event: two or more, or one that names a source", Key: []string{"id"},
		Columns: []hearsay.Column{
			textual("id", "names the story"), counted("articles", "in it"), counted("outlets", "known ones"), decided("confirmed", "whether a person said that some of it belongs together"),
			textual("first", "what its earliest article is ordered by, RFC 3339"), textual("last", "and its latest"),
		},
	}, {
		Name: "sources", Says: "a source that no article of the library is", Key: []string{"id"}, Refs: []store.Reference{inStory},
		Columns: []hearsay.Column{
			textual("id", "names the source"), textual("story", "whose articles point to it"), textual("name", "who it is, where it is named"),
			textual("agent_kind", "person, organization, outlet or anonymous"), textual("kind", "agency, release, interview, conference, transcript, translation, own or unknown"), textual("why", "it must be"),
		},
	}, {
		Name: "origins", Says: "articles of a story whose main text begins at one place: as evidence they count once", Key: []string{"id"},
		Refs: []store.Reference{inStory, {Column: "root_article", Table: "articles"}, {Column: "root_source", Table: "sources"}},
		Columns: []hearsay.Column{
			textual("id", "the story's, a dot, and the origin's in it"), textual("story", "whose it is"), textual("kind", "what sort of beginning"), counted("articles", "that go back to it"),
			textual("root_article", "where they begin, if that is in the library"), textual("root_source", "else"), textual("why", "they count as one"),
		},
	}, {
		Name: "story_articles", Says: "an article of a story", Key: []string{"article"}, Refs: []store.Reference{{Column: "article", Table: "articles"}, inStory, {Column: "origin", Table: "origins"}},
		Columns: []hearsay.Column{textual("article", "which"), textual("story", "that it is in"), textual("origin", "that its main text goes back to")},
	}, derivationTable(), {
		Name: "evidence", Says: "what speaks for a derivation or against it, strongest first", Key: []string{"derivation", "n"}, Refs: []store.Reference{{Column: "derivation", Table: "derivations"}},
		Columns: []hearsay.Column{
			counted("derivation", "of which"), counted("n", "counted from 1"), textual("kind", "of evidence"), textual("says", "in a sentence"),
			measured("weight", "what it adds to the logit; below zero it speaks against it"), textual("derived_words", "where it stands in the later text"), textual("from_words", "and in the earlier"),
		},
	}, {
		Name: "findings", Says: "what to know before trusting dates and credits", Key: []string{"story", "n"},
		Refs: []store.Reference{inStory, {Column: "article", Table: "articles"}, {Column: "other", Table: "articles"}},
		Columns: []hearsay.Column{
			textual("story", "whose it is"), counted("n", "counted from 1"), textual("kind", "of finding"), textual("article", "that it is about"), textual("other", "that it is about, too"), textual("says", "in a sentence"),
		},
	}}
}

func derivationTable() store.SnapshotTable {
	return store.SnapshotTable{
		Name: "derivations", Says: "a tie between an article and what it has words from, or names", Key: []string{"id"},
		Refs: []store.Reference{{Column: "story", Table: "stories"}, {Column: "derived", Table: "articles"}, {Column: "from_article", Table: "articles"}, {Column: "from_source", Table: "sources"}},
		Columns: []hearsay.Column{
			counted("id", "counted from 1; of this file only"), textual("story", "of both"), textual("derived", "the later article"), textual("from_article", "the earlier one, or null"),
			textual("from_source", "the source that is not in the library, or null"), textual("relation", "identical, copies, rewrites, quotes, cites, revises or shares-source"),
			decided("main", "whether most of what derived has not of its own is from there"), decided("undecided", "whether nothing tells which of the two was first"),
			textual("certainty", "certain, strong, likely or possible"), measured("confidence", "the chance that it is right"),
		},
	}
}

func decisionTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "decisions", Says: "what people decided", Key: []string{"n"},
		Columns: []hearsay.Column{
			counted("n", "counted from 1"), textual("at", "when, RFC 3339"), textual("of", "speakers or stories"),
			textual("does", "same or two, of speakers; confirm, merge, split or reject, of stories"), decided("undone", "by a later decision"),
		},
	}, {
		Name: "decision_parts", Says: "what a decision is about", Key: []string{"decision", "side", "n"}, Refs: []store.Reference{{Column: "decision", Table: "decisions"}},
		Columns: []hearsay.Column{
			counted("decision", "of which"), textual("side", "a or b"), counted("n", "counted from 1"), textual("article", "which; it may have been removed since"),
			textual("kind", "of a speaker"), textual("name", "of a speaker, as printed"), textual("role", "of a speaker"),
		},
	}}
}
