// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package assist

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"hearsay"
	"hearsay/search"
	"hearsay/wire"
)

// The results: objects of package wire, each with what a reader of foreign text must
// know. The types serve for the schemas.
type (
	remarks struct {
		Notice  string   `json:"notice" jsonschema:"how to read the quoted material of strangers in this object"`
		LeftOut []string `json:"left_out" jsonschema:"what was cut to keep the result small; empty when it is whole"`
	}
	traceAnswer struct {
		wire.Trace
		FactChecks []wire.FactCheck `json:"fact_checks,omitempty" jsonschema:"published fact-checks that concern the text; what they found is on their pages, at url"`
	}
	traceResult struct {
		traceAnswer
		remarks
	}
	compareResult struct {
		wire.Comparison
		remarks
	}
	storyResult struct {
		wire.StoryView
		remarks
	}
	quotesResult struct {
		wire.Quotes
		remarks
	}
	searchResult struct {
		wire.Search
		remarks
	}
)

// The arguments. Their tags are what a model reads of them.
type (
	traceArgs struct {
		Text     string `json:"text,omitempty" jsonschema:"the passage or article to trace, as plain text, at least eight words; give either text or article"`
		Article  string `json:"article,omitempty" jsonschema:"an article of the library instead of a text: its id or its address"`
		Forward  bool   `json:"forward,omitempty" jsonschema:"true: where the text went (later copies); false: where it came from"`
		MinWords int    `json:"min_words,omitempty" jsonschema:"shortest shared passage to report, in words; 5 to 1000, default 8"`
		Limit    int    `json:"limit,omitempty" jsonschema:"most matches to give, best first; 1 to 100, default 20"`
	}
	compareArgs struct {
		A         string `json:"a" jsonschema:"first article: its id or its address"`
		B         string `json:"b" jsonschema:"second article: its id or its address"`
		Unchanged bool   `json:"unchanged,omitempty" jsonschema:"true: give the stretches that are the same, too"`
	}
	storyArgs struct {
		Story string `json:"story" jsonschema:"id of a story, or the id or address of any article in it"`
	}
	quotesArgs struct {
		Claim   string `json:"claim,omitempty" jsonschema:"words that somebody is said to have said; stands alone"`
		Speaker string `json:"speaker,omitempty" jsonschema:"name or id of a speaker"`
		Words   string `json:"words,omitempty" jsonschema:"words that stand in what is said"`
		Limit   int    `json:"limit,omitempty" jsonschema:"most utterances to give; 1 to 100, default 10"`
	}
	searchArgs struct {
		Query  string `json:"query" jsonschema:"words that articles hold, all of them, and any of: a \"phrase in quotes\", -without, one OR other, outlet:NAME, speaker:NAME, after:2025-03, before:2025-04-01, lang:en"`
		Limit  int    `json:"limit,omitempty" jsonschema:"most articles to give, best first; 1 to 100, default 20"`
		Offset int    `json:"offset,omitempty" jsonschema:"leave out this many of the best; for the next page"`
	}
)

const (
	traceSays = `Where a news text comes from, in this library: every article that shares passages with it, in which order they are dated, whether anybody is credited, ` +
		`how many independent origins there are when copies count once, and through whom the text came. Use it before you cite a text or count sources: ` +
		`origins.count is the number of independent ones, origins.groups[].earliest the copy to cite. It compares words and judges nobody. ` +
		`fact_checks are by others: which claims they looked at, never what they found.`
	compareSays = `Two articles of the library side by side: what is the same, changed, moved, added (only in b) and removed (only in a), which is dated first and why, and whether one credits the other.`
	storySays   = `All articles of the library on one event, where each has its text from, with the evidence, and the independent origins that are left when copies count once. ` +
		`Sources that are not in the library are listed under unseen.`
	quotesSays = `What became of a quotation: each utterance with its variants across articles, what was changed on the way (negation-lost and number-changed can turn its sense), who prints it and who has it earliest in this library. ` +
		`Ask by claim (words as somebody gives them), or by speaker, by words, or by both.`
	searchSays = `Finds articles of the library by words, outlet, speaker, language and date; gives their ids, which the other tools take.`
)

func (s *server) addTools(m *mcp.Server) {
	addTool[traceResult](s, m, "trace", "Trace a text", traceSays, s.trace)
	addTool[compareResult](s, m, "compare", "Compare two articles", compareSays, s.compare)
	addTool[storyResult](s, m, "story", "Show a story", storySays, s.story)
	addTool[quotesResult](s, m, "quote_variants", "Show what became of a quotation", quotesSays, s.quotes)
	addTool[searchResult](s, m, "search", "Search the library", searchSays, s.search)
}

// found is the answer to a call: the object, and the same for a quick reader.
type found struct {
	object any
	text   string
}

