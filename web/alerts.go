// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/account"
	"hearsay/alert"
	"hearsay/store"
	"hearsay/wire"
)

// alertRoutes are the addresses of saved questions.
func (s *site) alertRoutes() []route {
	read := []string{http.MethodGet, http.MethodHead}
	post := []string{http.MethodPost}
	return []route{
		{"/alerts", read, account.Read, page{html: s.alerts, json: gives(s.alertsJSON), says: "The saved questions of the library, the latest first."}},
		{"/alerts/feed.atom", read, account.Read, page{html: s.alertFeed}},
		{"/alerts/feed.json", read, account.Read, page{html: s.alertFeed}},
		{"/alerts/add", post, account.Write, page{html: s.addAlert}},
		{"/alerts/share", post, account.Write, page{html: s.shareFeed}},
		{"/alerts/unshare", post, account.Write, page{html: s.unshareFeed}},
		{"/alerts/{id}", read, account.Read, page{html: s.alert, json: gives(s.alertJSON), id: ofAlert, says: "One saved question: what it found, the latest first, and what was sent.", asks: alertAsks()}},
		{"/alerts/{id}/feed.atom", read, account.Read, page{html: s.alertFeed}},
		{"/alerts/{id}/feed.json", read, account.Read, page{html: s.alertFeed}},
		{"/alerts/{id}/change", post, account.Write, page{html: s.changeAlert}},
		{"/alerts/{id}/target", post, account.Write, page{html: s.addTarget}},
		{"/feeds/{token}", read, account.None, page{html: s.sharedFeed}},
	}
}

func alertAsks() []param {
	return []param{
		{name: "before", kind: aCount, says: "only what was found before the event of this number; the next of the answer before"},
		{name: "limit", kind: aCount, most: maxRows, says: "how many of what was found; 50 when not said", example: "10"},
	}
}

// saveForm is the form that saves the question of a page.
type saveForm struct {
	Fields [][2]string
	Says   string // what one is told of
}

// saves is the form for a question, for who may save it; else nil.
func (s *site) saves(ctx context.Context, says string, fields ...[2]string) *saveForm {
	if s.opt.Book == nil || !s.visitorIn(ctx).Writes() {
		return nil
	}
	return &saveForm{fields, says}
}

// saveTrace is the form for a trace of an article or of a text.
func (s *site) saveTrace(ctx context.Context, a ask) *saveForm {
	f := [][2]string{{"kind", "trace"}}
	switch {
	case !a.Article.IsZero():
		f = append(f, [2]string{"article", a.Article.String()})
	case a.reading == nil && len(a.Text) <= maxLinked:
		f = append(f, [2]string{"text", a.Text})
	default:
		return nil // hearsay alerts add trace FILE takes longer ones
	}
	if a.MinWords > 0 {
		f = append(f, [2]string{"min", strconv.Itoa(a.MinWords)})
	}
	return s.saves(ctx, "You are told of articles that come to this library and share words with this.", f...)
}

// errNoAlerts is the error of a library that is shown without alerts.
var errNoAlerts = fmt.Errorf("%w: there are no alerts here", hearsay.ErrNotFound)

// alertsPage is the page at "/alerts".
type alertsPage struct {
	frame
	Alerts []wire.Alert
	Writes bool
	// Elsewhere reports a library that is written to elsewhere, with its alerts.
	Elsewhere bool
	Made      string // address of a feed made just now; shown here and nowhere again
	Feeds     []store.FeedKey
}

func (s *site) alertsJSON(r *http.Request) (wire.Alerts, error) {
	if s.opt.Book == nil {
		return wire.Alerts{Alerts: []wire.Alert{}}, nil
	}
	out, err := alert.List(r.Context(), s.opt.Book)
	if !s.visitorOf(r).Writes() { // where it is sent is nobody else's
		for i := range out.Alerts {
			out.Alerts[i].Targets = []wire.Target{}
		}
	}
	return out, err
}

