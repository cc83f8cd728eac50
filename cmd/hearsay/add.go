// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/intake"
	"hearsay/keep"
	"hearsay/store"
	"hearsay/warc"
)

func addCommand() command {
	return command{
		name: "add", args: "PATH…", short: "put pages into a library",
		long: `Adds pages to the library: HTML, text, JSON lines (.jsonl, also .gz and .zst),
WARC and WACZ files, news items of agencies (ninjs, NewsML-G2, NITF), data feeds of fact-checks
(ClaimReview), folders, zip and tar archives of these, addresses, and - for standard input. What the library has already is not added again, so an interrupted run is
continued by running it once more; a large WARC file goes on where it was left off. What cannot be used is named with its reason
and never stops the rest; the exit code is then 3.

--from-batch takes the texts of a run on many machines (doc/scale.md) from its output;
all else the library finds itself, by its own rules.`,
		example: "hearsay add --library news ./pages archive.warc.gz rows.jsonl.zst",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.BoolVar(&c.progress, "progress", false, "show progress even when not on a terminal")
			egressFlags(c)
			c.StringVar(&c.fromBatch, "from-batch", "", "add the texts of the output of a run on many machines (a `dir`)")
		},
		run: runAdd,
	}
}

func runAdd(ctx context.Context, p *program, c *call) error {
	if c.NArg() == 0 && c.fromBatch == "" {
		return usage("name what to add: files, folders, addresses, or - for standard input")
	}
	if c.NArg() > 0 && c.fromBatch != "" {
		return usage("--from-batch, or paths: not both at once")
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	started := p.now()
	taken := batchTaken{}
	items, size, err := p.toAdd(ctx, c, started, taken)
	if err != nil {
		return err
	}
	lib, err := store.OpenWriter(ctx, dir)
	if err != nil {
		return err
	}
	bar := p.newBar(c, size)
	marks := ingest.NewBookmarks(ctx, lib)
	sum, err := ingest.Add(ctx, lib, items(marks), ingest.Options{Now: started, Progress: bar.show, Notes: bar.note, Bookmarks: marks})
	err = errors.Join(err, lib.Close())
	bar.end()
	if sum == nil {
		return err
	}
	var like *likeness
	if c.fromBatch != "" && err == nil {
		like = p.tellBatch(ctx, c, dir, taken)
	}
	if err == nil {
		err = p.askAlerts(ctx, c, dir)
	}
	return errors.Join(err, p.printSummary(c, sum, "added to "+dir, like))
}

// tellBatch says what was taken over from a batch, and compares its clusters with those
// of the library; nil where that cannot be.
func (p *program) tellBatch(ctx context.Context, c *call, dir string, taken batchTaken) *likeness {
	if !c.json {
		fmt.Fprintln(p.stderr, batchAbout(c.fromBatch))
	}
	like, err := compareBatch(ctx, dir, c.fromBatch, taken)
	if err != nil {
		fmt.Fprintf(p.stderr, "Clusters were not compared with those of the batch: %v\n", err)
		return nil
	}
	if !c.json {
		fmt.Fprintln(p.stderr, like)
	}
	return like
}

// input is what is to be added, as far as bookmarks do not say that it was.
type input func(*ingest.Bookmarks) iter.Seq[intake.Item]

// toAdd is what is to be added, and its size in bytes, 0 when that is not known.
func (p *program) toAdd(ctx context.Context, c *call, now time.Time, taken batchTaken) (input, int64, error) {
	if c.fromBatch == "" {
		return func(marks *ingest.Bookmarks) iter.Seq[intake.Item] { return p.items(ctx, c, now, marks) }, intake.Total(ctx, c.Args()), nil
	}
	files, err := batchFiles(c.fromBatch)
	return func(*ingest.Bookmarks) iter.Seq[intake.Item] { return taken.noting(batchItems(ctx, files, now)) }, 0, err
}

// items yields what the arguments hold: addresses are fetched when their turn
// comes, all else is walked.
func (p *program) items(ctx context.Context, c *call, now time.Time, marks *ingest.Bookmarks) iter.Seq[intake.Item] {
	return func(yield func(intake.Item) bool) {
		for _, arg := range c.Args() {
			if isURL(arg) {
				if !yield(p.fetched(ctx, c, arg)) {
					return
				}
				continue
			}
			for it := range intake.Walk(ctx, []string{arg}, intake.Options{Now: now, Stdin: p.stdin, Resume: marks.Resume}) {
				if !yield(it) {
					return
				}
			}
		}
	}
}

// fetched gets one address as an item.
func (p *program) fetched(ctx context.Context, c *call, address string) intake.Item {
	where := intake.Where{Path: address}
	gate, err := p.gate(c)
	if err != nil {
		return intake.Item{Where: where, Skip: &intake.Skip{Reason: err.Error(), Err: err}}
	}
	capture, body, err := gate.Page(ctx, address)
	if err != nil {
		return intake.Item{Where: where, Skip: &intake.Skip{Reason: err.Error(), Err: err}}
	}
	return intake.NewItem(where, warc.New(warc.TypeResource, capture.URL, capture.At, capture.MediaType, body))
}

// summary is what add and rebuild print as JSON.
type summary struct {
	Read    int            `json:"read"`
	New     int            `json:"new"`
	Already int            `json:"already"`
	Failed  int            `json:"failed"`
	Skipped []skippedInput `json:"skipped"`
	// Unlisted counts skipped inputs beyond those listed.
	Unlisted int `json:"unlisted,omitempty"`
	// Clusters is of add --from-batch.
	Clusters *likeness `json:"clusters,omitempty"`
	Seconds  float64   `json:"seconds"`
}

type skippedInput struct {
	Path   string `json:"path"`
	Row    int64  `json:"row,omitempty"`
	Reason string `json:"reason"`
}

// maxNamed is how many skipped inputs are named on a screen.
const maxNamed = 50

func (p *program) printSummary(c *call, sum *ingest.Summary, what string, like *likeness) error {
	var skipped error
	if len(sum.Unused) > 0 {
		skipped = errSkipped
	}
	if c.json {
		out := summary{Read: sum.Read, New: sum.New, Already: sum.Already, Failed: sum.Failed,
			Skipped: []skippedInput{}, Unlisted: sum.Unlisted, Clusters: like, Seconds: float64(sum.Elapsed.Milliseconds()) / 1000}
		for _, u := range sum.Unused {
			out.Skipped = append(out.Skipped, skippedInput{u.Where.Path, u.Where.Row, u.Reason})
		}
		return errors.Join(p.printJSON(out), skipped)
	}
	for i, u := range sum.Unused {
		if i == maxNamed {
			fmt.Fprintf(p.stderr, "… and %s more; --json lists them all\n", thousands(len(sum.Unused)-maxNamed+sum.Unlisted))
			break
		}
		fmt.Fprintf(p.stderr, "%s: %s\n", u.Where, u.Reason)
	}
	fmt.Fprintf(p.stdout, "%s %s; %s there already", plural(sum.New, "article"), what, thousands(sum.Already))
	if sum.Failed > 0 {
		fmt.Fprintf(p.stdout, "; %s kept in which no article was recognised", plural(sum.Failed, "page"))
	}
	if sum.Skipped > 0 {
		fmt.Fprintf(p.stdout, "; %s skipped", plural(sum.Skipped, "input"))
	}
	if sum.Links > 0 {
		fmt.Fprintf(p.stdout, "; %s with articles before", plural(sum.Links, "shared passage"))
	}
	fmt.Fprintf(p.stdout, "; %.1f s\n", sum.Elapsed.Seconds())
	return skipped
}

// bar shows how far a run has come: a line that is written over on a terminal,
// or a line of JSON each time when --json asks for that.
type bar struct {
	p       *program
	on      bool
	json    bool
	total   int64
	written bool
}

func (p *program) newBar(c *call, total int64) *bar {
	return &bar{p: p, on: p.terminal || c.progress, json: c.json, total: total}
}

// progress is a line of progress as JSON.
type progress struct {
	Stage   string  `json:"stage"`
	Read    int     `json:"read"`
	New     int     `json:"new"`
	Already int     `json:"already"`
	Failed  int     `json:"failed"`
	Skipped int     `json:"skipped"`
	Bytes   int64   `json:"bytes"`
	Total   int64   `json:"total"`
	Rate    float64 `json:"per_second"`
	Seconds float64 `json:"seconds"`
	Current string  `json:"current"`
	// Compared counts articles, Links passages that they share with earlier ones.
	Compared int `json:"compared"`
	Links    int `json:"links"`
	Heard    int `json:"heard"` // articles whose speakers were gathered
	Told     int `json:"told"`  // articles that were put into stories
	Taken    int `json:"taken"` // articles that were looked at for what they have of other outlets'
}

func (b *bar) show(s ingest.Progress) {
	if !b.on {
		return
	}
	rate := float64(s.Read) / max(s.Elapsed.Seconds(), 0.001)
	done := ""
	if b.total > 0 {
		done = fmt.Sprintf(" · %d %% of %s", min(100, 100*s.Bytes/b.total), megabytes(b.total))
	}
	if s.Stage == "speakers" {
		done += fmt.Sprintf(" · speakers of %s gathered", plural(s.Heard, "article"))
	}
	if s.Stage == "stories" {
		done += fmt.Sprintf(" · %s put into stories", plural(s.Told, "article"))
	}
	if s.Stage == "outlets" {
		done += fmt.Sprintf(" · %s looked at for what they have of other outlets'", plural(s.Taken, "article"))
	}
	if s.Stage == "detect" {
		done += fmt.Sprintf(" · %s compared, %s", thousands(s.Compared), plural(s.Links, "shared passage"))
	}
	line := fmt.Sprintf("%s: %s read, %s new, %s already, %s unusable · %.0f/s%s", s.Stage,
		thousands(s.Read), thousands(s.New), thousands(s.Already), thousands(s.Failed+s.Skipped), rate, done)
	b.line(line, progress{s.Stage, s.Read, s.New, s.Already, s.Failed, s.Skipped,
		s.Bytes, b.total, float64(int(rate)), s.Elapsed.Seconds(), s.Current, s.Compared, s.Links, s.Heard, s.Told, s.Taken})
}

// line shows one line of progress, or v as JSON when that is asked for.
func (b *bar) line(text string, v any) {
	switch {
	case !b.on:
	case b.json:
		// A line that cannot be written is no reason to stop.
		_ = json.NewEncoder(b.p.stderr).Encode(v)
	case b.p.terminal:
		fmt.Fprintf(b.p.stderr, "\r%-78s", clip(text, 77))
		b.written = true
	default:
		fmt.Fprintln(b.p.stderr, text)
	}
}

func (b *bar) note(where intake.Where, note string) {
	b.end()
	fmt.Fprintf(b.p.stderr, "%s: %s\n", where, note)
}

// end moves on from the line that is written over.
func (b *bar) end() {
	if b.written {
		fmt.Fprintln(b.p.stderr)
		b.written = false
	}
}

func megabytes(n int64) string {
	if n < 10<<20 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return thousands(int(n>>20)) + " MB"
}

func rebuildCommand() command {
	return command{
		name: "rebuild", args: "", short: "make facts and index again from the captures",
		long: `Reads every capture of the library again and makes its facts and its index
anew, with this version of Hearsay. The old ones serve until the new ones are
complete. Use it after an upgrade, or when check finds damage. With --index only the
index is made anew, from the texts in the facts, in a fraction of the time; with
--clusters only the clusters of shared passages, which then do not depend on the order
in which articles came, and stories; with --stories only these, and with --speakers
only who speaks in the library, as this version tells them.`,
		example: "hearsay rebuild --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.BoolVar(&c.indexOnly, "index", false, "make the index again, and keep the facts")
			c.BoolVar(&c.clustersOnly, "clusters", false, "make clusters and stories again, and keep all else")
			c.BoolVar(&c.speakersOnly, "speakers", false, "make the speakers again, and keep all else")
			c.BoolVar(&c.storiesOnly, "stories", false, "make the stories again, and keep all else")
			c.BoolVar(&c.progress, "progress", false, "show progress even when not on a terminal")
		},
		run: func(ctx context.Context, p *program, c *call) error {
			dir, err := p.libraryDir(c)
			if err != nil {
				return err
			}
			bar := p.newBar(c, 0)
			opt := ingest.Options{Now: p.now(), Progress: bar.show, Notes: bar.note}
			rebuild := ingest.Rebuild
			switch {
			case c.clustersOnly:
				rebuild = remaking(ingest.Recluster).in
			case c.indexOnly:
				rebuild = remaking(ingest.Reindex).in
			case c.speakersOnly:
				rebuild = timed(ingest.Revoice).in
			case c.storiesOnly:
				rebuild = timed(ingest.Restory).in
			}
			sum, err := rebuild(ctx, dir, opt)
			bar.end()
			if err != nil {
				return err
			}
			if c.clustersOnly && !c.json {
				fmt.Fprintf(p.stdout, "%s compared; %s; %.1f s\n", plural(sum.Compared, "article"), plural(sum.Links, "shared passage"), sum.Elapsed.Seconds())
				return nil
			}
			if (c.speakersOnly || c.storiesOnly) && !c.json {
				what := "speakers"
				if c.storiesOnly {
					what = "stories"
				}
				fmt.Fprintf(p.stdout, "%s made again; %.1f s\n", what, sum.Elapsed.Seconds())
				return nil
			}
			return p.printSummary(c, sum, "made again in "+dir, nil)
		},
	}
}

