// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

// Hearsay undoes the copying of news: who says what, through whom it came, who
// had each passage first, and how many independent origins a claim has.
//
// Run it without arguments for its commands, or "hearsay demo" to see it work.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"hearsay/fetch"
)

// The exit codes: a promise to scripts.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitSkipped = 3 // done, but some inputs were skipped, each named
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv, now: time.Now,
		terminal: isTerminal(os.Stderr),
	}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// program is a run of the command with its surroundings, so that tests can give
// it others.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	plain          io.Writer // standard output as it is, for what is no text
	env            func(string) string
	now            func() time.Time
	terminal       bool // stderr is one
}

// command is one subcommand.
type command struct {
	name    string
	args    string // behind the name in the usage line
	short   string // what it answers, one line
	long    string // what a user must know besides the flags
	example string // works as it stands
	run     func(ctx context.Context, p *program, c *call) error
	flags   func(c *call)
	stopped string // what is left of a run that did not end; of most: what was acknowledged
}

// kept says what is left of a run that did not end.
func (cmd *command) kept() string {
	return cmp.Or(cmd.stopped, "what was acknowledged is kept")
}

// call is a command with its flags and arguments.
type call struct {
	*flag.FlagSet
	library  string
	json     bool
	access   access
	alert    alertFlags
	readOnly readOnly
	egress   egress
	door     *fetch.Gate // see program.gate
	metrics  metrics
	every    time.Duration
	grace    time.Duration
	watch    bool
	// The flags of single commands; those that a command does not declare
	// stay zero.
	fromStdin, noPassword                                                                                                                      bool
	verify, noAccounts, full, compact                                                                                                          bool
	proof, askedBy, outlet, source                                                                                                             string
	dryRun                                                                                                                                     bool
	keep                                                                                                                                       int
	days                                                                                                                                       int
	keepRule, folders                                                                                                                          string
	selector, collection, tags                                                                                                                 string
	scopes, subject                                                                                                                            string
	storiesOnly                                                                                                                                bool
	forward, verbose, noOpen, once, progress, series, indexOnly, clustersOnly, hideRepeats, speakersOnly, check, agreement, raw, static, draft bool
	minWords, limit, errors, planted, minSize, outlets, offset, bins, ranged, texts                                                            int
	listen, out, profile, what, format, order, cluster, memory, from, role, called, claim, story, fromBatch, spill                             string
}

// errUsage marks an error as a wrong use of the command.
var errUsage = errors.New("wrong usage")

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUsage, fmt.Sprintf(format, args...))
}

// errSkipped ends a command that did its work but for inputs that were named.
var errSkipped = errors.New("some inputs were skipped")

func commands() []command {
	return []command{
		readCommand(), addCommand(), traceCommand(), compareCommand(), versionsCommand(), searchCommand(), storyCommand(), speakersCommand(), quotesCommand(),
		watchCommand(), sourcesCommand(),
		backupCommand(), restoreCommand(), publishCommand(), compactCommand(), retainCommand(),
		reuseCommand(), batchCommand(), exportCommand(), packetCommand(),
		demoCommand(), serveCommand(), notesCommand(), usersCommand(), tokensCommand(), alertsCommand(), mcpCommand(), removeCommand(), rebuildCommand(), checkCommand(), evalCommand(), annotateCommand(),
	}
}

// run runs one command and returns the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	p.plain = p.stdout
	p.stdout, p.stderr = &plainWriter{to: p.stdout}, &plainWriter{to: p.stderr}
	if len(args) == 0 {
		p.help()
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		return p.helpFor(args[1:])
	case "version", "--version":
		fmt.Fprintln(p.stdout, "hearsay", version())
		return exitDone
	}
	for _, cmd := range commands() {
		if cmd.name == args[0] {
			return p.finish(cmd, p.call(ctx, cmd, args[1:]))
		}
	}
	fmt.Fprintf(p.stderr, "hearsay: there is no command %q; see: hearsay help\n", args[0])
	return exitUsage
}

