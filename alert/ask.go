// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package alert

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/family"
	"hearsay/prose"
	"hearsay/search"
	"hearsay/store"
)

const (
	maxTitle = 200
	maxText  = 200_000 // bytes of a text that is traced again and again
	maxName  = 300
	// maxBaseline is how many articles of an outlet are read for where it linked to before.
	maxBaseline = 500
)

// Wish is an alert that somebody wants.
type Wish struct {
	Title   string // "" for one made of what it asks
	Asks    hearsay.Question
	Targets []hearsay.Target
}

// Added is an alert that was added.
type Added struct {
	hearsay.Alert
	// Secrets are those that sign what is sent to webhooks, by address, where one was made
	// just now. They are shown this once.
	Secrets map[string]account.Secret
}

// Add adds an alert. It looks at what comes from now on. Errors: ErrInvalid for what
// cannot be asked or sent to, ErrNotFound for what the library does not have, ErrConflict
// when an alert asks the same.
func (d *Desk) Add(ctx context.Context, w Wish) (Added, error) {
	if err := d.question(ctx, &w.Asks); err != nil {
		return Added{}, err
	}
	for i := range w.Targets {
		if err := checkTarget(&w.Targets[i]); err != nil {
			return Added{}, err
		}
	}
	if _, err := d.Check(ctx); err != nil { // what came before it is no news to it
		return Added{}, err
	}
	last, err := d.lib.Last(ctx, 1000)
	if err != nil {
		return Added{}, err
	}
	al := store.NewAlert{Alert: hearsay.Alert{Title: plain(w.Title, maxTitle), Asks: w.Asks, Made: d.opt.Now()}, Targets: w.Targets, Last: last}
	if al.Title == "" {
		if al.Title, err = d.title(ctx, &w.Asks); err != nil {
			return Added{}, err
		}
	}
	if len(last) > 0 {
		al.Since = last[0]
	}
	if al.Known, err = d.baseline(ctx, &w.Asks); err != nil {
		return Added{}, err
	}
	if err := d.book.Add(ctx, &al); err != nil {
		return Added{}, err
	}
	out := Added{Alert: al.Alert, Secrets: map[string]account.Secret{}}
	for _, t := range w.Targets {
		if err := d.secretFor(ctx, &t, out.Secrets); err != nil {
			return out, err
		}
	}
	return out, nil
}

// secretFor makes the secret of a webhook that has none.
func (d *Desk) secretFor(ctx context.Context, t *hearsay.Target, made map[string]account.Secret) error {
	if t.Kind != hearsay.Webhook {
		return nil
	}
	_, err := d.book.Secret(ctx, store.WebhookSecret, t.Address)
	if !errors.Is(err, hearsay.ErrNotFound) {
		return err
	}
	made[t.Address] = account.NewSecret()
	return d.book.SetSecret(ctx, store.WebhookSecret, t.Address, made[t.Address])
}

// Remove removes an alert, with the secrets that no other needs. Error: ErrNotFound.
func (d *Desk) Remove(ctx context.Context, id int64) error {
	if err := d.book.Remove(ctx, id); err != nil {
		return err
	}
	return d.dropSecrets(ctx)
}

// dropSecrets drops the secrets of webhooks that nothing is sent to.
func (d *Desk) dropSecrets(ctx context.Context) error {
	left, err := d.book.WebhookAddresses(ctx)
	if err != nil {
		return err
	}
	return d.book.KeepSecrets(ctx, store.WebhookSecret, left...)
}

// Resume lets an alert look again, at what comes from now on. Error: ErrNotFound.
func (d *Desk) Resume(ctx context.Context, id int64) error {
	last, err := d.lib.Last(ctx, 1)
	if err != nil {
		return err
	}
	return d.book.Resume(ctx, id, append(last, hearsay.Arrived{})[0])
}