// remaking makes a part of a library again.
type remaking func(context.Context, *store.Writer, ingest.Options) (*ingest.Summary, error)

// in opens the library for it.
func (f remaking) in(ctx context.Context, dir string, opt ingest.Options) (sum *ingest.Summary, err error) {
	err = withWriter(ctx, dir, func(lib *store.Writer) (err error) {
		sum, err = f(ctx, lib, opt)
		return err
	})
	return sum, err
}

// timed sums up what only takes time.
func timed(f func(context.Context, *store.Writer, ingest.Options) error) remaking {
	return func(ctx context.Context, lib *store.Writer, opt ingest.Options) (*ingest.Summary, error) {
		began := time.Now()
		err := f(ctx, lib, opt)
		return &ingest.Summary{Elapsed: time.Since(began)}, err
	}
}

func checkCommand() command {
	return command{
		name: "check", args: "[PACKET]", short: "verify a library, or an evidence packet: checksums and cross-references",
		long: `Reads the whole library and compares it with itself: every capture with its
checksum, every article with its capture and its place in the index. It changes
nothing and may run while others use the library. What an interrupted writer left
is named in notes: the next writer sweeps it.

Of a published library (hearsay publish) it checks the edition that counts, and of that and
of a backup also every byte with the list of sums.

With the file of an evidence packet (hearsay packet), compares each file in it with its
manifest: what is damaged, missing, extra or renamed is named. It unpacks nothing and
needs no library; a .zip that could harm who unpacks it is refused.`,
		example: "hearsay check --library news\nhearsay check evidence.zip",
		flags:   func(c *call) { c.libraryFlag(); c.jsonFlag() },
		run:     runCheck,
	}
}

