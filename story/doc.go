// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package story says which articles are on one event.
//
//	account := story.Account(article)      // its names, figures and links
//	placed, err := placer.Place(ctx, &account)
//
// An article is put with the story that its neighbours are in: articles that share
// passages with it, link to it or to the same page, or have names and figures that
// few others have at about that time. What holds a story together is between
// articles, never between an article and the story as a whole, and for all but
// copies half of those that are nearest must agree: so a review of the week, which
// shares something with everything, is in one story and joins none.
//
// What does not count: text that an outlet prints on three days or more, towards that
// outlet; a passage without a name that few others have; names without anything
// else, when days lie between. Being common takes nothing from a passage: the text
// that ten thousand have is compared by those that were nearest in time.
//
// Articles are placed in order of date, so that all of them placed anew give the
// same stories, whatever the order in which they came.
package story
