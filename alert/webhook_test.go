// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/alert"
	"hearsay/fetch"
	"hearsay/wire"
)

// ofOwn is a gate to servers of the test's own.
func ofOwn() *fetch.Gate { return fetch.New(fetch.Options{Private: true}) }

// oneEvent has an alert with a webhook find one thing.
func oneEvent(t *testing.T, gate *fetch.Gate, address string) (*shelf, alert.Added) {
	t.Helper()
	s := newShelf(t)
	a := s.add(t, bridge(), hearsay.Target{Kind: hearsay.Webhook, Address: address})
	addTo(t, s.dir, func(slug string) bool { return slug == "lowmere-bridge" })
	s.open(t, gate)
	if r := s.check(t); r.Events != 1 {
		t.Fatalf("%+v", r)
	}
	return s, a
}

func (s *shelf) deliver(t *testing.T) {
	t.Helper()
	if err := s.desk.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (s *shelf) parcel(t *testing.T, alert int64) hearsay.Parcel {
	t.Helper()
	list, err := s.book.Parcels(t.Context(), alert, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d parcels, %v", len(list), err)
	}
	return list[0]
}

func TestWebhook(t *testing.T) {
	t.Parallel()
	var body []byte
	var header http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		header = r.Header
	}))
	defer server.Close()
	s, a := oneEvent(t, ofOwn(), server.URL+"/services/T0/SECRET")
	s.deliver(t)
	s.deliver(t)
	var n wire.AlertNotice
	if err := json.Unmarshal(body, &n); err != nil {
		t.Fatal(err)
	}
	if n.Event.Kind != "article" || n.Alert.Title != "Search: bridge" || !strings.HasPrefix(n.Event.Link, "https://news.example/articles/") || n.Event.ID != header.Get(alert.IDHeader) {
		t.Errorf("%s", body)
	}
	secret := a.Secrets[server.URL+"/services/T0/SECRET"].Reveal()
	stamp, _, _ := strings.Cut(strings.TrimPrefix(header.Get(alert.SignatureHeader), "t="), ",")
	at, _ := strconv.ParseInt(stamp, 10, 64)
	if want := alert.Sign(secret, time.Unix(at, 0), body); len(secret) < 40 || header.Get(alert.SignatureHeader) != want {
		t.Errorf("signature %s, want %s", header.Get(alert.SignatureHeader), want)
	}
	p := s.parcel(t, a.ID)
	if p.Delivered.IsZero() || p.Attempts != 1 {
		t.Errorf("%+v", p)
	}
	shown, _ := json.Marshal(wire.NewDelivery(&p))
	if strings.Contains(string(shown), "SECRET") {
		t.Errorf("the address of the webhook is shown: %s", shown)
	}
}

// TestSign has the example of doc/alerts.md.
func TestSign(t *testing.T) {
	got := alert.Sign("s3cret", time.Unix(1764201600, 0), []byte(`{"a":1}`))
	if got != "t=1764201600,v1=7149e283861e18b26025dd91d101a096e7f29a9847a3974273c87811f8ab64d0" {
		t.Error(got)
	}
}

func TestFaultyReceivers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		answer  http.HandlerFunc
		problem string
		pause   time.Duration // at least
		ended   bool
	}{
		{"fails", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, "500", time.Minute, false},
		{"hangs up", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, "EOF", time.Minute, false},
		{"slow", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "no answer within", time.Minute, false},
		{"busy", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(429)
		}, "429", 2 * time.Hour, false},
		{"for ever", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "99999999")
			w.WriteHeader(503)
		}, "503", 24 * time.Hour, false},
		{"gone", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(410) }, "410", 0, true},
		{"redirects to a private host", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusTemporaryRedirect)
		}, "307", time.Minute, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(c.answer)
			t.Cleanup(server.CloseClientConnections)
			clock := &clock{at: time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)}
			s, a := oneEvent(t, fetch.New(fetch.Options{Private: true, Now: clock.now, Limits: fetch.Limits{Total: 200 * time.Millisecond}}), server.URL)
			s.deliver(t)
			p := s.parcel(t, a.ID)
			if p.Attempts != 1 || !p.Delivered.IsZero() || !strings.Contains(p.Problem, c.problem) || c.ended != (p.Target.Ended != "") {
				t.Errorf("%+v", p)
			}
			if got := p.Target.Next.Sub(s.clock.now()); got < c.pause || got > 25*time.Hour {
				t.Errorf("it is tried again after %s", got)
			}
			if c.ended != !p.Failed.IsZero() {
				t.Errorf("failed: %s", p.Failed)
			}
		})
	}
}

