// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"hearsay"
	"hearsay/ingest"
	"hearsay/store"
)

func retainCommand() command {
	return command{
		name: "retain", args: "[set LEVEL | apply | undo N]", short: "how long words of articles are kept",
		long: `Rules of how much is kept of the text of articles, so many days after they came:

  text      all of it
  passages  what other articles share, quotations, credits and links, with their
            words where they stood; of the rest no word
  facts     no word: headline, outlet, address, dates, who speaks, and how much is
            shared with whom

Without arguments the rules are listed. "set LEVEL" sets one: for --outlet NAME,
--source NAME, --collection NAME, or for all. The more particular one counts, in
the order source, collection, outlet, all. "apply" carries them out on what is due;
--dry-run says what that is. "undo N" takes a rule back for what is yet to come.

What goes is gone: from facts, full text and index, and in the captures a record of
what is left takes the place of the page. Every answer that has such an article says
so, and signs stand where its words stood. Hashes of the words stay in the index until
it is merged: hearsay compact does that. Rules stand in decisions.jsonl; give "apply"
once a day.`,
		example: "hearsay retain set passages --days 30 --outlet 'Daily Gull' --library news\nhearsay retain apply --dry-run --library news",
		flags: func(c *call) {
			c.libraryFlag()
			c.jsonFlag()
			c.IntVar(&c.days, "days", 0, "`n` days after an article came (0: at once)")
			c.StringVar(&c.outlet, "outlet", "", "for the articles of one outlet: its `name` or domain")
			c.StringVar(&c.source, "source", "", "for what one source showed first: its `name` or address")
			c.StringVar(&c.collection, "collection", "", "for what the sources of a collection showed first; its `name`")
			c.BoolVar(&c.dryRun, "dry-run", false, "change nothing, and say what is due")
		},
		run: runRetain,
	}
}

func runRetain(ctx context.Context, p *program, c *call) error {
	dir, err := p.libraryDir(c)
	if err != nil {
		return err
	}
	switch {
	case c.NArg() == 0:
		return p.listRules(ctx, c, dir)
	case c.Arg(0) == "set" && c.NArg() == 2:
		return p.setRule(ctx, c, dir)
	case c.Arg(0) == "apply" && c.NArg() == 1:
		return p.applyRules(ctx, c, dir)
	case c.Arg(0) == "undo" && c.NArg() == 2:
		return p.undoRule(ctx, c, dir)
	}
	return usage("nothing, set LEVEL, apply, or undo N")
}

// ruleRow is a rule as JSON.
type ruleRow struct {
	N        int    `json:"n"`
	At       string `json:"at"`
	Scope    string `json:"scope"`
	Name     string `json:"name"`
	Level    string `json:"level"`
	Days     int    `json:"days"`
	Articles int    `json:"articles,omitempty"`
}

func newRuleRow(r *hearsay.Retention, articles int) ruleRow {
	row := ruleRow{r.N, "", string(r.Scope), r.Name, string(r.Level), r.Days, articles}
	if !r.At.IsZero() {
		row.At = r.At.UTC().Format(time.RFC3339)
	}
	return row
}

func (p *program) listRules(ctx context.Context, c *call, dir string) error {
	lib, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer lib.Close()
	rulings, err := lib.Rulings()
	if err != nil {
		return err
	}
	counts, err := lib.KeptCounts(ctx)
	if err != nil {
		return err
	}
	rules := rulings.Rules()
	if c.json {
		out := struct {
			Rules    []ruleRow      `json:"rules"`
			Articles map[string]int `json:"articles"`
		}{[]ruleRow{}, map[string]int{}}
		for i := range rules {
			out.Rules = append(out.Rules, newRuleRow(&rules[i], 0))
		}
		for level, n := range counts {
			out.Articles[string(level)] = n
		}
		return p.printJSON(out)
	}
	for i := range rules {
		fmt.Fprintf(p.stdout, "%d  %s\n", rules[i].N, rules[i].String())
	}
	if len(rules) == 0 {
		fmt.Fprintln(p.stdout, "No rule: all text is kept.")
	}
	for _, level := range []hearsay.Keep{hearsay.KeepPassages, hearsay.KeepFacts} {
		if n := counts[level]; n > 0 {
			fmt.Fprintf(p.stdout, "%s: %s\n", plural(n, "article"), level)
		}
	}
	return nil
}