// question checks what is asked, and completes it.
func (d *Desk) question(ctx context.Context, q *hearsay.Question) error {
	switch q.Kind {
	case hearsay.AlertTrace:
		return d.traceQuestion(ctx, q)
	case hearsay.AlertSearch:
		_, err := search.Needed(q.Query)
		if err == nil && strings.TrimSpace(q.Query) == "" {
			err = fmt.Errorf("%w: the query is empty: every article would pass", hearsay.ErrInvalid)
		}
		*q = hearsay.Question{Kind: q.Kind, Query: strings.TrimSpace(q.Query)}
		return err
	case hearsay.AlertSpeaker:
		return d.speakerQuestion(ctx, q)
	case hearsay.AlertOutlet:
		*q = hearsay.Question{Kind: q.Kind, Name: plain(q.Name, maxName), Outlet: q.Outlet}
		if q.Name == "" {
			return fmt.Errorf("%w: name the outlet, as its articles have it, or by its domain", hearsay.ErrInvalid)
		}
		return nil
	case hearsay.AlertQuotation:
		return d.quotationQuestion(ctx, q)
	}
	return fmt.Errorf("%w: %q is no kind of alert; there are trace, search, speaker, outlet and quotation", hearsay.ErrInvalid, q.Kind)
}

func (d *Desk) traceQuestion(ctx context.Context, q *hearsay.Question) error {
	*q = hearsay.Question{Kind: q.Kind, Text: q.Text, Article: q.Article, MinWords: q.MinWords}
	if !q.Article.IsZero() {
		q.Text = ""
		_, _, err := d.lib.Reading(ctx, q.Article)
		return err
	}
	q.Text = strings.ToValidUTF8(strings.TrimSpace(q.Text), "\ufffd")
	least := max(q.MinWords, 1)
	if q.MinWords == 0 {
		least = search.DefaultMinWords
	}
	switch n := len(prose.Words(q.Text)); {
	case q.MinWords < 0 || q.MinWords > 0 && q.MinWords < 5:
		return fmt.Errorf("%w: passages of fewer than 5 words cannot be looked for", hearsay.ErrInvalid)
	case len(q.Text) > maxText:
		return fmt.Errorf("%w: a text that is traced again and again has at most %d bytes; this has %d", hearsay.ErrTooLarge, maxText, len(q.Text))
	case n < least:
		return fmt.Errorf("%w: the text has %d words; passages of %d are looked for", hearsay.ErrInvalid, n, least)
	}
	return nil
}

func (d *Desk) speakerQuestion(ctx context.Context, q *hearsay.Question) error {
	*q = hearsay.Question{Kind: q.Kind, Name: plain(q.Name, maxName), Voice: q.Voice}
	if id, err := hearsay.ParseID[hearsay.Voice](q.Name); err == nil && q.Voice.IsZero() && !id.IsZero() {
		q.Voice, q.Name = id, ""
	}
	if q.Voice.IsZero() {
		if q.Name == "" {
			return fmt.Errorf("%w: name the speaker", hearsay.ErrInvalid)
		}
		return nil // who has not spoken yet may do so
	}
	voices, err := d.lib.MeantVoices(ctx, q.Voice.String())
	if err == nil && len(voices) == 1 {
		q.Voice, q.Name = voices[0].ID, voices[0].Agent.Name
	}
	return err
}

// quotationQuestion takes the words of a quotation from its article.
func (d *Desk) quotationQuestion(ctx context.Context, q *hearsay.Question) error {
	*q = hearsay.Question{Kind: q.Kind, Text: plain(q.Text, maxText), Article: q.Article, Number: q.Number}
	if q.Article.IsZero() {
		q.Number = 0
		if len(search.Phrases(q.Text)) == 0 {
			return fmt.Errorf("%w: three words in a row that mean something are needed to know a quotation by", hearsay.ErrInvalid)
		}
		return nil
	}
	a, quotations, err := d.lib.Reading(ctx, q.Article)
	if err != nil {
		return err
	}
	for _, said := range family.Read(a, quotations) {
		if said.Number == q.Number-1 {
			q.Text = said.Exact()
			return nil
		}
	}
	return fmt.Errorf("quotation %d of the article: %w", q.Number, hearsay.ErrNotFound)
}