func (s *site) newAlertsPage(r *http.Request) (alertsPage, error) {
	list, err := s.alertsJSON(r)
	page := alertsPage{frame: s.frame("Alerts", "/alerts"), Alerts: list.Alerts, Writes: s.opt.Book != nil && s.visitorOf(r).Writes()}
	page.Twin, page.Elsewhere = "/alerts.json", s.opt.ReadOnly != nil
	page.Sends = slices.ContainsFunc(list.Alerts, func(a wire.Alert) bool { return len(a.Targets) > 0 })
	if err == nil && page.Writes {
		page.Feeds, err = s.opt.Book.Feeds(r.Context(), 0)
	}
	return page, err
}

func (s *site) alerts(r *http.Request) (response, error) {
	page, err := s.newAlertsPage(r)
	return response{view: "alerts", page: page}, err
}

// alertPage is the page at "/alerts/ID".
type alertPage struct {
	frame
	Alert   wire.AlertPage
	Asks    string // the question in words
	Where   string // address of the page that asks the same; "" for none
	Own     string
	Writes  bool
	Feeds   []store.FeedKey
	Made    string // address of a feed, or secret of a webhook, made just now
	MadeFor string
	Problem string
	Earlier string // address of what was found earlier
}

// alertID reads the number of an alert in the path. Error: ErrNotFound.
func (s *site) alertID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id < 1 || s.opt.Book == nil {
		return 0, errNoAlerts
	}
	return id, nil
}

func (s *site) alertJSON(r *http.Request) (wire.AlertPage, error) {
	id, err := s.alertID(r)
	if err != nil {
		return wire.AlertPage{}, err
	}
	before, err := count(r, "before", 0)
	if err != nil {
		return wire.AlertPage{}, err
	}
	_, limit, err := window(r, maxRows)
	if err != nil {
		return wire.AlertPage{}, err
	}
	out, err := alert.Page(r.Context(), s.opt.Book, id, int64(before), limit)
	if !s.visitorOf(r).Writes() {
		out.Targets, out.Deliveries = []wire.Target{}, []wire.Delivery{}
	}
	return out, err
}

func (s *site) newAlertPage(r *http.Request) (page alertPage, err error) {
	found, err := s.alertJSON(r)
	if err != nil {
		return page, err
	}
	own := fmt.Sprintf("/alerts/%d", found.ID)
	page = alertPage{frame: s.frame(found.Title, "/alerts"), Alert: found, Own: own, Writes: s.visitorOf(r).Writes()}
	page.Twin, page.Sends = own+".json", len(found.Targets) > 0
	page.Asks, page.Where = asked(&found.Alert)
	if found.Next > 0 {
		page.Earlier = fmt.Sprintf("%s?before=%d", own, found.Next)
	}
	if page.Writes {
		page.Feeds, err = s.opt.Book.Feeds(r.Context(), found.ID)
	}
	return page, err
}

func (s *site) alert(r *http.Request) (response, error) {
	page, err := s.newAlertPage(r)
	return response{view: "alert", page: page}, err
}

// asked says what an alert asks, and where the same is asked now.
func asked(a *wire.Alert) (says, where string) {
	q := &a.Asks
	switch hearsay.AlertKind(a.Kind) {
	case hearsay.AlertTrace:
		if q.Article != "" {
			return "Who shares words with an article?", "/?article=" + q.Article
		}
		return "Who shares words with a text? “" + shortened(q.Text, 300) + "”", ""
	case hearsay.AlertSearch:
		return "Which articles pass the query “" + q.Query + "”?", "/search?" + url.Values{"q": {q.Query}}.Encode()
	case hearsay.AlertSpeaker:
		if q.Speaker != "" {
			return "Where is " + q.Name + " quoted?", "/speakers/" + q.Speaker
		}
		return "Where is " + q.Name + " quoted?", "/quotes?" + url.Values{"speaker": {q.Name}}.Encode()
	case hearsay.AlertOutlet:
		if q.Outlet != "" {
			return "What does " + q.Name + " have?", "/outlets/" + q.Outlet
		}
		return "What does " + q.Name + " have?", filterLink("outlet", q.Name)
	}
	if q.Article != "" {
		return "Who has “" + shortened(q.Text, 300) + "”, and in which words?", fmt.Sprintf("/quotes/%s-%d", q.Article, q.Number)
	}
	return "Who has “" + shortened(q.Text, 300) + "”, and in which words?", ""
}