func runCheck(ctx context.Context, p *program, c *call) error {
	switch c.NArg() {
	case 0:
	case 1:
		return p.checkPacket(c, c.Arg(0))
	default:
		return usage("one packet at a time, not %d", c.NArg())
	}
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	if dir, err = keep.ReadFolder(dir); err != nil {
		return err
	}
	lib, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer lib.Close()
	v, err := ingest.Check(ctx, lib)
	if err == nil {
		err = compareWithList(ctx, dir, v)
	}
	if err != nil {
		return err
	}
	if c.json {
		type verdict struct {
			Captures int      `json:"captures"`
			Articles int      `json:"articles"`
			Segments int      `json:"segments"`
			Bytes    int64    `json:"bytes"`
			Problems []string `json:"problems"`
			Notes    []string `json:"notes"`
		}
		out := verdict{v.Captures, v.Articles, v.Segments, v.Bytes, append([]string{}, v.Problems...), append([]string{}, v.Notes...)}
		if err := p.printJSON(out); err != nil {
			return err
		}
	} else {
		for _, problem := range v.Problems {
			fmt.Fprintln(p.stdout, problem)
		}
		for _, note := range v.Notes {
			fmt.Fprintln(p.stdout, "note:", note)
		}
		fmt.Fprintf(p.stdout, "%s, %s, %s of captures, %s\n", plural(v.Articles, "article"), plural(v.Captures, "capture"),
			megabytes(v.Bytes), plural(v.Segments, "index segment"))
	}
	if n := len(v.Problems) + v.More; n > 0 {
		return fmt.Errorf("check library %s: %w: %s", dir, hearsay.ErrCorrupt, plural(n, "problem"))
	}
	if !c.json {
		fmt.Fprintln(p.stdout, "All sound.")
	}
	return nil
}
