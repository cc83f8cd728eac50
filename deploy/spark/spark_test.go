// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Package spark_test runs hearsay_spark.py on a cluster that it starts: a master and
// two workers on the loopback of this machine, from the PySpark package.
package spark_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/table"
)

// python is the Python that has PySpark; without it, or Java, the test is skipped.
func python(t *testing.T) string {
	t.Helper()
	py := os.Getenv("HEARSAY_SPARK")
	if py == "" {
		t.Skip("HEARSAY_SPARK does not name a Python that has deploy/spark/requirements.txt: Spark is not run (./check installs it)")
	}
	if _, err := exec.LookPath("java"); err != nil {
		t.Skip("there is no Java: Spark is not run")
	}
	return py
}

// site is a folder with the program, and Spark around it.
type site struct {
	t                 *testing.T
	dir, python, home string
	binary            string
	master            string
	workers           []*exec.Cmd
}

func newSite(t *testing.T) *site {
	s := &site{t: t, dir: t.TempDir(), python: python(t)}
	s.binary = filepath.Join(s.dir, "hearsay")
	build := exec.Command("go", "build", "-o", s.binary, "hearsay/cmd/hearsay")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	s.must(build)
	s.home = strings.TrimSpace(s.must(exec.Command(s.python, "-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))")))
	return s
}

func (s *site) must(c *exec.Cmd) string {
	s.t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		s.t.Fatalf("%s: %v\n%s", c, err, errs.String())
	}
	return out.String()
}

// env is the environment of Spark's programs.
func (s *site) env() []string {
	return append(os.Environ(), "SPARK_HOME="+s.home, "SPARK_LOCAL_IP=127.0.0.1", "PYSPARK_PYTHON="+s.python, "SPARK_LOCAL_DIRS="+s.dir,
		"HEARSAY_BINARY="+s.binary, "PATH="+filepath.Dir(s.python)+":"+os.Getenv("PATH"))
}

// spark starts one of Spark's servers and waits until it says what match wants.
func (s *site) spark(match string, args ...string) (*exec.Cmd, []string) {
	s.t.Helper()
	c := exec.Command(filepath.Join(s.home, "bin", "spark-class"), args...)
	c.Env = append(s.env(), "SPARK_DAEMON_MEMORY=256m")
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	errs, err := c.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { s.kill(c) })
	wanted := regexp.MustCompile(match)
	said := make(chan []string, 1)
	go func() {
		defer close(said)
		for lines := bufio.NewScanner(errs); lines.Scan(); {
			if m := wanted.FindStringSubmatch(lines.Text()); m != nil {
				said <- m
				wanted = regexp.MustCompile("^never$")
			}
		}
	}()
	select {
	case m, ok := <-said:
		if !ok {
			s.t.Fatalf("%v ended", args)
		}
		return c, m
	case <-time.After(5 * time.Minute):
		s.t.Fatalf("%v did not start", args)
	}
	return nil, nil
}

// kill ends a server and all that it started, as a power cut does.
func (s *site) kill(c *exec.Cmd) {
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // it may have ended
	_ = c.Wait()
}

