// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"hearsay"
)

// The attacks of addresses, by their names in doc/network.md. Each is asked of every
// way out of the program.

// ways are all that can ask for a web address.
func ways(t *testing.T, g *Gate) map[string]func(address string) error {
	return map[string]func(string) error{
		"Get":  func(a string) error { _, err := g.Get(t.Context(), Request{Address: a}); return err },
		"Page": func(a string) error { _, _, err := g.Page(t.Context(), a); return err },
		"Post": func(a string) error { return g.Post(t.Context(), a, nil, []byte("x")) },
	}
}

// refusedAll checks that no way asks for an address, and that nothing is connected to.
func refusedAll(t *testing.T, w *world, g *Gate, address string) {
	t.Helper()
	for name, ask := range ways(t, g) {
		if err := ask(address); !errors.Is(err, hearsay.ErrRefused) {
			t.Errorf("%s(%q): %v, want a refusal", name, address, err)
		}
	}
	if c := w.connected(); c != nil {
		t.Errorf("%q: connected to %q", address, c)
	}
}

// inner is a server that nobody may reach.
func inner(t *testing.T) http.HandlerFunc {
	return func(_ http.ResponseWriter, r *http.Request) { t.Errorf("an inner server was asked for %s", r.URL) }
}

// TestS1: the loopback address, names of it, redirects to it and odd schemes.
func TestS1(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.say("loop.example", "127.0.0.1")
	w.serve("127.0.0.1", inner(t))
	w.serve("::1", inner(t))
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	g := w.gate(Options{})
	for _, address := range []string{
		"http://127.0.0.1/server-status", "http://[::1]/", "http://localhost/", "http://localhost.localdomain/", "http://a.localhost/", "http://loop.example/", "https://loop.example/",
		"file:///etc/passwd", "php://filter/x", "gopher://127.0.0.1/", "data:text/html,x", "ftp://example.com/", "dict://x", "jar:http://example.com!/", "//example.com/", "example.com", "",
	} {
		refusedAll(t, w, g, address)
	}
	for _, to := range []string{"http://127.0.0.1/server-status", "http://localhost/", "http://loop.example/", "file:///etc/passwd", "php://filter/x", "//127.0.0.1/x"} {
		if _, err := g.Get(t.Context(), Request{Address: "http://example.com/?to=" + to}); !errors.Is(err, hearsay.ErrRefused) {
			t.Errorf("redirect to %s: %v", to, err)
		}
	}
}

// TestS2: the metadata service of rented machines, private networks, and numbers that
// mean an address to some.
func TestS2(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, ip := range []string{"169.254.169.254", "10.0.0.5", "127.0.0.1", "168.63.129.16"} {
		w.serve(ip, inner(t))
	}
	w.dns.say("metadata.google.internal", "169.254.169.254")
	w.dns.say("meta.example", "169.254.169.254")
	w.dns.say("azure.example", "168.63.129.16")
	w.dns.say("office.example", "10.0.0.5")
	g := w.gate(Options{})
	for _, host := range []string{
		"169.254.169.254", "metadata.google.internal", "metadata", "METADATA.google.internal.", "meta.example", "azure.example", "10.0.0.5", "office.example", "localhost.",
		"2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0", "0x0", "127.0.0.1.", "127.0.0.01", "0x7f.0x0.0x0.0x1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "00000177.1", "1.2.3.4.5", "4294967296",
		"１２７.０.０.１", "127。0。0。1", "ⓛocalhost", "127.0.0.1%20",
	} {
		refusedAll(t, w, g, "http://"+host+"/latest/meta-data/")
	}
	// Whoever allows private addresses does not mean the secrets of the machine.
	open := w.gate(Options{Private: true, Allow: []string{"meta.example"}})
	for _, host := range []string{"169.254.169.254", "metadata.google.internal", "meta.example", "azure.example", "[::ffff:169.254.169.254]", "[fd00:ec2::254]"} {
		refusedAll(t, w, open, "http://"+host+"/")
	}
}

// TestS3: what one parser reads as the host and another as a password.
func TestS3(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve("10.0.0.5", inner(t))
	w.site("example.com", publicIP, inner(t))
	g := w.gate(Options{})
	for _, address := range []string{
		`http://10.0.0.5:8888\@example.com/`, `http://example.com\@10.0.0.5/`, `http:\\10.0.0.5/`, `http://example.com\.10.0.0.5/`, "http://me:pw@example.com/", "http://me@example.com/", "http://example.com@10.0.0.5/", "http://@example.com/",
		"http://example.com:80@10.0.0.5/", "http://10.0.0.5#@example.com/", "http://10.0.0.5?@example.com/", "http://10.0.0.5;@example.com/", "http://[::1]@example.com/", "http://example.com:80:80/", "http://exa\tmple.com/", "http://example.com\r\nHost: 10.0.0.5/", "http://example.com\x00.10.0.0.5/",
		"http://example.com%2f@10.0.0.5/", "http://10.0.0.5%2f.example.com/", "http://example%2ecom/", "http://[example.com]/", "http://[::1%25eth0]/", "http://example.com\u00a0/", "http:10.0.0.5/", "http:///10.0.0.5/", "http://example.com:0/", "http://example.com:99999/", "http://example.com:8080/", "http://example.com:-80/",
	} {
		refusedAll(t, w, g, address)
	}
}

