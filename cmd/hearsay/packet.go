// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"hearsay"
	"hearsay/packet"
	"hearsay/search"
)

func packetCommand() command {
	return command{
		name: "packet", args: "trace [FILE|URL|ID|-] | compare A B | story ID | article ID", short: "an answer with its evidence, in one file that anybody can check",
		long: `Writes an evidence packet, a .zip: a report that opens in any browser, offline; the
answer as JSON; the texts; where each came from, with the SHA-256 of the page as it was
received; and a manifest of SHA-256 sums. hearsay check PACKET verifies it; so do unzip
and sha256sum -c. The same library and question give the same bytes, but for the stated
time, which SOURCE_DATE_EPOCH sets. More: doc/packet.md.`,
		example: "hearsay packet --library news --out evidence.zip compare https://a.example/one https://b.example/two",
		flags: func(c *call) {
			c.libraryFlag()
			c.StringVar(&c.out, "out", "", "where to write, instead of standard output (a `file`)")
			c.BoolVar(&c.forward, "forward", false, "of a trace: where the text went")
			c.IntVar(&c.minWords, "min-words", search.DefaultMinWords, "of a trace: shortest passage, in words (`n`)")
			egressFlags(c)
		},
		stopped: "no file was written, and what was printed is cut",
		run:     runPacket,
	}
}

func runPacket(ctx context.Context, p *program, c *call) error {
	about := c.Arg(0)
	switch want := map[string]int{"trace": 2, "compare": 3, "story": 2, "article": 2}[about]; {
	case want == 0:
		return usage("%q: name what the packet is about: trace, compare, story or article", about)
	case about != "trace" && c.NArg() != want || c.NArg() > want:
		return usage("%s: give %s", about, map[string]string{"trace": "one text", "compare": "two articles", "story": "one story", "article": "one article"}[about])
	case c.minWords < 5:
		return usage("--min-words %d: passages of fewer than 5 words cannot be looked for", c.minWords)
	}
	at, err := p.stated()
	if err != nil {
		return err
	}
	engine, err := p.openEngine(ctx, c)
	if err != nil {
		return err
	}
	defer engine.Close()
	made, err := p.packet(ctx, c, engine, packet.Run{Version: version(), At: at})
	if err != nil {
		return err
	}
	if c.out == "" {
		return buffered(p.plain, made.Write)
	}
	if err := replaceFile(c.out, made.Write); err != nil {
		return err
	}
	v, err := checkFile(c.out)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%s: %s, %s. SHA-256 of its manifest: %s\n", c.out, plural(made.About.Articles, "article"), plural(v.Files, "file"), hex.EncodeToString(v.Manifest[:]))
	for _, left := range made.About.LeftOut {
		fmt.Fprintln(p.stderr, "Left out:", left)
	}
	return nil
}

// stated is the time that a packet states: now, unless the environment says otherwise
// for the sake of equal bytes.
func (p *program) stated() (time.Time, error) {
	given := p.env("SOURCE_DATE_EPOCH")
	if given == "" {
		return p.now(), nil
	}
	seconds, err := strconv.ParseInt(given, 10, 64)
	if err != nil || seconds < 0 {
		return time.Time{}, usage("SOURCE_DATE_EPOCH %q: a number of seconds since 1970", given)
	}
	return time.Unix(seconds, 0), nil
}

// packet answers the question of a call.
func (p *program) packet(ctx context.Context, c *call, engine *search.Engine, run packet.Run) (*packet.Packet, error) {
	switch c.Arg(0) {
	case "story":
		s, err := engine.MeantStory(ctx, c.Arg(1))
		if err != nil {
			return nil, err
		}
		return packet.Story(ctx, engine, run, s.ID)
	case "trace":
		r, err := p.request(ctx, c, c.Arg(1))
		if err != nil {
			return nil, err
		}
		r.Forward, r.MinWords = c.forward, c.minWords
		return packet.Trace(ctx, engine, run, r)
	}
	a, err := engine.Resolve(ctx, c.Arg(1))
	if err != nil {
		return nil, err
	}
	if c.Arg(0) == "article" {
		return packet.Article(ctx, engine, run, a)
	}
	b, err := engine.Resolve(ctx, c.Arg(2))
	if err != nil {
		return nil, err
	}
	return packet.Compare(ctx, engine, run, a, b)
}

// checkFile checks the packet in a file.
func checkFile(path string) (*packet.Verdict, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	return packet.Check(f, size)
}

// checkPacket says what is wrong with a packet, or that nothing is.
func (p *program) checkPacket(c *call, path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return usage("%s is a folder: give a library with --library, or the file of a packet", path)
	}
	v, err := checkFile(path)
	if err != nil {
		return fmt.Errorf("check packet %s: %w", path, err)
	}
	if err := p.printVerdict(c, v); err != nil {
		return err
	}
	if n := len(v.Problems); n > 0 {
		return fmt.Errorf("check packet %s: %w: %s", path, hearsay.ErrCorrupt, plural(n, "problem"))
	}
	return nil
}

func (p *program) printVerdict(c *call, v *packet.Verdict) error {
	manifest := hex.EncodeToString(v.Manifest[:])
	if c.json {
		return p.printJSON(struct {
			Kind     string   `json:"kind"`
			Made     string   `json:"made"`
			Hearsay  string   `json:"hearsay"`
			Files    int      `json:"files"`
			Bytes    int64    `json:"bytes"`
			Manifest string   `json:"manifest_sha256"`
			Problems []string `json:"problems"`
		}{v.About.Kind, v.About.Made, v.About.Hearsay, v.Files, v.Bytes, manifest, append([]string{}, v.Problems...)})
	}
	for _, problem := range v.Problems {
		fmt.Fprintln(p.stdout, problem)
	}
	if v.About.Format > 0 {
		fmt.Fprintf(p.stdout, "%s Made %s by Hearsay %s.\n", v.About.Question, v.About.Made, v.About.Hearsay)
	}
	fmt.Fprintf(p.stdout, "%s, %s. SHA-256 of the manifest: %s\n", plural(v.Files, "file"), megabytes(v.Bytes), manifest)
	if len(v.Problems) == 0 {
		fmt.Fprintln(p.stdout, "All sound: each file is the one that the manifest names.")
	}
	return nil
}
