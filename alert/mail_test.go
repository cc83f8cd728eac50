// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"hearsay"
	"hearsay/account"
	"hearsay/fetch"
	"hearsay/store"
)

// mailbox is a server of mail that keeps what it is sent.
type mailbox struct {
	mu       sync.Mutex
	letters  [][]byte
	to       []string
	user     string
	password string
	plain    int   // log-ins without TLS
	refuse   error // what it answers to a message
}

type mailSession struct {
	box *mailbox
	c   *smtp.Conn
}

func (b *mailbox) NewSession(c *smtp.Conn) (smtp.Session, error) { return &mailSession{b, c}, nil }

func (s *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.box.mu.Lock()
		defer s.box.mu.Unlock()
		if _, ok := s.c.TLSConnectionState(); !ok {
			s.box.plain++
		}
		if s.box.user = user; password != s.box.password {
			return &smtp.SMTPError{Code: 535, Message: "wrong password: " + password} // some servers do say it
		}
		return nil
	}), nil
}

func (s *mailSession) Mail(string, *smtp.MailOptions) error { return nil }

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.to = append(s.box.to, to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	if s.box.refuse != nil {
		return s.box.refuse
	}
	s.box.letters = append(s.box.letters, b)
	return err
}

func (s *mailSession) Reset()        {}
func (s *mailSession) Logout() error { return nil }

// serveMail starts a server of mail on the loopback, and returns its address and who
// signed it.
func serveMail(t *testing.T, box *mailbox, scheme string) (string, *x509.CertPool) {
	t.Helper()
	config, roots := certificate(t)
	server := smtp.NewServer(box)
	server.Domain, server.TLSConfig = "mail.example", config
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := scheme + "://" + l.Addr().String()
	if scheme == "smtps" {
		l = tls.NewListener(l, config)
	}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return address, roots
}

func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, roots
}

// post is a desk with an alert, without a library: events are put in by hand.
type postRoom struct {
	*Desk
	at    time.Time
	alert hearsay.Alert
}