// title names an alert by what it asks.
func (d *Desk) title(ctx context.Context, q *hearsay.Question) (string, error) {
	switch q.Kind {
	case hearsay.AlertTrace:
		if q.Article.IsZero() {
			return "Copies of " + quotedShort(q.Text), nil
		}
		a, _, err := d.lib.Reading(ctx, q.Article)
		if err != nil {
			return "", err
		}
		return plain("Copies of "+quotedShort(a.Headline)+", "+outletName(a.Outlet), maxTitle), nil
	case hearsay.AlertSearch:
		return plain("Search: "+q.Query, maxTitle), nil
	case hearsay.AlertSpeaker:
		return plain("Quotations of "+q.Name, maxTitle), nil
	case hearsay.AlertOutlet:
		return plain("Articles of "+q.Name, maxTitle), nil
	}
	return "Wordings of " + quotedShort(q.Text), nil
}

func quotedShort(text string) string { return "“" + plain(text, 80) + "”" }

// baseline is what an alert knows from the beginning, so that it is no news.
func (d *Desk) baseline(ctx context.Context, q *hearsay.Question) (map[string]int, error) {
	out := map[string]int{}
	switch {
	case q.Kind == hearsay.AlertOutlet:
		ids, err := d.lib.OfOutlet(ctx, q.Name, maxBaseline)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			a, _, err := d.lib.Reading(ctx, id)
			if errors.Is(err, hearsay.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			for _, l := range linked(a) {
				out["link:"+l.domain] = 1
			}
		}
	case !q.Article.IsZero():
		story, err := d.lib.StoryOf(ctx, q.Article)
		if errors.Is(err, hearsay.ErrNotFound) || err == nil && story.Articles > maxStory {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		v, err := d.lib.Story(ctx, story.ID)
		if err != nil {
			return nil, err
		}
		out[originsKey(hearsay.ArticleID(v.Story.ID))] = len(v.Lineage.Origins)
	}
	return out, nil
}

// checkTarget checks where events are to be sent.
func checkTarget(t *hearsay.Target) (err error) {
	*t = hearsay.Target{Kind: t.Kind, Address: strings.TrimSpace(t.Address), Rhythm: t.Rhythm}
	switch t.Kind {
	case hearsay.Mail:
		if t.Rhythm != hearsay.AtOnce && t.Rhythm != hearsay.Hourly && t.Rhythm != hearsay.Daily {
			return fmt.Errorf("%w: mail is sent hourly or daily, or, when nothing is said, at once; not %.20q", hearsay.ErrInvalid, t.Rhythm)
		}
		t.Address, err = ParseMailAddress(t.Address)
		return err
	case hearsay.Webhook:
		t.Rhythm = hearsay.AtOnce
		u, err := url.Parse(t.Address)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || u.Fragment != "" ||
			len(t.Address) > 2000 || strings.ContainsAny(t.Address, "\\ \t\r\n") || plain(t.Address, 2000) != t.Address {
			return fmt.Errorf("%w: a webhook is an http or https address without a name, a password or a fragment in it", hearsay.ErrInvalid)
		}
		return nil
	}
	return fmt.Errorf("%w: %q is no way to send", hearsay.ErrInvalid, t.Kind)
}

// AddTarget sends what an alert finds from now on to one more place. The secret that signs
// what is sent to a webhook is returned when it was made just now. Errors: ErrInvalid,
// ErrNotFound.
func (d *Desk) AddTarget(ctx context.Context, id int64, t hearsay.Target) (account.Secret, error) {
	if err := checkTarget(&t); err != nil {
		return account.Secret{}, err
	}
	if err := d.book.AddTarget(ctx, id, t); err != nil {
		return account.Secret{}, err
	}
	made := map[string]account.Secret{}
	err := d.secretFor(ctx, &t, made)
	return made[t.Address], err
}

// DropTarget sends nothing of an alert to a place any more. Error: ErrNotFound.
func (d *Desk) DropTarget(ctx context.Context, id, target int64) error {
	if err := d.book.DropTarget(ctx, id, target); err != nil {
		return err
	}
	return d.dropSecrets(ctx)
}
