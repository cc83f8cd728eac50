// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"hearsay"
	"hearsay/account"
	"hearsay/store"
)

const (
	mailCommand    = 30 * time.Second // for the server to answer a command
	mailSubmission = 2 * time.Minute  // and to take a message
)

// ParseMailServer reads the address of a server of mail: smtp://HOST[:587], over which TLS
// is begun before anything is said, or smtps://HOST[:465]. Error: ErrInvalid.
func ParseMailServer(address string) (string, error) {
	u, err := url.Parse(address)
	ports := map[string]string{"smtp": "587", "smtps": "465"}
	if err != nil || ports[u.Scheme] == "" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%w: the server of mail is given as smtp://mail.example.org:587 or smtps://mail.example.org:465; user and password go elsewhere", hearsay.ErrInvalid)
	}
	port := u.Port()
	if port == "" {
		port = ports[u.Scheme]
	}
	host := u.Hostname()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return u.Scheme + "://" + host + ":" + port, nil
}

// mail sends a parcel by mail.
func (d *Desk) mail(ctx context.Context, p *hearsay.Parcel, alerts map[int64]*hearsay.Alert) error {
	by, err := d.book.Mail(ctx)
	if errors.Is(err, hearsay.ErrNotFound) {
		return fmt.Errorf("%w: nobody said by whom mail is sent; say it with: hearsay alerts mail", hearsay.ErrRefused)
	}
	if err != nil {
		return err
	}
	var password account.Secret
	if by.User != "" {
		password, err = d.book.Secret(ctx, store.MailSecret, by.Account())
		if errors.Is(err, hearsay.ErrNotFound) {
			return fmt.Errorf("%w: the password of %s is not on this machine (a backup has none); give it with: hearsay alerts mail", hearsay.ErrRefused, by.Account())
		}
		if err != nil {
			return err
		}
	}
	message, err := compose(&letter{from: by.From, to: p.Target.Address, parcel: p, alerts: alerts, base: d.opt.Base})
	if err != nil {
		return err
	}
	if err := d.submit(ctx, &by, password, p.Target.Address, message); err != nil {
		return fmt.Errorf("send mail by %s: %w", by.Server, scrubbed(err, password))
	}
	return nil
}

// submit hands a message to the server.
func (d *Desk) submit(ctx context.Context, by *store.MailServer, password account.Secret, to string, message []byte) error {
	u, err := url.Parse(by.Server)
	if err != nil {
		return err
	}
	conn, err := d.opt.Gate.Dial(ctx, "tcp", u.Host)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(mailCommand)); err != nil {
		return err
	}
	config := &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12, RootCAs: d.roots}
	var c *smtp.Client
	if u.Scheme == "smtps" {
		c = smtp.NewClient(tls.Client(conn, config))
	} else if c, err = smtp.NewClientStartTLS(conn, config); err != nil {
		return fmt.Errorf("%w; it must offer TLS, since mail and password would be readable on the way", err)
	}
	c.CommandTimeout, c.SubmissionTimeout = mailCommand, mailSubmission
	if by.User != "" {
		if err := c.Auth(sasl.NewPlainClient("", by.User, password.Reveal())); err != nil {
			return err
		}
	}
	if err := c.SendMail(by.From, []string{to}, bytes.NewReader(message)); err != nil {
		return err
	}
	_ = c.Quit() // it has the message
	return nil
}

// scrubbed takes a password out of what a server said, should it have said it.
func scrubbed(err error, password account.Secret) error {
	text := plain(err.Error(), 300)
	if secret := password.Reveal(); secret != "" && strings.Contains(text, secret) {
		return errors.New(strings.ReplaceAll(text, secret, "…"))
	}
	return err
}
