// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/keep"
	"hearsay/search"
	"hearsay/web"
	"hearsay/wire"
)

// server is a process that serves a published library.
type server struct {
	*testing.T
	address string
}

// startReader starts one, which ends with the test.
func startReader(t *testing.T, binary, folder string) *server {
	t.Helper()
	cmd := exec.Command(binary, "serve", "--readonly", "--no-open", "--look-every", "20ms", "--listen", "127.0.0.1:0", "--library", folder)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended, which Wait says
		if err := cmd.Wait(); err != nil {
			t.Errorf("the server: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal("the server did not say where it is")
	}
	return &server{t, strings.TrimSpace(line)}
}

// get asks for a page, which must be answered.
func (s *server) get(path string) string {
	s.Helper()
	res, err := http.Get(s.address + path)
	if err != nil {
		s.Error(err)
		return ""
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		s.Errorf("%s: %d, %v: %.300s", path, res.StatusCode, err, body)
	}
	return string(body)
}

// until waits for an edition.
func (s *server) until(edition string) {
	s.Helper()
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(10 * time.Millisecond) {
		var l wire.Library
		if json.Unmarshal([]byte(s.get("/library.json")), &l) == nil && l.Served.Edition == edition {
			return
		}
	}
	s.Fatalf("%s was not served within a minute", edition)
}

// twins are pages whose JSON is compared.
var twins = []string{"/articles.json?limit=100", "/stories.json", "/speakers.json", "/speakers/unclear.json", "/search.json?q=the", "/outlets.json"}

// TestTwoServersOneWriter has one process write and publish while two serve: each of many
// requests is answered, and what both say of an edition is what the library says.
func TestTwoServersOneWriter(t *testing.T) {
	t.Parallel()
	rounds := 3
	if os.Getenv("HEARSAY_LONG") != "" {
		rounds = 30
	}
	dir, binary := t.TempDir(), itself(t)
	lib, folder, rows := filepath.Join(dir, "lib"), filepath.Join(dir, "shared"), invented(20*(rounds+1))
	add := func(n int) {
		must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows[n*20:n*20+20]))
		must(t, "publish", "--library", lib, "--grace", "1m", folder)
	}
	add(0)
	servers := []*server{startReader(t, binary, folder), startReader(t, binary, folder)}
	var asked atomic.Int64
	var readers sync.WaitGroup
	over := make(chan struct{})
	for i, s := range servers {
		readers.Go(func() {
			for n := i; ; n++ {
				select {
				case <-over:
					return
				default:
					s.get(twins[n%len(twins)])
					asked.Add(1)
				}
			}
		})
	}
	for n := 1; n <= rounds; n++ {
		add(n)
		same(t, lib, folder, servers)
	}
	close(over)
	readers.Wait()
	t.Logf("%d requests answered during %d editions", asked.Load(), rounds)
}

// same requires that servers say of the edition that counts what the library says, which
// was published just now.
func same(t *testing.T, lib, folder string, servers []*server) {
	t.Helper()
	p, err := keep.ReadPublished(folder)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := search.Open(t.Context(), lib)
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	direct := web.New(engine, web.Options{})
	for _, s := range servers {
		s.until(p.Edition)
		for _, path := range twins {
			w := httptest.NewRecorder()
			direct.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
			if diff := cmp.Diff(w.Body.String(), s.get(path)); diff != "" {
				t.Errorf("%s of edition %s (-library +server):\n%s", path, p.Edition, diff)
			}
		}
	}
}

// TestKilledPublish kills publishers at many moments: what counts is whole each time, a
// server never has a problem, and in the end nothing is left over.
func TestKilledPublish(t *testing.T) {
	t.Parallel()
	kills := 8
	if os.Getenv("HEARSAY_LONG") != "" {
		kills = 200
	}
	dir, binary, r := t.TempDir(), itself(t), rand.New(rand.NewPCG(11, 12))
	lib, folder, rows := filepath.Join(dir, "lib"), filepath.Join(dir, "shared"), invented(60+kills)
	must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows[:60]))
	begun := time.Now()
	must(t, "publish", "--library", lib, folder)
	most := 2*int(time.Since(begun)/time.Millisecond) + 60
	s := startReader(t, binary, folder)
	done := 0
	for n := range kills {
		must(t, "add", "--library", lib, writeRows(t, filepath.Join(dir, "rows.jsonl"), rows[60+n:61+n]))
		if killing(t, binary, time.Duration(r.IntN(most))*time.Millisecond, "publish", "--library", lib, "--grace", "1m", folder) {
			done++
		}
		must(t, "check", "--library", folder)
		if p := s.get("/library.json"); strings.Contains(p, `"problem"`) {
			t.Errorf("the server has a problem: %s", p[strings.Index(p, `"problem"`):])
		}
	}
	killing(t, binary, time.Hour, "publish", "--library", lib, "--grace", "0s", folder) // by the clock of those before
	p, err := keep.ReadPublished(folder)
	if err != nil {
		t.Fatal(err)
	}
	s.until(p.Edition)
	if got := strings.Join(strings.Fields(names(folder)), " "); got != ".lock "+p.Edition+" published.json" {
		t.Errorf("there: %s", got)
	}
	t.Logf("killed %d times of %d; edition %s", done, kills, p.Edition)
}