func newPostRoom(t *testing.T, targets ...hearsay.Target) *postRoom {
	t.Helper()
	dir := t.TempDir()
	book, err := store.OpenAlerts(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	p := &postRoom{at: time.Date(2025, 4, 1, 12, 20, 0, 0, time.UTC)}
	p.Desk = New(book, nil, Options{Gate: fetch.New(fetch.Options{Private: true}), Now: func() time.Time { return p.at }, Base: "https://news.example"})
	al := store.NewAlert{Alert: hearsay.Alert{Title: "Search: ferry", Asks: hearsay.Question{Kind: hearsay.AlertSearch, Query: "ferry"}, Made: p.at}, Targets: targets}
	if err := book.Add(t.Context(), &al); err != nil {
		t.Fatal(err)
	}
	p.alert = al.Alert
	return p
}

// find notes an event.
func (p *postRoom) find(t *testing.T, e hearsay.AlertEvent) {
	t.Helper()
	turn, looked, err := p.book.LookedAt(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e.Alert = p.alert.ID
	if _, err := p.book.Note(t.Context(), &store.Round{Turn: turn, From: looked[0], Events: []hearsay.AlertEvent{e}, At: p.at}); err != nil {
		t.Fatal(err)
	}
}

func (p *postRoom) mailBy(t *testing.T, server, user, password string) {
	t.Helper()
	m := store.MailServer{Server: server, User: user, From: "hearsay@news.example"}
	if err := p.book.SetMail(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if err := p.book.SetSecret(t.Context(), store.MailSecret, m.Account(), account.Given(password)); err != nil {
		t.Fatal(err)
	}
}

var desk = hearsay.Target{Kind: hearsay.Mail, Address: "desk@news.example"}

// hostile is an event whose every field wants to be something else (attacks E2 and X6).
var hostile = hearsay.AlertEvent{
	Key: "article:1", Kind: hearsay.NewArticle, Title: "A headline\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>",
	Outlet: "The Gull\r\n.\r\nMAIL FROM:<x@example.org>", Says: "An article passes: <script>alert(2)</script>\n.\nQUIT",
	Why: []string{"It has: “<img src=x onerror=alert(3)>\u202e\x00”", "--boundary\r\nContent-Type: text/html"}, Link: "/articles/x",
}

func TestMail(t *testing.T) {
	t.Parallel()
	for _, scheme := range []string{"smtp", "smtps"} {
		box := &mailbox{password: "pass-w0rd"}
		address, roots := serveMail(t, box, scheme)
		p := newPostRoom(t, desk)
		p.roots = roots
		p.mailBy(t, address, "ada", "pass-w0rd")
		p.find(t, hostile)
		if err := p.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := p.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(box.letters) != 1 || box.user != "ada" || box.plain > 0 || !slices.Equal(box.to, []string{"desk@news.example"}) {
			t.Fatalf("%s: %d letters to %q, %d log-ins over an open line", scheme, len(box.letters), box.to, box.plain)
		}
		harmless(t, box.letters[0])
	}
}

// harmless holds a letter against what a hostile page could make of it.
func harmless(t *testing.T, letter []byte) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range m.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "Auto-Submitted Content-Transfer-Encoding Content-Type Date From Message-Id Mime-Version Subject To" {
		t.Errorf("headers %s", got)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "1 new: Search: ferry" || m.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("subject %q, type %q, %v", subject, m.Header.Get("Content-Type"), err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\nA headline Bcc: everybody@example.org <script>alert(1)</script>\n", "\nAn article passes: <script>alert(2)</script> . QUIT\n",
		"\n  - It has: “<img src=x onerror=alert(3)>”\n", "\n  - --boundary Content-Type: text/html\n", "\nhttps://news.example/articles/x\n",
	} {
		if !strings.Contains(strings.ReplaceAll(string(body), "\r\n", "\n"), want) {
			t.Errorf("there is no line %q in\n%s", want, body)
		}
	}
}

// TestAttackA9 looks for the password in what a failed delivery leaves behind, and gives
// another server the chance to get it.
func TestAttackA9(t *testing.T) {
	t.Parallel()
	box := &mailbox{password: "right"}
	address, roots := serveMail(t, box, "smtp")
	p := newPostRoom(t, desk)
	p.roots = roots
	p.mailBy(t, address, "ada", "wrong-but-secret")
	p.find(t, hostile)
	if err := p.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := p.book.Parcels(t.Context(), p.alert.ID, 10)
	if err != nil || len(list) != 1 || list[0].Attempts != 1 || !strings.Contains(list[0].Problem, "wrong password") {
		t.Fatalf("%+v, %v", list, err)
	}
	if strings.Contains(list[0].Problem, "wrong-but-secret") {
		t.Errorf("the password is in %q", list[0].Problem)
	}
	if err := p.book.SetMail(t.Context(), store.MailServer{Server: "smtp://elsewhere.example:587", User: "ada", From: "hearsay@news.example"}); err != nil {
		t.Fatal(err)
	}
	m, err := p.book.Mail(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.book.Secret(t.Context(), store.MailSecret, m.Account()); !errors.Is(err, hearsay.ErrNotFound) {
		t.Errorf("another server would get the password: %v", err)
	}
}

// TestMailNeedsTLS sends nothing to a server that offers none, or that somebody else has
// signed.
func TestMailNeedsTLS(t *testing.T) {
	t.Parallel()
	box := &mailbox{password: "p"}
	signed, _ := serveMail(t, box, "smtp")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	open := smtp.NewServer(box)
	open.AllowInsecureAuth = true
	go open.Serve(l)
	t.Cleanup(func() { open.Close() })
	for _, address := range []string{signed, "smtp://" + l.Addr().String()} {
		p := newPostRoom(t, desk)
		p.mailBy(t, address, "ada", "p")
		p.find(t, hostile)
		if err := p.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := p.book.Parcels(t.Context(), p.alert.ID, 10)
		if err != nil || len(list) != 1 || !list[0].Delivered.IsZero() || list[0].Problem == "" {
			t.Errorf("%s: %+v, %v", address, list, err)
		}
	}
	if len(box.letters) > 0 || box.plain > 0 {
		t.Errorf("%d letters, %d log-ins over an open line", len(box.letters), box.plain)
	}
}

// TestDigest gathers what was found in an hour or a day into one letter, and sends the
// same letter again when the server failed.
func TestDigest(t *testing.T) {
	t.Parallel()
	box := &mailbox{password: "p", refuse: &smtp.SMTPError{Code: 451, Message: "later"}}
	address, roots := serveMail(t, box, "smtp")
	daily := hearsay.Target{Kind: hearsay.Mail, Address: "daily@news.example", Rhythm: hearsay.Daily}
	hourly := hearsay.Target{Kind: hearsay.Mail, Address: "hourly@news.example", Rhythm: hearsay.Hourly}
	p := newPostRoom(t, daily, hourly)
	p.roots = roots
	p.mailBy(t, address, "ada", "p")
	run := func(until time.Time) {
		t.Helper()
		for ; p.at.Before(until); p.at = p.at.Add(10 * time.Minute) {
			if err := p.Deliver(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.find(t, hearsay.AlertEvent{Key: "1", Kind: "article", Says: "first"})
	run(p.at.Add(30 * time.Minute))
	p.find(t, hearsay.AlertEvent{Key: "2", Kind: "article", Says: "second"})
	run(p.at.Add(20 * time.Minute)) // 13:10, and the hourly one failed
	p.find(t, hearsay.AlertEvent{Key: "3", Kind: "article", Says: "third"})
	box.refuse = nil
	run(time.Date(2025, 4, 2, 12, 0, 0, 0, time.UTC))
	var got []string
	for i, l := range box.letters {
		m, err := mail.ReadMessage(bytes.NewReader(l))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(quotedprintable.NewReader(m.Body))
		line := m.Header.Get("To")
		for _, word := range []string{"first", "second", "third"} {
			if bytes.Contains(body, []byte(word)) {
				line += " " + word
			}
		}
		got = append(got, line)
		_ = i
	}
	want := []string{"<hourly@news.example> first second", "<hourly@news.example> third", "<daily@news.example> first second third"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"smtp://mail.example.org": "smtp://mail.example.org:587", "smtps://mail.example.org/": "smtps://mail.example.org:465",
		"smtp://[::1]:25": "smtp://[::1]:25", "http://mail.example.org": "", "smtp://u:p@mail.example.org": "", "smtp://": "", "mail.example.org": "", "smtp://a/b": "",
	} {
		if got, err := ParseMailServer(in); got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", in, got, err)
		}
	}
	for in, want := range map[string]string{
		"a@example.org": "a@example.org", " b@example.org ": "b@example.org", "Ada <a@example.org>": "", "a@example.org\nBcc: x@y.org": "", "": "", "a": "",
		"\"a\r\nb\"@example.org": "", "a@example.org,b@example.org": "", "ä@example.org": "ä@example.org", "<a@example.org>": "a@example.org",
	} {
		if got, err := ParseMailAddress(in); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
}

// FuzzCompose lets every field of a letter be anything.
func FuzzCompose(f *testing.F) {
	f.Add(hostile.Title, hostile.Says, hostile.Why[0])
	f.Fuzz(func(t *testing.T, title, says, why string) {
		of := hearsay.Alert{ID: 1, Title: title}
		e := hearsay.AlertEvent{Alert: 1, Key: "k", Title: title, Outlet: says, Says: says, Why: []string{why}, Link: "/x"}
		b, err := compose(&letter{from: "a@example.org", to: "b@example.org", parcel: &hearsay.Parcel{Events: []hearsay.AlertEvent{e}}, alerts: map[int64]*hearsay.Alert{1: &of}})
		if err != nil {
			t.Fatal(err)
		}
		m, err := mail.ReadMessage(bytes.NewReader(b))
		if err != nil || len(m.Header) != 9 {
			t.Fatalf("%d headers, %v in\n%q", len(m.Header), err, b)
		}
		if body, err := io.ReadAll(quotedprintable.NewReader(m.Body)); err != nil || !bytes.Contains(body, []byte("what a library of Hearsay shows")) {
			t.Errorf("%v in\n%q", err, body)
		}
	})
}
