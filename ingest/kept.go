// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"encoding/json"
	"fmt"

	"hearsay"
	"hearsay/intake"
	"hearsay/warc"
)

// keptType is the media type of a record that stands in the captures for a page whose
// text is not kept: what was found in it, and what is left of its words.
const keptType = "application/vnd.hearsay.kept+json"

// keptRecord is what such a record holds. It is written with the names of Go's fields, as
// facts are.
type keptRecord struct {
	Format     int `json:"hearsay_kept"`
	Capture    hearsay.Capture
	Article    hearsay.Article
	Quotations []hearsay.Quotation
}

// newKeptRecord returns the record of an article whose text is not kept.
func newKeptRecord(c hearsay.Capture, a *hearsay.Article, quotations []hearsay.Quotation) (*warc.Record, error) {
	body, err := json.Marshal(keptRecord{Format: 1, Capture: c, Article: *a, Quotations: quotations})
	if err != nil {
		return nil, fmt.Errorf("keep what is left of article %s: %w", a.ID, err)
	}
	target := a.URL
	if target == "" {
		target = "urn:hearsay:article:" + a.ID.String()
	}
	return warc.New(warc.TypeConversion, target, c.At, keptType, body), nil
}

// isKeptRecord reports whether a record is one.
func isKeptRecord(rec *warc.Record) bool {
	return rec.Type() == warc.TypeConversion && rec.Header.Value("Content-Type") == keptType
}

// readKept reads what is left of an article.
func readKept(where intake.Where, rec *warc.Record) (*Reading, intake.Item) {
	var k keptRecord
	err := json.Unmarshal(rec.Block, &k)
	if err == nil && (k.Format != 1 || k.Article.Kept == nil || k.Article.Capture != k.Capture.ID) {
		err = fmt.Errorf("%w: format %d", hearsay.ErrInvalid, k.Format)
	}
	if err != nil {
		return nil, intake.Item{Where: where, Record: rec, Skip: &intake.Skip{Reason: "damaged: what was kept of an article cannot be read", Err: err}}
	}
	return &Reading{Article: k.Article, Quotations: k.Quotations}, intake.Item{Where: where, Record: rec, Capture: k.Capture}
}

// captureOf returns the capture that a record of the library's holds, or stands for.
func captureOf(rec *warc.Record) (hearsay.Capture, error) {
	if !isKeptRecord(rec) {
		c, _, err := intake.FromRecord(rec, intake.Limits{})
		return c, err
	}
	_, item := readKept(intake.Where{}, rec)
	if item.Skip != nil {
		return hearsay.Capture{}, item.Skip.Err
	}
	return item.Capture, nil
}
