// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"net/url"
	"slices"
	"strings"

	"hearsay"
)

// ClaimReviewDraft is a schema.org ClaimReview that a person completes: the words of a claim and where
// they stand are filled in; who checks it, where that is published, and what they found are empty.
type ClaimReviewDraft struct {
	Context       string `json:"@context"`
	Type          string `json:"@type"`
	Status        string `json:"creativeWorkStatus"` // says that it is a draft
	ClaimReviewed string `json:"claimReviewed"`
	Item          struct {
		Type string `json:"@type"`
		// Author is who is said to have said it, where articles agree on one.
		Author          *DraftAgent    `json:"author,omitempty"`
		FirstAppearance *DraftArticle  `json:"firstAppearance,omitempty"` // the earliest in the library, where dates decide
		Appearance      []DraftArticle `json:"appearance,omitempty"`
	} `json:"itemReviewed"`
	Author        DraftReviewer `json:"author"`
	URL           string        `json:"url"`
	DatePublished string        `json:"datePublished"`
	Rating        DraftRating   `json:"reviewRating"`
}

// DraftAgent is somebody who is named.
type DraftAgent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// DraftArticle is an article in which a claim stands.
type DraftArticle struct {
	Type          string      `json:"@type"`
	URL           string      `json:"url,omitempty"`
	Headline      string      `json:"headline,omitempty"`
	DatePublished string      `json:"datePublished,omitempty"` // ISO 8601; left out where a date is doubtful or open
	Publisher     *DraftAgent `json:"publisher,omitempty"`
}

// DraftReviewer is whoever will have checked the claim: empty.
type DraftReviewer struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// DraftRating is what they will have found: empty.
type DraftRating struct {
	Type        string `json:"@type"`
	RatingValue string `json:"ratingValue"`
	BestRating  string `json:"bestRating"`
	WorstRating string `json:"worstRating"`
	Name        string `json:"alternateName"`
}

const draftStatus = "Draft. Whoever checks the claim fills in author, url, datePublished and reviewRating, and takes this line out. Nothing here says whether the claim holds."

// NewClaimReviewDraft makes a draft of the words of an utterance: those that the others are compared with.
// Articles that have them otherwise are not among those where they stand.
func NewClaimReviewDraft(v *hearsay.FamilyView) ClaimReviewDraft {
	out := ClaimReviewDraft{
		Context: "https://schema.org", Type: "ClaimReview", Status: draftStatus, ClaimReviewed: v.Variants[v.Base].Exact,
		Author: DraftReviewer{Type: "Organization"}, Rating: DraftRating{Type: "Rating"},
	}
	out.Item.Type = "Claim"
	same := func(r *hearsay.Rendering) bool { return !r.Article.IsZero() && len(r.Changes) == 0 }
	seen := map[hearsay.ArticleID]bool{}
	var named []hearsay.Agent
	for i := range v.Variants {
		r := &v.Variants[i]
		if !same(r) || seen[r.Article] {
			continue
		}
		seen[r.Article] = true
		out.Item.Appearance = append(out.Item.Appearance, draftArticle(v.Brief(r.Article)))
		if r.Speaker.Name != "" {
			named = append(named, r.Speaker)
		}
	}
	if len(named) > 0 && !slices.ContainsFunc(named, func(a hearsay.Agent) bool { return a.Name != named[0].Name }) {
		out.Item.Author = draftAgent(named[0])
	}
	if first := v.Family.Earliest; first >= 0 && same(&v.Variants[first]) {
		at := draftArticle(v.Brief(v.Variants[first].Article))
		out.Item.FirstAppearance = &at
	}
	return out
}

func draftArticle(b hearsay.Brief) DraftArticle {
	out := DraftArticle{Type: "NewsArticle", Headline: b.Headline}
	if u, err := url.Parse(b.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		out.URL = b.URL
	}
	if !strings.ContainsAny(b.Date.Value, "?~%/.XY") { // which ISO 8601 has no words for
		out.DatePublished = b.Date.Value
	}
	if b.Outlet.Name != "" {
		out.Publisher = &DraftAgent{"NewsMediaOrganization", b.Outlet.Name}
	}
	return out
}

// draftAgent is a speaker in the words of schema.org; nil for whoever has no name or kind.
func draftAgent(a hearsay.Agent) *DraftAgent {
	types := map[hearsay.AgentKind]string{hearsay.Person: "Person", hearsay.Organization: "Organization", hearsay.Outlet: "NewsMediaOrganization"}
	if types[a.Kind] == "" || a.Name == "" {
		return nil
	}
	return &DraftAgent{types[a.Kind], a.Name}
}