// addAlert takes the form that pages have for their question.
func (s *site) addAlert(r *http.Request) (response, error) {
	if s.opt.Alerts == nil {
		return response{}, errNoAlerts
	}
	f, err := fields(r, []string{"kind", "text", "article", "n", "min", "q", "name", "speaker", "outlet", "title"})
	if err != nil {
		return response{}, err
	}
	q := hearsay.Question{Kind: hearsay.AlertKind(f.Get("kind")), Text: f.Get("text"), Query: f.Get("q"), Name: f.Get("name")}
	for _, read := range []error{
		formID(f.Get("article"), &q.Article), formID(f.Get("speaker"), &q.Voice), formID(f.Get("outlet"), &q.Outlet),
		formCount(f.Get("n"), &q.Number), formCount(f.Get("min"), &q.MinWords),
	} {
		if read != nil {
			return response{}, read
		}
	}
	a, err := s.opt.Alerts.Add(r.Context(), alert.Wish{Title: f.Get("title"), Asks: q})
	return response{location: fmt.Sprintf("/alerts/%d", a.ID)}, err
}

func formID[T any](text string, to *hearsay.ID[T]) error {
	if text == "" {
		return nil
	}
	id, err := hearsay.ParseID[T](text)
	*to = id
	return err
}

func formCount(text string, to *int) error {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return fmt.Errorf("%w: %.40q is not a count", hearsay.ErrInvalid, text)
	}
	*to = n
	return nil
}

// changeAlert pauses, resumes or removes an alert, tries its targets, or takes one away.
func (s *site) changeAlert(r *http.Request) (response, error) {
	id, err := s.alertID(r)
	if err != nil {
		return response{}, err
	}
	f, err := fields(r, []string{"do", "target"})
	if err != nil {
		return response{}, err
	}
	to := fmt.Sprintf("/alerts/%d", id)
	switch f.Get("do") {
	case "pause":
		err = s.opt.Book.Pause(r.Context(), id)
	case "resume":
		err = s.opt.Alerts.Resume(r.Context(), id)
	case "remove":
		err, to = s.opt.Alerts.Remove(r.Context(), id), "/alerts"
	case "drop":
		n, bad := strconv.ParseInt(f.Get("target"), 10, 64)
		if bad != nil {
			return response{}, fmt.Errorf("%w: a target has a number", hearsay.ErrInvalid)
		}
		err = s.opt.Alerts.DropTarget(r.Context(), id, n)
	case "test":
		return s.testAlert(r, id)
	default:
		err = fmt.Errorf("%w: an alert is paused, resumed, tested or removed", hearsay.ErrInvalid)
	}
	return response{location: to}, err
}

func (s *site) testAlert(r *http.Request, id int64) (response, error) {
	targets, errs, err := s.opt.Alerts.Test(r.Context(), id)
	if err != nil {
		return response{}, err
	}
	page, err := s.newAlertPage(r)
	var lines []string
	for i := range targets {
		line := "A test was sent to " + wire.TargetName(&targets[i])
		if errs[i] != nil {
			line = fmt.Sprintf("Not sent to %s: %v", wire.TargetName(&targets[i]), errs[i])
		}
		lines = append(lines, line+".")
	}
	page.Problem = strings.Join(lines, " ")
	return response{view: "alert", page: page}, err
}

func (s *site) addTarget(r *http.Request) (response, error) {
	id, err := s.alertID(r)
	if err != nil {
		return response{}, err
	}
	f, err := fields(r, []string{"to", "rhythm"})
	if err != nil {
		return response{}, err
	}
	t := hearsay.Target{Kind: hearsay.Mail, Address: f.Get("to"), Rhythm: hearsay.Rhythm(f.Get("rhythm"))}
	if strings.Contains(t.Address, "://") {
		t.Kind = hearsay.Webhook
	}
	secret, err := s.opt.Alerts.AddTarget(r.Context(), id, t)
	status, _ := refusal(err)
	if err != nil && status == 0 || err == nil && secret.IsZero() {
		return response{location: fmt.Sprintf("/alerts/%d#h-sent", id)}, err
	}
	page, pageErr := s.newAlertPage(r)
	if err != nil {
		page.Problem = problemOf(err)
	} else {
		page.Made, page.MadeFor = secret.Reveal(), "The secret that signs what is sent to "+wire.TargetName(&t)
	}
	return response{view: "alert", page: page, status: status, secret: true}, pageErr
}
