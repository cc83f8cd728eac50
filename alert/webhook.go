// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"hearsay"
	"hearsay/store"
	"hearsay/wire"
)

// The headers of what is posted to a webhook.
const (
	IDHeader        = "Hearsay-Event"     // of the event: the same whenever it is sent
	SignatureHeader = "Hearsay-Signature" // t=SECONDS,v1=HEX: see Sign
)

// Sign is the signature of a body sent at a time: the HMAC-SHA256, under the secret, of the
// time in Unix seconds, a full stop and the body. Who receives it makes the same, compares
// in constant time, and refuses what is older than some minutes.
func Sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// post sends an event to a webhook.
func (d *Desk) post(ctx context.Context, address string, e *hearsay.AlertEvent, of *hearsay.Alert) error {
	secret, err := d.book.Secret(ctx, store.WebhookSecret, address)
	if errors.Is(err, hearsay.ErrNotFound) {
		return fmt.Errorf("%w: the secret that signs what is sent there is not on this machine (a backup has none): remove the alert and add it again", hearsay.ErrRefused)
	}
	if err != nil {
		return err
	}
	body, err := json.Marshal(wire.NewAlertNotice(of, e, d.opt.Base))
	if err != nil {
		return err
	}
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	header.Set(IDHeader, e.ID(of))
	header.Set(SignatureHeader, Sign(secret.Reveal(), d.opt.Now(), body))
	return d.opt.Gate.Post(ctx, address, header, body)
}