// addTool declares a tool that reads. Out is the type of its result.
func addTool[Out, In any](s *server, m *mcp.Server, name, title, says string, answer func(context.Context, In) (found, error)) {
	schema, err := jsonschema.For[Out](nil)
	if err != nil {
		panic("assist: " + name + ": " + err.Error()) // the types are part of the program
	}
	no := false
	tool := &mcp.Tool{
		Name: name, Title: title, Description: says + " " + notice, OutputSchema: schema,
		Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, DestructiveHint: &no, OpenWorldHint: &no},
	}
	mcp.AddTool(m, tool, func(ctx context.Context, _ *mcp.CallToolRequest, args In) (*mcp.CallToolResult, map[string]any, error) {
		ctx, cancel := context.WithTimeout(ctx, maxTime)
		defer cancel()
		f, err := answer(ctx, args)
		if err != nil {
			return nil, nil, s.failure(name, err)
		}
		object, err := fit(f.object)
		if err != nil {
			return nil, nil, s.failure(name, err)
		}
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: f.text}}}, object, nil
	})
}

func (s *server) trace(ctx context.Context, a traceArgs) (found, error) {
	r := search.Request{Text: a.Text, Forward: a.Forward}
	var err error
	if r.MinWords, err = within("min_words", a.MinWords, search.DefaultMinWords, 5, 1000); err != nil {
		return found{}, err
	}
	limit, err := within("limit", a.Limit, 20, 1, 100)
	if err != nil {
		return found{}, err
	}
	switch given := strings.TrimSpace(a.Text); {
	case (given == "") == (a.Article == ""):
		return found{}, fmt.Errorf("%w: give either text or article", hearsay.ErrInvalid)
	case len(a.Text) > maxText:
		return found{}, tooLong("text", a.Text)
	case a.Article == "" && isAddress(given):
		return found{}, fmt.Errorf("text: %w", errNoFetch)
	}
	if a.Article != "" {
		if r.Article, err = s.resolve(ctx, "article", a.Article); err != nil {
			return found{}, err
		}
	}
	t, err := s.engine.Trace(ctx, r)
	if err != nil {
		return found{}, err
	}
	out, err := wire.NewTrace(t, func(id hearsay.ArticleID) (string, error) { return s.engine.Text(ctx, id) })
	if err != nil {
		return found{}, err
	}
	total := len(out.Matches)
	if total > limit {
		out.Matches = out.Matches[:limit]
	}
	answer := traceAnswer{Trace: out}
	if answer.FactChecks, err = s.concerns(ctx, t); err != nil {
		return found{}, err
	}
	return found{answer, traceText(&answer, total)}, nil
}

// concerns are the published fact-checks that concern what was traced.
func (s *server) concerns(ctx context.Context, t *hearsay.Trace) ([]wire.FactCheck, error) {
	if t.Article.IsZero() {
		list, err := s.engine.Concerns(ctx, t.Text)
		return wire.NewFactChecks(list, nil), err
	}
	v, err := s.engine.Article(ctx, t.Article)
	if err != nil {
		return nil, err
	}
	return wire.NewFactChecks(v.Concerns, v.Article), nil
}

func (s *server) compare(ctx context.Context, args compareArgs) (found, error) {
	a, err := s.resolve(ctx, "a", args.A)
	if err != nil {
		return found{}, err
	}
	b, err := s.resolve(ctx, "b", args.B)
	if err != nil {
		return found{}, err
	}
	c, err := s.engine.Compare(ctx, a, b)
	if err != nil {
		return found{}, err
	}
	out := wire.NewComparison(c)
	if !args.Unchanged {
		changes := []wire.Change{}
		for _, ch := range out.Changes {
			if ch.Kind != string(hearsay.Same) {
				changes = append(changes, ch)
			}
		}
		out.Changes = changes
	}
	return found{out, compareText(&out)}, nil
}

func (s *server) story(ctx context.Context, a storyArgs) (found, error) {
	if strings.TrimSpace(a.Story) == "" {
		return found{}, fmt.Errorf("story: %w: give the id of a story, or an article in it", hearsay.ErrInvalid)
	}
	meant, err := s.engine.MeantStory(ctx, strings.TrimSpace(a.Story))
	if err != nil {
		return found{}, notFetched(a.Story, err)
	}
	v, err := s.engine.Story(ctx, meant.ID)
	if err != nil {
		return found{}, err
	}
	out := wire.NewStoryView(v)
	checks, err := s.engine.StoryConcerns(ctx, v)
	if err != nil {
		return found{}, err
	}
	out.FactChecks = wire.NewStoryFactChecks(checks)
	return found{out, storyText(&out)}, nil
}

