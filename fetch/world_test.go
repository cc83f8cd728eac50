// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// world is a small internet on this machine: a name server that says what a test
// wants, and servers that are reached by public addresses. What really listens on
// this machine is not reached.
type world struct {
	*testing.T
	dns   *nameServer
	mu    sync.Mutex
	sites map[string]string // "ip:port" → where it listens here
	asked []string          // addresses that were connected to
	roots *x509.CertPool
	clock time.Time
	slept []time.Duration
}

// publicIP stands for some site of the web.
const publicIP = "93.184.215.14"

func newWorld(t *testing.T) *world {
	return &world{T: t, dns: newNameServer(t), sites: map[string]string{}, roots: x509.NewCertPool(), clock: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)}
}

// gate makes a gate into the world. It does not pause unless the options say so.
func (w *world) gate(opt Options) *Gate {
	if opt.Pace == 0 {
		opt.Pace = -1
	}
	opt.Resolver = w.dns.resolver()
	opt.Now = w.now
	opt.Sleep = func(_ context.Context, d time.Duration) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.slept = append(w.slept, d)
		w.clock = w.clock.Add(d)
		return nil
	}
	g := New(opt)
	g.tls = &tls.Config{RootCAs: w.roots}
	g.open = w.connect
	return g
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

func (w *world) connect(ctx context.Context, d *net.Dialer, address string) (net.Conn, error) {
	w.mu.Lock()
	w.asked = append(w.asked, address)
	here, ok := w.sites[address]
	w.mu.Unlock()
	if !ok {
		return nil, errors.New("no route to " + address)
	}
	if err := d.Control("tcp", address, nil); err != nil {
		return nil, err
	}
	plain := net.Dialer{Timeout: d.Timeout}
	return plain.DialContext(ctx, "tcp", here)
}

// connected returns the addresses that were connected to, and forgets them.
func (w *world) connected() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.asked
	w.asked = nil
	return out
}

// site serves a host at an address, over http and https.
func (w *world) site(host, ip string, handler http.HandlerFunc) {
	w.Helper()
	w.dns.say(host, ip)
	w.serve(ip, handler)
}

func (w *world) serve(ip string, handler http.HandlerFunc) {
	dated := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Date", w.now().Format(http.TimeFormat))
		handler(rw, r)
	})
	plain, secure := httptest.NewServer(dated), httptest.NewTLSServer(dated)
	w.Cleanup(plain.Close)
	w.Cleanup(secure.Close)
	w.roots.AddCert(secure.Certificate()) // it is one for example.com
	w.sites[net.JoinHostPort(ip, "80")] = plain.Listener.Addr().String()
	w.sites[net.JoinHostPort(ip, "443")] = secure.Listener.Addr().String()
}

// nameServer answers questions for A and AAAA over UDP. A name has a list of
// answers, one after the other; the last stays.
type nameServer struct {
	conn    net.PacketConn
	mu      sync.Mutex
	answers map[string][][]netip.Addr
	turn    map[string]int
	asked   []string
}

func newNameServer(t *testing.T) *nameServer {
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &nameServer{conn: conn, answers: map[string][][]netip.Addr{}, turn: map[string]int{}}
	t.Cleanup(func() { conn.Close() })
	go s.serve()
	return s
}

// say sets what a name is answered, one text of addresses divided by blanks after
// the other.
func (s *nameServer) say(name string, answers ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[name], s.turn[name] = nil, 0
	for _, a := range answers {
		var ips []netip.Addr
		for f := range strings.FieldsSeq(a) {
			ips = append(ips, netip.MustParseAddr(f))
		}
		s.answers[name] = append(s.answers[name], ips)
	}
}

func (s *nameServer) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", s.conn.LocalAddr().String())
	}}
}

// times is how often the address of a name was asked for.
func (s *nameServer) times(name string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		if a == name {
			n++
		}
	}
	return n
}

func (s *nameServer) serve() {
	packet := make([]byte, 1500)
	for {
		n, from, err := s.conn.ReadFrom(packet)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(packet[:n]) != nil || len(m.Questions) != 1 {
			continue
		}
		s.answer(&m)
		if out, err := m.Pack(); err == nil {
			s.conn.WriteTo(out, from)
		}
	}
}

func (s *nameServer) answer(m *dnsmessage.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := m.Questions[0]
	name := strings.TrimSuffix(strings.ToLower(q.Name.String()), ".")
	m.Response, m.Authoritative, m.Additionals = true, true, nil
	answers, ok := s.answers[name]
	if !ok {
		m.RCode = dnsmessage.RCodeNameError
		return
	}
	turn := min(s.turn[name], len(answers)-1)
	head := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 0}
	for _, ip := range answers[turn] {
		switch {
		case q.Type == dnsmessage.TypeA && ip.Is4():
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: ip.As4()}})
		case q.Type == dnsmessage.TypeAAAA && ip.Is6():
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
		}
	}
	if q.Type == dnsmessage.TypeA { // asked for each time, as AAAA is
		s.asked = append(s.asked, name)
		s.turn[name]++
	}
}

// page answers everything with a page.
func page(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.Write([]byte("<p>page"))
}

// TestWorld: the world is there, over http and https, and the host is kept.
func TestWorld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var hosts []string
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		hosts = append(hosts, r.Host)
		if r.TLS != nil {
			hosts = append(hosts, "TLS for "+r.TLS.ServerName)
		}
		page(rw, r)
	})
	g := w.gate(Options{})
	for _, address := range []string{"http://example.com/x", "https://EXAMPLE.com./x#y"} {
		res, err := g.Get(t.Context(), Request{Address: address})
		if err != nil || string(res.Body) != "<p>page" {
			t.Fatalf("%s: %q, %v", address, res.Body, err)
		}
	}
	if want := []string{"example.com", "example.com", "TLS for example.com"}; !slices.Equal(hosts, want) {
		t.Errorf("hosts %q, want %q", hosts, want)
	}
	if got := w.connected(); !slices.Equal(got, []string{publicIP + ":80", publicIP + ":443"}) {
		t.Errorf("connected to %q", got)
	}
}
