// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"

	"hearsay"
	"hearsay/store"
	"hearsay/wire"
)

// This file says what tables `hearsay export --what library` has. Names keep clear of
// the words of SQL, so that nobody has to quote them.

// snapshotFormat is the version of these tables. It rises when a query of before could
// fail or mean something else; new tables and columns do not make it rise.
const snapshotFormat = "1"

// datedBy are the columns of an article's date.
func datedBy() []hearsay.Column {
	return []hearsay.Column{
		wire.TextColumn("date", "when it was published, EDTF, as precise as what says it"), wire.TextColumn("date_earliest", "earliest moment that the date allows, RFC 3339"),
		wire.TextColumn("date_latest", "latest moment that it allows"), wire.TextColumn("date_basis", "where the date stands"),
	}
}

func snapshotTables() []store.SnapshotTable {
	return slices.Concat([]store.SnapshotTable{{
		Name: "about", Says: "what this file is", Key: []string{"name"},
		Columns: []hearsay.Column{wire.TextColumn("name", "program, format, or missing: what may be missing"), wire.TextColumn("value", "of it")},
	}}, articleTables(), quotationTables(), passageTables(), storyTables(), decisionTables())
}

func articleTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "outlets", Says: "who publishes", Key: []string{"id"},
		Columns: []hearsay.Column{wire.TextColumn("id", "names the outlet"), wire.TextColumn("name", "as printed"), wire.TextColumn("domain", "without www."), wire.IntegerColumn("articles", "of its")},
	}, {
		Name: "articles", Says: "an article, in the order in which they came", Key: []string{"id"},
		Refs: []store.Reference{{Column: "outlet", Table: "outlets"}}, Indexes: []string{"date_earliest", "url"},
		Columns: append([]hearsay.Column{
			wire.TextColumn("id", "names the article for ever"), wire.TextColumn("url", "where it was found"), wire.TextColumn("canonical", "where the page says it lives"),
			wire.TextColumn("outlet", "whose it is"), wire.TextColumn("outlet_name", "as this article has it"), wire.TextColumn("headline", "as printed"),
			wire.TextColumn("byline", "names as printed, divided by ;"), wire.TextColumn("dateline", "as printed"), wire.TextColumn("language", "BCP 47"),
			wire.IntegerColumn("words", "of its text"), wire.TextColumn("seen", "when it was received, RFC 3339"), wire.TextColumn("text", "of the article; offsets are code points of it"),
		}, datedBy()...),
	}, {
		Name: "dates", Says: "a date that a page or its giver states, best first", Key: []string{"article", "n"}, Refs: []store.Reference{{Column: "article", Table: "articles"}},
		Columns: []hearsay.Column{
			wire.TextColumn("article", "whose it is"), wire.IntegerColumn("n", "counted from 1"), wire.TextColumn("date", "EDTF"), wire.TextColumn("date_earliest", "RFC 3339"), wire.TextColumn("date_latest", "RFC 3339"),
			wire.TextColumn("date_basis", "where it stands"), wire.TruthColumn("chosen", "whether it is the article's"), wire.TextColumn("why", "why it was chosen or not"),
		},
	}}
}

func quotationTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "speakers", Says: "who speaks, across articles", Key: []string{"id"}, Indexes: []string{"name"},
		Columns: []hearsay.Column{
			wire.TextColumn("id", "names the speaker"), wire.TextColumn("name", "the fullest that most articles print"), wire.TextColumn("kind", "person, organization, outlet or anonymous"),
			wire.TextColumn("role", "the latest"), wire.IntegerColumn("articles", "in which they speak"), wire.IntegerColumn("quotations", "of theirs"),
		},
	}, {
		Name: "quotations", Says: "a quotation, as they stand in articles", Key: []string{"id"},
		Refs: []store.Reference{{Column: "article", Table: "articles"}, {Column: "speaker", Table: "speakers"}, {Column: "within", Table: "quotations"}},
		Columns: []hearsay.Column{
			wire.TextColumn("id", "the article's, a dot, and the quotation's in it"), wire.TextColumn("article", "where it stands"), wire.TextColumn("part", "text or headline: what offsets are in"),
			wire.IntegerColumn("start", "code point at which the words begin"), wire.IntegerColumn("stop", "code point behind their last"), wire.TextColumn("words", "what is said, parts divided by …"),
			wire.TextColumn("speaker", "who speaks, across articles; null where nobody is named"), wire.TextColumn("speaker_name", "as this article has it"),
			wire.TextColumn("speaker_kind", "person, organization, outlet or anonymous"), wire.TextColumn("speaker_role", "as the text puts it"), wire.TextColumn("speaker_how", "what tells who it is"),
			wire.TextColumn("source", "the words that name who speaks"), wire.IntegerColumn("source_start", "code point"), wire.IntegerColumn("source_stop", "code point"),
			wire.TextColumn("cue", "the words that report"), wire.IntegerColumn("cue_start", "code point"), wire.IntegerColumn("cue_stop", "code point"),
			wire.TextColumn("mode", "direct, indirect or mixed"), wire.TextColumn("polarity", "asserted, or denied, declined, questioned, hypothetical, future, not-said"),
			wire.TextColumn("via", "media that the words passed through, nearest first, divided by ;"), wire.TextColumn("within", "the quotation that holds this one"),
			wire.TextColumn("flags", "oddities, divided by blanks"), wire.NumberColumn("confidence", "the chance that it is right"),
		},
	}, {
		Name: "quotation_parts", Says: "a stretch of words of a quotation", Key: []string{"quotation", "n"}, Refs: []store.Reference{{Column: "quotation", Table: "quotations"}},
		Columns: []hearsay.Column{
			wire.TextColumn("quotation", "whose it is"), wire.IntegerColumn("n", "counted from 1"), wire.IntegerColumn("start", "code point"), wire.IntegerColumn("stop", "code point"), wire.TextColumn("words", "that stand there"),
		},
	}}
}

func passageTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "passages", Says: "a passage that articles share", Key: []string{"id"}, Refs: []store.Reference{{Column: "earliest", Table: "articles"}}, Indexes: []string{"witnesses"},
		Columns: []hearsay.Column{
			wire.TextColumn("id", "names the passage for ever"), wire.IntegerColumn("witnesses", "how often it stands in the library"), wire.IntegerColumn("outlets", "in how many outlets that are known"),
			wire.IntegerColumn("shortest", "words of its shortest witness"), wire.IntegerColumn("longest", "words of its longest"),
			wire.TextColumn("earliest", "the article that has it earliest in this library"), wire.TextColumn("words", "as they stand there"),
		},
	}, {
		Name: "witnesses", Says: "a place where a passage stands, earliest first", Key: []string{"passage", "article", "start", "stop"},
		Refs: []store.Reference{{Column: "passage", Table: "passages"}, {Column: "article", Table: "articles"}},
		Columns: []hearsay.Column{
			wire.TextColumn("passage", "what stands there"), wire.TextColumn("article", "where"), wire.IntegerColumn("start", "code point of its text"), wire.IntegerColumn("stop", "code point behind the last"), wire.TextColumn("words", "as they stand there"),
		},
	}}
}