// cluster starts a master and two workers.
func (s *site) cluster() {
	_, said := s.spark(`Starting Spark master at (spark://\S+)`, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
	s.master = said[1]
	for i := range 2 {
		w, _ := s.spark("Successfully registered with master", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", "0",
			"--cores", "1", "--memory", "1g", "--work-dir", filepath.Join(s.dir, fmt.Sprint("worker", i)), s.master)
		s.workers = append(s.workers, w)
	}
}

// submit runs the script and returns what it says and its code.
func (s *site) submit(ctx context.Context, watch func(string), args ...string) (string, int) {
	s.t.Helper()
	all := append([]string{"--master", s.master, "--conf", "spark.ui.enabled=false", "--conf", "spark.log.level=ERROR", "--executor-memory", "700m",
		"--driver-memory", "1g", "--conf", "spark.ui.showConsoleProgress=false", "hearsay_spark.py", "--binary", s.binary}, args...)
	c := exec.CommandContext(ctx, filepath.Join(s.home, "bin", "spark-submit"), all...)
	c.Env = s.env()
	// spark-submit says on standard output what the script says on standard error.
	r, w, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Close()
	c.Stdout, c.Stderr = w, w
	if err := errors.Join(c.Start(), w.Close()); err != nil {
		s.t.Fatal(err)
	}
	var said strings.Builder
	for lines := bufio.NewScanner(r); lines.Scan(); {
		fmt.Fprintln(&said, lines.Text())
		if watch != nil {
			watch(lines.Text())
		}
	}
	_ = c.Wait() // the code tells
	return said.String(), c.ProcessState.ExitCode()
}

type witness struct {
	Cluster int32  `parquet:"cluster,optional" json:"cluster"`
	Size    int32  `parquet:"size,optional" json:"size"`
	ID      string `parquet:"id,optional" json:"id"`
	Series  string `parquet:"series,optional" json:"series"`
	Date    string `parquet:"date,optional" json:"date"`
	Begin   int32  `parquet:"begin,optional" json:"begin"`
	End     int32  `parquet:"end,optional" json:"end"`
	Text    string `parquet:"text,optional" json:"text"`
}

type pair struct {
	A        string  `parquet:"a,optional" json:"a"`
	B        string  `parquet:"b,optional" json:"b"`
	ABegin   int32   `parquet:"a_begin,optional" json:"a_begin"`
	AEnd     int32   `parquet:"a_end,optional" json:"a_end"`
	BBegin   int32   `parquet:"b_begin,optional" json:"b_begin"`
	BEnd     int32   `parquet:"b_end,optional" json:"b_end"`
	Identity float64 `parquet:"identity,optional" json:"identity"`
}

// lines are the rows of a folder of Parquet, as hearsay reuse writes them, sorted.
func lines[R any](t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files (%v)", folder, err)
	}
	var out []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range table.ReadParquet[R](bytes.NewReader(b), int64(len(b))) {
			if err != nil {
				t.Fatal(err)
			}
			var line bytes.Buffer
			e := json.NewEncoder(&line)
			e.SetEscapeHTML(false)
			if err := e.Encode(row); err != nil {
				t.Fatal(err)
			}
			out = append(out, strings.TrimSuffix(line.String(), "\n"))
		}
	}
	slices.Sort(out)
	return out
}

// same compares what Spark found with what one machine finds.
func (s *site) same(found string, inputs []string) {
	s.t.Helper()
	want := filepath.Join(s.dir, "want")
	c := exec.Command(s.binary, append([]string{"reuse", "--out", want}, inputs...)...)
	if err := c.Run(); err != nil && c.ProcessState.ExitCode() != 3 { // rows that cannot be used
		s.t.Fatal(err)
	}
	for name, got := range map[string][]string{
		"witnesses.jsonl": lines[witness](s.t, filepath.Join(found, "clusters")), "pairs.jsonl": lines[pair](s.t, filepath.Join(found, "pairs")),
	} {
		b, err := os.ReadFile(filepath.Join(want, name))
		if err != nil {
			s.t.Fatal(err)
		}
		all := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		slices.Sort(all)
		if len(all) < 100 {
			s.t.Errorf("%s has %d lines only", name, len(all))
		}
		if !slices.Equal(all, got) {
			s.t.Errorf("%s: %s", name, clip(cmp.Diff(all, got)))
		}
	}
}

func clip(s string) string { return s[:min(len(s), 4000)] }

const viral = "The harbour office closed both piers at noon on Tuesday because of the swell, its director said on the quay"

