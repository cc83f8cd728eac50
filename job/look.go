// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package job

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
)

// ReadPage gets one address, because a person pressed the button that says so, and
// reads it. Nothing of it is kept. Errors: those of fetch.Gate.Page and ingest.Read.
func (d *Desk) ReadPage(ctx context.Context, address string) (*ingest.Reading, error) {
	c, body, err := d.opt.Gate.Page(ctx, address)
	if err != nil {
		return nil, err
	}
	c.Payload = sha256.Sum256(body)
	c.ID = c.Identity()
	return ingest.Read(c, body)
}

// ReadFile reads the first page of a file, whatever it says it is. Nothing of it is
// kept. Error: ErrInvalid when there is none.
func (d *Desk) ReadFile(ctx context.Context, r io.Reader) (*ingest.Reading, error) {
	skipped := "it is empty"
	for it := range intake.Walk(ctx, []string{"-"}, intake.Options{Now: d.opt.Now(), Stdin: r}) {
		if it.Skip == nil {
			return ingest.Read(it.Capture, it.Body)
		}
		skipped = it.Skip.Reason
	}
	return nil, fmt.Errorf("read the file: %w: %s", hearsay.ErrInvalid, skipped)
}