// TestGivenUp tries for three days, ever less often, and then says so.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	tries := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { tries++; w.WriteHeader(502) }))
	defer server.Close()
	s, a := oneEvent(t, ofOwn(), server.URL)
	began := s.clock.now()
	for range 24 * 4 * 4 {
		s.deliver(t)
		s.clock.pass(15 * time.Minute)
	}
	p := s.parcel(t, a.ID)
	if took := p.Failed.Sub(began); took < 72*time.Hour || took > 80*time.Hour || tries < 10 || tries > 25 {
		t.Errorf("given up after %s and %d tries: %+v", took, tries, p)
	}
	if next, err := s.book.NextDue(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("something is due: %s, %v", next, err)
	}
}

// TestRecovers delivers once the receiver is well again.
func TestRecovers(t *testing.T) {
	t.Parallel()
	fails := 3
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fails--; fails >= 0 {
			w.WriteHeader(503)
			return
		}
		got = append(got, r.Header.Get(alert.IDHeader))
	}))
	defer server.Close()
	s, a := oneEvent(t, ofOwn(), server.URL)
	for range 10 {
		s.deliver(t)
		s.clock.pass(time.Hour)
	}
	if p := s.parcel(t, a.ID); len(got) != 1 || p.Delivered.IsZero() || p.Target.Errors != 0 || p.Problem != "" {
		t.Errorf("%d times: %+v", len(got), p)
	}
}

// TestAttackS10 sends to hosts of the private network, by every way of naming one: the
// gate refuses, unless the operator allows the host.
func TestAttackS10(t *testing.T) {
	t.Parallel()
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer server.Close()
	port := server.URL[strings.LastIndexByte(server.URL, ':')+1:]
	s, _ := oneEvent(t, fetch.New(fetch.Options{}), "http://127.0.0.1/hook")
	s.deliver(t)
	for _, host := range []string{"localhost", "127.0.0.1", "[::1]", "2130706433", "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "100.64.0.1"} {
		a := s.add(t, hearsay.Question{Kind: hearsay.AlertSearch, Query: "bridge " + strconv.Itoa(len(host)) + " OR " + strings.Trim(host, "[]:")}, hearsay.Target{Kind: hearsay.Webhook, Address: fmt.Sprintf("http://%s:%s/", host, port)})
		_, errs, err := s.desk.Test(t.Context(), a.ID)
		if err != nil || len(errs) != 1 || !errors.Is(errs[0], hearsay.ErrRefused) {
			t.Errorf("%s: %v, %v", host, errs, err)
		}
	}
	if asked > 0 {
		t.Errorf("%d requests came through", asked)
	}
	s.open(t, fetch.New(fetch.Options{Allow: []string{"127.0.0.1:" + port}}))
	list, err := s.book.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		if strings.Contains(a.Asks.Query, "127.0.0.1") && !strings.Contains(a.Asks.Query, "ffff") {
			if _, errs, err := s.desk.Test(t.Context(), a.ID); err != nil || errs[0] != nil || asked != 1 {
				t.Errorf("an allowed host: %v, %v, asked %d times", errs, err, asked)
			}
		}
	}
}
