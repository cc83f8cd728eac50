// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"

	"hearsay"
	"hearsay/search"
)

// Library answers what alerts ask; *search.Engine is one.
type Library interface {
	// What came, and in which order.
	Since(ctx context.Context, after int64, limit int) ([]hearsay.Arrived, error)
	Last(ctx context.Context, limit int) ([]hearsay.Arrived, error)
	Number(ctx context.Context, id hearsay.ArticleID) (int64, error)
	Have(ctx context.Context, ids []hearsay.ArticleID) ([]hearsay.ArticleID, error)
	Extent(ctx context.Context) (hearsay.Searched, error)
	// What an article says.
	Reading(ctx context.Context, id hearsay.ArticleID) (*hearsay.Article, []hearsay.Quotation, error)
	Speakers(ctx context.Context, id hearsay.ArticleID) (map[hearsay.Guise]hearsay.VoiceID, error)
	OutletOf(ctx context.Context, id hearsay.ArticleID) (hearsay.OutletID, hearsay.Agent, error)
	VersionBefore(ctx context.Context, a *hearsay.Article) (hearsay.ArticleID, error)
	Change(ctx context.Context, before, after hearsay.ArticleID) (hearsay.Revision, error)
	// The questions.
	Trace(ctx context.Context, r search.Request) (*hearsay.Trace, error)
	TraceOf(ctx context.Context, r search.Request, id hearsay.ArticleID) (*hearsay.Match, error)
	Passing(ctx context.Context, query string, behind, until int64) ([]search.Hit, error)
	Claimed(ctx context.Context, c search.Claim) ([]hearsay.FamilyView, error)
	MeantVoices(ctx context.Context, name string) ([]hearsay.Voice, error)
	MeantOutlets(ctx context.Context, name string) ([]hearsay.OutletID, error)
	OfOutlet(ctx context.Context, name string, limit int) ([]hearsay.ArticleID, error)
	StoryOf(ctx context.Context, article hearsay.ArticleID) (hearsay.Story, error)
	Story(ctx context.Context, id hearsay.StoryID) (*hearsay.StoryView, error)
	Members(ctx context.Context, id hearsay.StoryID, limit int) ([]hearsay.ArticleID, error)
}
