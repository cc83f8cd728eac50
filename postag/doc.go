// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package postag tells the parts of speech of English words: which "report" is
// a noun and which a verb.
//
//	tags := postag.English().Append(nil, []string{"The", "report", "claims", "that", "."})
//	fmt.Println(tags) // [DT NN VBZ IN .]
//
// Tags are those of the Penn Treebank as the English Web Treebank writes them.
//
// # How
//
// Words that had one tag only whenever the training texts showed them have it
// still, by dictionary. For the others an averaged perceptron (Collins 2002)
// goes from left to right and takes the tag for which the features speak most:
// word, neighbours, endings, capitals, what the dictionary knows of the
// neighbours, and the two tags before. Features are known by 32 bits of their
// hash; a feature has a weight, in one byte, for those tags only that it tells
// anything about. Nothing is allocated for a word.
//
// The weights are learnt from openly licensed texts only, by a command that
// gives the same file each time:
//
//	go run ./internal/train tagger
//
// english.provenance.txt has the texts, their licences and what the tagger
// scores. The file english.model is under CC BY-SA 4.0 (LICENSE-model.txt), since
// the English Web Treebank is; the code is not.
package postag