func (p *program) setRule(ctx context.Context, c *call, dir string) error {
	rule := hearsay.Retention{At: p.now(), Scope: hearsay.OfAll, Level: hearsay.Keep(c.Arg(1)), Days: c.days}
	given := 0
	for scope, name := range map[hearsay.RetentionScope]string{hearsay.OfOutlet: c.outlet, hearsay.OfSource: c.source, hearsay.OfCollection: c.collection} {
		if name != "" {
			rule.Scope, rule.Name = scope, name
			given++
		}
	}
	if given > 1 || !rule.Level.Valid() {
		return usage("set text, passages or facts, for one of --outlet, --source and --collection, or for all")
	}
	if err := withWriter(ctx, dir, func(lib *store.Writer) error { return lib.DecideRetention(&rule) }); err != nil {
		return err
	}
	if c.json {
		return p.printJSON(newRuleRow(&rule, 0))
	}
	fmt.Fprintf(p.stdout, "%d  %s\nNothing was changed yet; hearsay retain apply carries it out.\n", rule.N, rule.String())
	return nil
}

func (p *program) undoRule(ctx context.Context, c *call, dir string) error {
	n, err := strconv.Atoi(c.Arg(1))
	if err != nil {
		return usage("undo takes the number of a rule")
	}
	var rule *hearsay.Retention
	err = withWriter(ctx, dir, func(lib *store.Writer) error {
		rulings, err := lib.Rulings()
		if err != nil {
			return err
		}
		if rule = rulings.FindRetention(n); rule == nil {
			return fmt.Errorf("rule %d: %w; see: hearsay retain", n, hearsay.ErrNotFound)
		}
		return lib.Undo(n, p.now())
	})
	if err != nil {
		return err
	}
	if c.json {
		return p.printJSON(newRuleRow(rule, 0))
	}
	fmt.Fprintf(p.stdout, "Rule %d is undone: %s\nWhat it took stays away.\n", n, rule.String())
	return nil
}

func (p *program) applyRules(ctx context.Context, c *call, dir string) error {
	var done *ingest.Retention
	err := withWriter(ctx, dir, func(lib *store.Writer) (err error) {
		done, err = ingest.Retain(ctx, lib, p.now(), c.dryRun)
		return err
	})
	if err != nil {
		return err
	}
	if c.json {
		out := struct {
			DryRun bool                `json:"dry_run"`
			Seen   int                 `json:"seen"`
			Rules  []ruleRow           `json:"rules"`
			Failed []hearsay.ArticleID `json:"failed"`
		}{c.dryRun, done.Seen, []ruleRow{}, append([]hearsay.ArticleID{}, done.Failed...)}
		for i := range done.Rules {
			out.Rules = append(out.Rules, newRuleRow(&done.Rules[i].Rule, done.Rules[i].Articles))
		}
		return p.printJSON(out)
	}
	verb := "done"
	if c.dryRun {
		verb = "due"
	}
	for i := range done.Rules {
		fmt.Fprintf(p.stdout, "%s: %s %s\n", done.Rules[i].Rule.String(), plural(done.Rules[i].Articles, "article"), verb)
	}
	if len(done.Rules) == 0 {
		fmt.Fprintf(p.stdout, "Nothing is due among %s.\n", plural(done.Seen, "article"))
	}
	for _, id := range done.Failed {
		fmt.Fprintf(p.stdout, "%s: its words cannot be taken one from another; all of it stays. hearsay remove takes it out.\n", id)
	}
	return nil
}