// TestS4: the whole table of special addresses, also as those of IPv6.
func TestS4(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.gate(Options{})
	for _, ip := range specialIPs {
		if strings.Contains(ip, ":") {
			refusedAll(t, w, g, "http://["+ip+"]/")
		} else {
			refusedAll(t, w, g, "http://"+ip+"/")
			refusedAll(t, w, g, "http://[::ffff:"+ip+"]/")
			refusedAll(t, w, g, "http://[64:ff9b::"+ip+"]/")
		}
		w.dns.say("special.example", ip)
		refusedAll(t, w, g, "http://special.example/")
		w.dns.say("mixed.example", publicIP+" "+ip+" 2606:2800:21f:cb07:6820:80da:af6b:8b2c")
		refusedAll(t, w, g, "https://mixed.example/")
	}
}

// specialIPs has one address of each range that is no public host.
var specialIPs = []string{
	"0.0.0.0", "0.1.2.3", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254", "169.254.0.1", "172.16.0.1", "172.31.255.254", "192.0.0.8", "192.0.2.1", "192.88.99.1",
	"192.168.255.254", "198.18.0.1", "198.19.255.254", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
	"::", "::1", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:db8::1", "3fff::1", "5f00::1", "fc00::1", "fd00::1", "fe80::1", "fec0::1", "ff02::1",
}

// TestS5: private addresses in the clothes of IPv6.
func TestS5(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.gate(Options{})
	for _, ip := range []string{
		"::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:a00:1", "::ffff:169.254.169.254", // mapped
		"::127.0.0.1", "::a00:1", // compatible
		"2002:7f00:1::", "2002:c0a8:101::1", "2002:a9fe:a9fe::", // 6to4
		"2001:0:53aa:64c:0:0:80ff:fffe", "2001::7f00:1", // Teredo
		"64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::7f00:1", "64:ff9b:1:fffe::a00:1", // NAT64
		"2606:2800:220:1:0:5efe:10.0.0.1", "2606:2800:220:1:200:5efe:127.0.0.1", // ISATAP
		"::ffff:0:127.0.0.1", // translated (SIIT)
	} {
		refusedAll(t, w, g, "http://["+ip+"]/")
		w.dns.say("clothes.example", ip)
		refusedAll(t, w, g, "http://clothes.example/")
	}
}

// TestS10: what is not a page is vetted alike: webhooks (see ways) and mail.
func TestS10(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dns.say("mail.example", "10.0.0.25")
	w.dns.say("mixed.example", publicIP+" 127.0.0.1")
	w.serve("127.0.0.1", inner(t))
	g := w.gate(Options{})
	for _, address := range []string{"127.0.0.1:25", "[::1]:587", "localhost:25", "mail.example:587", "mixed.example:465", "metadata.google.internal:25", "2130706433:25", "example.com:80", "example.com:22", "example.com:0", "example.com", "a@b:25", `example.com\:25`, "exam ple.com:25", ":25", "example.com:smtp"} {
		if conn, err := g.Dial(t.Context(), "tcp", address); !errors.Is(err, hearsay.ErrRefused) {
			t.Errorf("Dial(%q): %v, %v", address, conn, err)
		}
	}
	if conn, err := g.Dial(t.Context(), "udp", "example.com:25"); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("over UDP: %v, %v", conn, err)
	}
	if c := w.connected(); c != nil {
		t.Errorf("connected to %q", c)
	}
}

// TestS11: the scheme is looked at after the address was read.
func TestS11(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.site("example.com", publicIP, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header()["Location"] = []string{r.URL.Query().Get("to")}
		rw.WriteHeader(http.StatusMovedPermanently)
	})
	g := w.gate(Options{})
	schemes := []string{"file:/etc/passwd", "FILE:///etc/passwd", "fIlE:///etc/passwd", "source:file:///etc/passwd", "source:http://example.com/", "view-source:http://example.com/", "file:etc/passwd", "http+unix://%2Frun%2Fx.sock/", "unix:///run/x.sock", "javascript:alert(1)", "about:blank"}
	for _, address := range append([]string{" file:///etc/passwd", "\tfile:/x", "fi\nle:///x", " http://example.com/", "http ://example.com/"}, schemes...) {
		refusedAll(t, w, g, address)
	}
	for _, to := range append([]string{"\tfile:/x", "java\tscript:x"}, schemes...) {
		t.Run(to, func(t *testing.T) {
			res, err := g.Get(t.Context(), Request{Address: "http://example.com/?to=" + urlQuery(to)})
			if !errors.Is(err, hearsay.ErrRefused) || res.MovedTo != "" {
				t.Errorf("redirect: %v, moved to %q", err, res.MovedTo)
			}
		})
	}
}