// corpus writes n texts to three files, one of them packed and one empty. A third
// share passages; hot of them share one; some have an ID that others have, no date, or
// are given twice; one row is no text.
func corpus(t *testing.T, dir string, n, hot int) []string {
	t.Helper()
	r := rand.New(rand.NewPCG(7, uint64(n)))
	words := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf("w%x", r.IntN(1<<r.IntN(24)+1))
		}
		return out
	}
	texts := make([][]string, n)
	var plain, packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	for i := range texts {
		text := words(40 + r.IntN(160))
		if i > 0 && i%3 == 0 {
			from := texts[r.IntN(i)]
			at := r.IntN(len(from) - 20)
			text = append(text, from[at:min(len(from), at+12+r.IntN(60))]...)
		}
		texts[i] = text
		row := map[string]string{"id": fmt.Sprint("t", i), "outlet": fmt.Sprint("s", i%17), "date": fmt.Sprintf("2025-%02d-%02d", 1+i%12, 1+i%28), "text": "Größe \U0001F600 東京 " + strings.Join(text, " ")}
		if i%max(1, n/hot) == 0 {
			row["text"] += ". " + viral
		}
		switch {
		case i%97 == 0:
			row["id"] = "same"
		case i%89 == 0:
			delete(row, "id")
		case i%83 == 0:
			delete(row, "date")
		}
		b, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, '\n')
		plain.Write(b)
		if i == n/2 {
			plain.WriteString("\n{\"id\": \"poison\", \"text\": 7}\n")
		}
		if i%2 == 0 {
			zip.Write(b) // again
		}
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	var out []string
	for name, b := range map[string][]byte{"a b.jsonl": plain.Bytes(), "packed.jsonl.gz": packed.Bytes(), "empty.jsonl": nil} {
		out = append(out, filepath.Join(dir, name))
		if err := os.WriteFile(out[len(out)-1], b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(out)
	return out
}

// TestCluster: what a cluster finds is what one machine finds, to the byte.
func TestCluster(t *testing.T) {
	s := newSite(t)
	s.cluster()
	inputs := corpus(t, s.dir, 2000, 400)
	out := filepath.Join(s.dir, "found")
	said, code := s.submit(t.Context(), nil, append([]string{"--format", "jsonl", "--output", out}, inputs...)...)
	if code != 3 || !strings.Contains(said, "a b.jsonl row 1003: text is not a string but number") {
		t.Fatalf("code %d: %s", code, said)
	}
	t.Log(said)
	s.same(out, inputs)
}

// TestFailures: what fails, and how it shows. See failures.py.
func TestFailures(t *testing.T) {
	s := newSite(t)
	warc := filepath.Join(s.dir, "pages.warc.gz")
	if err := os.WriteFile(warc, archive(t), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(s.python, "-m", "unittest", "failures")
	c.Env = append(s.env(), "HEARSAY_WARC="+warc)
	s.must(c)
}

// archive is four pages that share a paragraph.
func archive(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	for i := range 4 {
		html := fmt.Sprintf("<html><head><title>Harbour %d</title></head><body><article><h1>Harbour news number %d</h1><p>%s in the evening.</p><p>Page %d has these words of its own: %d, %d.</p>"+
			"<p>Ferries to island %d will not sail before Thursday, according to the timetable on quay number %d.</p></article></body></html>", i, i, viral, i, i*7919, i*104729, i, i)
		body := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(html), html)
		zip := gzip.NewWriter(&out)
		fmt.Fprintf(zip, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gull.example/%d\r\nWARC-Date: 2025-03-01T10:00:00Z\r\n"+
			"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000%d>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, i, len(body), body)
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// TestClusterLong: many texts, a worker that dies half-way, one part and 64, and a
// passage that 5,000 texts have.
func TestClusterLong(t *testing.T) {
	if os.Getenv("HEARSAY_LONG") == "" {
		t.Skip("takes an hour; HEARSAY_LONG=1 runs it")
	}
	texts := 50_000
	if n := os.Getenv("HEARSAY_SPARK_TEXTS"); n != "" {
		if _, err := fmt.Sscan(n, &texts); err != nil {
			t.Fatal(err)
		}
	}
	s := newSite(t)
	s.cluster()
	inputs := corpus(t, s.dir, texts, min(texts, 5000))
	for _, parts := range []int{64, 1} {
		out := filepath.Join(s.dir, fmt.Sprint("found", parts))
		killed := false
		said, code := s.submit(t.Context(), func(line string) {
			if strings.Contains(line, "hearsay: hits") && !killed && parts > 1 {
				killed = true
				go func() { // amid the step, in which the others had their shuffles
					time.Sleep(3 * time.Second)
					s.kill(s.workers[0])
				}()
			}
		}, append([]string{"--format", "jsonl", "--output", out, "--partitions", fmt.Sprint(parts)}, inputs...)...)
		if code != 3 || parts > 1 && !killed {
			t.Fatalf("code %d, killed %v: %s", code, killed, said)
		}
		s.same(out, inputs)
	}
}