// call parses the flags, which may stand before and behind the arguments, and
// runs the command.
func (p *program) call(ctx context.Context, cmd command, args []string) error {
	c := p.newCall(cmd)
	var rest []string
	for {
		if err := c.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				p.helpFor([]string{cmd.name})
				return nil
			}
			return usage("%v", err)
		}
		args = c.Args()
		for len(args) > 0 && (args[0] == "-" || !strings.HasPrefix(args[0], "-")) {
			rest = append(rest, args[0])
			args = args[1:]
		}
		if len(args) == 0 {
			break
		}
	}
	if err := c.Parse(append([]string{"--"}, rest...)); err != nil {
		return err
	}
	c.egress.fill(p.env)
	return cmd.run(ctx, p, c)
}

func (p *program) newCall(cmd command) *call {
	c := &call{FlagSet: flag.NewFlagSet(cmd.name, flag.ContinueOnError)}
	c.SetOutput(io.Discard)
	if cmd.flags != nil {
		cmd.flags(c)
	}
	return c
}

// finish says what went wrong and returns the exit code.
func (p *program) finish(cmd command, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSkipped):
		return exitSkipped
	case errors.Is(err, errUsage):
		fmt.Fprintf(p.stderr, "hearsay %s: %s\nusage: hearsay %s %s\n       hearsay help %s\n",
			cmd.name, strings.TrimPrefix(err.Error(), errUsage.Error()+": "), cmd.name, cmd.args, cmd.name)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintf(p.stderr, "hearsay %s: interrupted; %s\n", cmd.name, cmd.kept())
		return exitFailed
	}
	fmt.Fprintf(p.stderr, "hearsay %s: %v\n", cmd.name, err)
	if errors.Is(err, syscall.ENOSPC) {
		fmt.Fprintf(p.stderr, "The disk is full. Make room and run the same command again; %s.\n", cmd.kept())
	}
	return exitFailed
}

// help lists the commands.
func (p *program) help() {
	fmt.Fprint(p.stdout, `Hearsay shows where news text comes from: who says what, through whom it came,
who had each passage first, and how many independent origins a claim has.

`)
	for _, cmd := range commands() {
		fmt.Fprintf(p.stdout, "  hearsay %-8s %s\n", cmd.name, cmd.short)
	}
	fmt.Fprint(p.stdout, `
Start with:  hearsay demo
More on one: hearsay help COMMAND

A library is one folder: --library DIR, or HEARSAY_LIBRARY, or the user's data
folder. Everything stays on this machine. Results go to standard output,
messages to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done
but some inputs were skipped.
`)
}

func (p *program) helpFor(args []string) int {
	if len(args) == 0 {
		p.help()
		return exitDone
	}
	for _, cmd := range commands() {
		if cmd.name != args[0] {
			continue
		}
		fmt.Fprintf(p.stdout, "hearsay %s %s\n\n%s\n\n", cmd.name, cmd.args, cmd.long)
		c := p.newCall(cmd)
		c.SetOutput(p.stdout)
		c.VisitAll(func(f *flag.Flag) { fmt.Fprintf(p.stdout, "  --%-14s %s\n", flagName(f), f.Usage) })
		fmt.Fprintf(p.stdout, "\nExample:\n  %s\n", strings.ReplaceAll(cmd.example, "\n", "\n  "))
		return exitDone
	}
	fmt.Fprintf(p.stderr, "hearsay: there is no command %q; see: hearsay help\n", args[0])
	return exitUsage
}

func flagName(f *flag.Flag) string {
	kind, _ := flag.UnquoteUsage(f)
	if kind == "" {
		return f.Name
	}
	return f.Name + " " + strings.ToUpper(kind)
}

// version is what the toolchain knows of this build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 && !strings.Contains(v, s.Value[:12]) {
			v += " " + s.Value[:12]
		}
	}
	return v + " " + info.GoVersion
}
