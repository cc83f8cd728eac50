// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"hearsay"
)

// ParseMailAddress reads an address of mail: the bare one, without a name. Error:
// ErrInvalid.
func ParseMailAddress(text string) (string, error) {
	a, err := mail.ParseAddress(strings.TrimSpace(text))
	if err != nil || a.Name != "" || len(a.Address) > 254 || plain(a.Address, 254) != a.Address || strings.ContainsAny(a.Address, " \"<>,;") {
		return "", fmt.Errorf("%w: %.100q is no address of mail; give it as desk@example.org", hearsay.ErrInvalid, text)
	}
	return a.Address, nil
}

// letter is a parcel as mail.
type letter struct {
	from, to string
	parcel   *hearsay.Parcel
	alerts   map[int64]*hearsay.Alert
	base     string
}

// compose writes a letter: one part, plain text. Nothing in a text from elsewhere can
// begin a header or a part: headers are encoded words of one line, and the body is
// quoted-printable. The same parcel gives the same letter, with the same Message-ID, so
// that one that is sent again can be told.
func compose(l *letter) ([]byte, error) {
	for _, a := range []string{l.from, l.to} {
		if _, err := ParseMailAddress(a); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	header := func(name, value string) { fmt.Fprintf(&b, "%s: %s\r\n", name, value) }
	header("From", (&mail.Address{Name: "Hearsay", Address: l.from}).String())
	header("To", (&mail.Address{Address: l.to}).String())
	header("Subject", mime.QEncoding.Encode("utf-8", l.subject()))
	header("Date", l.parcel.Made.UTC().Format(time.RFC1123Z))
	header("Message-ID", "<"+l.id()+">")
	header("Auto-Submitted", "auto-generated")
	header("MIME-Version", "1.0")
	header("Content-Type", "text/plain; charset=utf-8")
	header("Content-Transfer-Encoding", "quoted-printable")
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(l.body())); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// id is a Message-ID that depends on the events and the target alone.
func (l *letter) id() string {
	parts := []string{l.to}
	for i := range l.parcel.Events {
		e := &l.parcel.Events[i]
		parts = append(parts, e.ID(l.alerts[e.Alert]))
	}
	domain := l.from[strings.LastIndexByte(l.from, '@')+1:]
	return hearsay.NewID[hearsay.Parcel]("parcel", parts...).String() + "@" + domain
}

func (l *letter) subject() string {
	n := len(l.parcel.Events)
	first := l.alerts[l.parcel.Events[0].Alert]
	if len(l.alerts) == 1 {
		return fmt.Sprintf("%d new: %s", n, plain(first.Title, 80))
	}
	return fmt.Sprintf("%d new in %d alerts: %s and others", n, len(l.alerts), plain(first.Title, 60))
}

// body is the text: what was found, by alert, in the order in which it was found.
func (l *letter) body() string {
	var b strings.Builder
	last := int64(0)
	for i := range l.parcel.Events {
		e := &l.parcel.Events[i]
		if of := l.alerts[e.Alert]; e.Alert != last {
			last = e.Alert
			title := plain(of.Title, 200)
			fmt.Fprintf(&b, "%s\n%s\n\n", title, strings.Repeat("=", min(60, len([]rune(title)))))
		}
		if e.Title != "" {
			fmt.Fprintf(&b, "%s\n", plain(e.Title, 300))
		}
		fmt.Fprintf(&b, "%s\n", plain(e.Says, 500))
		for _, why := range e.Why {
			fmt.Fprintf(&b, "  - %s\n", plain(why, 500))
		}
		if l.base != "" && e.Link != "" {
			fmt.Fprintf(&b, "%s%s\n", l.base, e.Link)
		}
		b.WriteString("\n")
	}
	b.WriteString("--\nThis says what a library of Hearsay shows, and nothing of what it has not got.\n")
	if l.base != "" {
		fmt.Fprintf(&b, "Change or end it: %s/alerts\n", l.base)
	}
	return b.String()
}