func storyTables() []store.SnapshotTable {
	inStory := store.Reference{Column: "story", Table: "stories"}
	return []store.SnapshotTable{{
		Name: "stories", Says: "articles on one event: two or more, or one that names a source", Key: []string{"id"},
		Columns: []hearsay.Column{
			wire.TextColumn("id", "names the story"), wire.IntegerColumn("articles", "in it"), wire.IntegerColumn("outlets", "known ones"), wire.TruthColumn("confirmed", "whether a person said that some of it belongs together"),
			wire.TextColumn("first", "what its earliest article is ordered by, RFC 3339"), wire.TextColumn("last", "and its latest"),
		},
	}, {
		Name: "sources", Says: "a source that no article of the library is", Key: []string{"id"}, Refs: []store.Reference{inStory},
		Columns: []hearsay.Column{
			wire.TextColumn("id", "names the source"), wire.TextColumn("story", "whose articles point to it"), wire.TextColumn("name", "who it is, where it is named"),
			wire.TextColumn("agent_kind", "person, organization, outlet or anonymous"), wire.TextColumn("kind", "agency, release, interview, conference, transcript, translation, own or unknown"), wire.TextColumn("why", "it must be"),
		},
	}, {
		Name: "origins", Says: "articles of a story whose main text begins at one place: as evidence they count once", Key: []string{"id"},
		Refs: []store.Reference{inStory, {Column: "root_article", Table: "articles"}, {Column: "root_source", Table: "sources"}},
		Columns: []hearsay.Column{
			wire.TextColumn("id", "the story's, a dot, and the origin's in it"), wire.TextColumn("story", "whose it is"), wire.TextColumn("kind", "what sort of beginning"), wire.IntegerColumn("articles", "that go back to it"),
			wire.TextColumn("root_article", "where they begin, if that is in the library"), wire.TextColumn("root_source", "else"), wire.TextColumn("why", "they count as one"),
		},
	}, {
		Name: "story_articles", Says: "an article of a story", Key: []string{"article"}, Refs: []store.Reference{{Column: "article", Table: "articles"}, inStory, {Column: "origin", Table: "origins"}},
		Columns: []hearsay.Column{wire.TextColumn("article", "which"), wire.TextColumn("story", "that it is in"), wire.TextColumn("origin", "that its main text goes back to")},
	}, derivationTable(), {
		Name: "evidence", Says: "what speaks for a derivation or against it, strongest first", Key: []string{"derivation", "n"}, Refs: []store.Reference{{Column: "derivation", Table: "derivations"}},
		Columns: []hearsay.Column{
			wire.IntegerColumn("derivation", "of which"), wire.IntegerColumn("n", "counted from 1"), wire.TextColumn("kind", "of evidence"), wire.TextColumn("says", "in a sentence"),
			wire.NumberColumn("weight", "what it adds to the logit; below zero it speaks against it"), wire.TextColumn("derived_words", "where it stands in the later text"), wire.TextColumn("from_words", "and in the earlier"),
		},
	}, {
		Name: "findings", Says: "what to know before trusting dates and credits", Key: []string{"story", "n"},
		Refs: []store.Reference{inStory, {Column: "article", Table: "articles"}, {Column: "other", Table: "articles"}},
		Columns: []hearsay.Column{
			wire.TextColumn("story", "whose it is"), wire.IntegerColumn("n", "counted from 1"), wire.TextColumn("kind", "of finding"), wire.TextColumn("article", "that it is about"), wire.TextColumn("other", "that it is about, too"), wire.TextColumn("says", "in a sentence"),
		},
	}}
}

func derivationTable() store.SnapshotTable {
	return store.SnapshotTable{
		Name: "derivations", Says: "a tie between an article and what it has words from, or names", Key: []string{"id"},
		Refs: []store.Reference{{Column: "story", Table: "stories"}, {Column: "derived", Table: "articles"}, {Column: "from_article", Table: "articles"}, {Column: "from_source", Table: "sources"}},
		Columns: []hearsay.Column{
			wire.IntegerColumn("id", "counted from 1; of this file only"), wire.TextColumn("story", "of both"), wire.TextColumn("derived", "the later article"), wire.TextColumn("from_article", "the earlier one, or null"),
			wire.TextColumn("from_source", "the source that is not in the library, or null"), wire.TextColumn("relation", "identical, copies, rewrites, quotes, cites, revises or shares-source"),
			wire.TruthColumn("main", "whether most of what derived has not of its own is from there"), wire.TruthColumn("undecided", "whether nothing tells which of the two was first"),
			wire.TextColumn("certainty", "certain, strong, likely or possible"), wire.NumberColumn("confidence", "the chance that it is right"),
		},
	}
}

func decisionTables() []store.SnapshotTable {
	return []store.SnapshotTable{{
		Name: "decisions", Says: "what people decided", Key: []string{"n"},
		Columns: []hearsay.Column{
			wire.IntegerColumn("n", "counted from 1"), wire.TextColumn("at", "when, RFC 3339"), wire.TextColumn("of", "speakers or stories"),
			wire.TextColumn("does", "same or two, of speakers; confirm, merge, split or reject, of stories"), wire.TruthColumn("undone", "by a later decision"),
			wire.TextColumn("decided_by", "whose account, where several use the library"), wire.TextColumn("undone_by", "whose account took it back"),
		},
	}, {
		Name: "decision_parts", Says: "what a decision is about", Key: []string{"decision", "side", "n"}, Refs: []store.Reference{{Column: "decision", Table: "decisions"}},
		Columns: []hearsay.Column{
			wire.IntegerColumn("decision", "of which"), wire.TextColumn("side", "a or b"), wire.IntegerColumn("n", "counted from 1"), wire.TextColumn("article", "which; it may have been removed since"),
			wire.TextColumn("kind", "of a speaker"), wire.TextColumn("name", "of a speaker, as printed"), wire.TextColumn("role", "of a speaker"),
		},
	}}
}