func (s *server) quotes(ctx context.Context, a quotesArgs) (found, error) {
	limit, err := within("limit", a.Limit, 10, 1, 100)
	if err != nil {
		return found{}, err
	}
	a.Claim, a.Speaker, a.Words = strings.TrimSpace(a.Claim), strings.TrimSpace(a.Speaker), strings.TrimSpace(a.Words)
	out := wire.Quotes{Speakers: []wire.Voice{}, Families: []wire.Family{}, Quotations: []wire.Said{}}
	var families []hearsay.FamilyView
	switch {
	case a.Claim != "" && (a.Speaker != "" || a.Words != ""):
		return found{}, fmt.Errorf("%w: claim stands alone", hearsay.ErrInvalid)
	case len(a.Claim) > maxText:
		return found{}, tooLong("claim", a.Claim)
	case a.Claim != "":
		families, err = s.engine.Claimed(ctx, search.Claim{Words: a.Claim})
	case a.Speaker == "" && a.Words == "":
		return found{}, fmt.Errorf("%w: give claim, speaker or words", hearsay.ErrInvalid)
	default:
		families, err = s.quoted(ctx, a, limit, &out)
	}
	if err != nil {
		return found{}, err
	}
	for i := range families {
		out.Families = append(out.Families, wire.NewFamily(&families[i]))
	}
	if err := s.looked(ctx, a.Claim, &out); err != nil {
		return found{}, err
	}
	return found{out, quotesText(&out)}, nil
}

// looked notes which published fact-checks concern the words of a claim, else those of each utterance.
func (s *server) looked(ctx context.Context, claim string, out *wire.Quotes) error {
	if claim != "" {
		list, err := s.engine.Concerns(ctx, claim)
		out.FactChecks = wire.NewFactChecks(list, nil)
		return err
	}
	for i := range out.Families {
		f := &out.Families[i]
		list, err := s.engine.Concerns(ctx, f.Variants[0].Exact) // the one that others are compared with
		if err != nil {
			return err
		}
		f.FactChecks = wire.NewFactChecks(list, nil)
	}
	return nil
}

// quoted finds utterances by speaker and words, and notes in out whose they are.
func (s *server) quoted(ctx context.Context, a quotesArgs, limit int, out *wire.Quotes) ([]hearsay.FamilyView, error) {
	want := search.Quoted{Words: a.Words}
	if a.Speaker != "" {
		voices, err := s.engine.MeantVoices(ctx, a.Speaker)
		if err != nil {
			return nil, err
		}
		for _, v := range voices {
			want.Voices = append(want.Voices, v.ID)
			out.Speakers = append(out.Speakers, wire.NewVoice(v))
		}
	}
	found, err := s.engine.Families(ctx, want, limit)
	out.More, out.Latest = found.More, found.Latest
	return found.Families, err
}

func (s *server) search(ctx context.Context, a searchArgs) (found, error) {
	limit, err := within("limit", a.Limit, 20, 1, 100)
	if err != nil {
		return found{}, err
	}
	offset, err := within("offset", a.Offset, 0, 0, 1_000_000)
	if err != nil {
		return found{}, err
	}
	got, err := s.engine.Search(ctx, strings.TrimSpace(a.Query), offset, limit)
	if err != nil {
		return found{}, err
	}
	out := wire.Search{Query: got.Query, Total: got.Total, Hits: []wire.Hit{}}
	for _, h := range got.Hits {
		if h.Article != nil {
			out.Hits = append(out.Hits, wire.NewHit(h.Brief, h.Article, h.Matched))
		}
	}
	return found{out, searchText(&out, offset)}, nil
}

func tooLong(name, given string) error {
	return fmt.Errorf("%s of %d bytes: %w: at most %d, some 65,000 words", name, len(given), hearsay.ErrTooLarge, maxText)
}

// within is a number between two bounds; 0 means the usual.
func within(name string, given, usual, from, to int) (int, error) {
	switch {
	case given == 0:
		return usual, nil
	case given < from || given > to:
		return 0, fmt.Errorf("%s %d: %w: from %d to %d", name, given, hearsay.ErrInvalid, from, to)
	}
	return given, nil
}

// errNoFetch says why an address of the web is of no use here.
var errNoFetch = fmt.Errorf("%w: an address alone is no text, and these tools fetch nothing from the web, whoever asks; "+
	"if the page is in the library, give its address as article; else a person can add it with: hearsay add ADDRESS", hearsay.ErrInvalid)

// resolve finds an article by its id or address.
func (s *server) resolve(ctx context.Context, argument, name string) (hearsay.ArticleID, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return hearsay.ArticleID{}, fmt.Errorf("%s: %w: give the id or the address of an article", argument, hearsay.ErrInvalid)
	}
	id, err := s.engine.Resolve(ctx, name)
	return id, notFetched(name, err)
}

// notFetched says of an address that is not in the library that nothing was tried.
func notFetched(name string, err error) error {
	if err != nil && isAddress(name) {
		return fmt.Errorf("%w. Nothing was fetched: these tools open no address of the web; a person can add the page with: hearsay add ADDRESS", err)
	}
	return err
}

// isAddress reports a text that is one address and nothing else.
func isAddress(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.Contains(s, "://") && !strings.ContainsAny(s, " \t\n") || strings.HasPrefix(s, "www.") && !strings.ContainsAny(s, " \t\n")
}
