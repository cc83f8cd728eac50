// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// serving is the command hearsay serve while it runs.
type serving struct {
	address, setup string
	end            func() (code int, stderr string)
}

// startServe runs hearsay serve until end is called, or the test is over.
func startServe(t *testing.T, args ...string) serving {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, outTo := io.Pipe()
	errs, errsTo := io.Pipe()
	p := &program{stdin: strings.NewReader(""), stdout: outTo, stderr: errsTo, env: func(string) string { return "" }, now: time.Now}
	code := make(chan int, 1)
	go func() {
		code <- p.run(ctx, append([]string{"serve", "--no-open"}, args...))
		outTo.Close()
		errsTo.Close()
	}()
	said := make(chan string, 1)
	s := serving{}
	ready := make(chan string, 1)
	go func() {
		var all bytes.Buffer
		for lines := bufio.NewScanner(errs); lines.Scan(); {
			all.WriteString(lines.Text() + "\n")
			if strings.HasPrefix(lines.Text(), "Press Ctrl-C") {
				ready <- all.String()
			}
		}
		said <- all.String()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("serve ended: %d, %s", <-code, <-said)
	}
	go io.Copy(io.Discard, out)
	s.address = strings.TrimSpace(line)
	s.setup = regexp.MustCompile(`https?://\S+/setup\?token=\S+`).FindString(<-ready)
	s.end = func() (int, string) { cancel(); return <-code, <-said }
	t.Cleanup(cancel)
	return s
}

// browserTo is a client that keeps cookies as browsers do, and does not follow.
func browserTo(t *testing.T, roots *x509.CertPool) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func status(t *testing.T, res *http.Response, err error) int {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	return res.StatusCode
}

// TestServeAccounts is how a library becomes one of several people: served to other
// machines, over https, set up by the printed address, and closed to everybody else.
func TestServeAccounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	roots := certificate(t, dir)
	args := []string{"--library", lib, "--listen", "127.0.0.1:0", "--accounts", "--tls-cert", filepath.Join(dir, "cert.pem"), "--tls-key", filepath.Join(dir, "key.pem")}
	s := startServe(t, args...)
	if !strings.HasPrefix(s.address, "https://127.0.0.1:") || !strings.HasPrefix(s.setup, s.address+"/setup?token=") {
		t.Fatalf("at %s, set up at %s", s.address, s.setup)
	}
	ada, stranger := browserTo(t, roots), browserTo(t, roots)
	res, err := ada.Get(s.address + "/articles")
	if code := status(t, res, err); code != http.StatusSeeOther {
		t.Errorf("before the set-up: status %d", code)
	}
	link, err := url.Parse(s.setup)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"token": {link.Query().Get("token")}, "name": {"ada"}, "password": {"a sentence that nobody guesses"}}
	res, err = ada.PostForm(s.address+"/setup", form)
	if code := status(t, res, err); code != http.StatusSeeOther {
		t.Errorf("set-up: status %d", code)
	}
	res, err = ada.Get(s.address + "/articles")
	if code := status(t, res, err); code != http.StatusOK {
		t.Errorf("the admin: status %d", code)
	}
	res, err = stranger.PostForm(s.address+"/setup", form)
	if code := status(t, res, err); code != http.StatusForbidden {
		t.Errorf("the set-up again: status %d", code)
	}
	code, said := s.end()
	if code != exitDone || strings.Contains(said, "nobody guesses") {
		t.Errorf("exit %d: %s", code, said)
	}

	// From now on it always asks who comes, and other machines may.
	s = startServe(t, "--library", lib, "--listen", "0.0.0.0:0")
	if s.setup != "" {
		t.Errorf("with an admin there is a set-up at %s", s.setup)
	}
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	res, err = stranger.Get("http://127.0.0.1:" + port + "/articles.json")
	if code := status(t, res, err); code != http.StatusUnauthorized {
		t.Errorf("a stranger: status %d", code)
	}
	if code, said := s.end(); code != exitDone || !strings.Contains(said, "Others cannot log in") || !strings.Contains(said, "--url") {
		t.Errorf("exit %d: %s", code, said)
	}
}

// certificate writes cert.pem and key.pem for this machine, and returns what trusts them.
func certificate(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})
	writeFile(t, filepath.Join(dir, "cert.pem"), string(certPEM))
	writeFile(t, filepath.Join(dir, "key.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(certPEM)
	return roots
}
