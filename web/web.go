// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"hearsay"
	"hearsay/admit"
	"hearsay/alert"
	"hearsay/job"
	"hearsay/search"
	"hearsay/store"
	"hearsay/watch"
)

// Engine answers the questions that the pages ask. Errors wrap the kinds of
// package hearsay. Its methods are called by many requests at once.
type Engine interface {
	Trace(ctx context.Context, r search.Request) (*hearsay.Trace, error)
	Article(ctx context.Context, id hearsay.ArticleID) (*search.View, error)
	Compare(ctx context.Context, a, b hearsay.ArticleID) (*hearsay.Comparison, error)
	Look(ctx context.Context, a search.Asked) (*search.Found, error)
	Latest(ctx context.Context, offset, limit int) ([]hearsay.Brief, int, error)
	Text(ctx context.Context, id hearsay.ArticleID) (string, error)
	Extent(ctx context.Context) (hearsay.Searched, error)
	Stories(ctx context.Context, order search.StoryOrder, offset, limit int) ([]hearsay.Story, int, error)
	Story(ctx context.Context, id hearsay.StoryID) (*hearsay.StoryView, error)
	EarlyStory(ctx context.Context, id hearsay.StoryID, most int) (*hearsay.StoryView, error)
	StoryOf(ctx context.Context, article hearsay.ArticleID) (hearsay.Story, error)
	Voices(ctx context.Context, f search.VoiceFilter, offset, limit int) ([]hearsay.Voice, int, error)
	Voice(ctx context.Context, id hearsay.VoiceID) (*hearsay.VoiceView, error)
	MeantVoices(ctx context.Context, name string) ([]hearsay.Voice, error)
	SaidBy(ctx context.Context, id hearsay.VoiceID, after search.Mark, offset, limit int) (search.Listing[hearsay.Said], error)
	About(ctx context.Context, v *hearsay.VoiceView, after search.Mark, offset, limit int) (*search.About, error)
	EachAbout(ctx context.Context, v *hearsay.VoiceView, f func(hearsay.Mention) error) error
	Unclear(ctx context.Context, after search.Mark, offset, limit int) (*search.Unclear, error)
	Excerpt(ctx context.Context, id hearsay.ArticleID) ([]hearsay.Span, error)
	Rulings() ([]hearsay.Ruling, error)
	Families(ctx context.Context, want search.Quoted, limit int) (search.Utterances, error)
	Claimed(ctx context.Context, c search.Claim) ([]hearsay.FamilyView, error)
	Concerns(ctx context.Context, words string) ([]hearsay.Concern, error)
	StoryConcerns(ctx context.Context, v *hearsay.StoryView) ([]hearsay.StoryConcern, error)
	Exchange(ctx context.Context) (*hearsay.Exchange, error)
	OutletsAfter(ctx context.Context, after search.Mark, offset, limit int) (search.OutletListing, error)
	OutletDays(ctx context.Context, id hearsay.OutletID) ([]hearsay.DayCount, error)
	Speakers(ctx context.Context, article hearsay.ArticleID) (map[hearsay.Guise]hearsay.VoiceID, error)
	Holding(ctx context.Context) (*search.Holding, error)
	Have(ctx context.Context, ids []hearsay.ArticleID) ([]hearsay.ArticleID, error)
	Resolve(ctx context.Context, name string) (hearsay.ArticleID, error)
	AtAddress(ctx context.Context, address string) ([]hearsay.Brief, error)
	Custody(ctx context.Context, id hearsay.ArticleID) (*search.Custody, error)
	Articles(ctx context.Context, after search.Mark, offset, limit int) (search.Listing[hearsay.Brief], error)
	StoriesAfter(ctx context.Context, order search.StoryOrder, after search.Mark, offset, limit int) (search.Listing[hearsay.Story], error)
	VoicesAfter(ctx context.Context, f search.VoiceFilter, after search.Mark, offset, limit int) (search.Listing[hearsay.Voice], error)
	EachSaid(ctx context.Context, want search.Quoted, f func(hearsay.Said) bool) error
	EachStory(ctx context.Context, filter search.StoryFilter, f func(*search.Told) error) (untold int, err error)
	EachArticle(ctx context.Context, f func(*hearsay.Article) error) error
}

// Options are what the pages need to know of the place they run in. The zero
// value serves loopback names only.
type Options struct {
	// DemoQuery is a passage that stands in the empty trace box, with a
	// caption that says it comes from the sample library.
	DemoQuery string
	// Hosts are the names, without ports, that requests may use besides the
	// loopback ones. Any other name is refused, so that a page elsewhere
	// cannot reach the library by pointing its own name at this machine.
	Hosts []string
	// Desk changes the library: it receives files, adds and removes, and
	// carries out what people decide. Nil: the
	// library can only be read here.
	Desk *job.Desk
	// ReadOnly says what is served without a desk, and why. Nil: nobody says so.
	ReadOnly *ReadOnly
	// Alerts tells people what is new, and Book is what is kept of that. Both nil: there are
	// no alerts here.
	Alerts *alert.Desk
	Book   *store.Alerts
	// Notes are those of people on words of articles. Nil: none are kept here.
	Notes *store.Notes
	// Sources is what the library watches. Nil: there are no sources here. Watching says that
	// this program looks at them.
	Sources  *watch.Roster
	Watching bool
	// Folders are folders of the server below which an admin of a shared library can have
	// folders watched. Without accounts any can be.
	Folders []string
	// Sample are the articles of the sample library, which can be removed at once.
	Sample []hearsay.Brief
	// Gate lets people in where several use the library. Nil: there are no accounts,
	// and whoever reaches the server may everything.
	Gate *admit.Gate
	// Proxies are the addresses whose word counts on whom a request is from, and
	// whether it came over https (X-Forwarded-For, X-Forwarded-Proto). None: nobody's.
	Proxies []netip.Prefix
	// ProxyUser is the header in which these proxies name the user; "" when they do not.
	ProxyUser string
	// Public lets those who have not logged in see passages and facts, and trace texts of
	// their own; texts as a whole are for those who have. It takes a Gate.
	Public bool
	// Version is that of the program, which evidence packets state.
	Version string
	// Log takes what went wrong inside, which readers are not shown. May be nil.
	Log *slog.Logger
}

// ReadOnly is a library that is served to be read, while it is written elsewhere.
type ReadOnly struct {
	// Edition is that of a published library, made at Made; "" for a library as it is.
	Edition string
	Made    time.Time
	// Problem is what keeps a newer edition from being served; "" for nothing. May be nil.
	Problem func() string
}

// The limits of one request.
const (
	maxPost   = 2 << 20          // bytes of a posted text
	maxLinked = 1500             // bytes of a traced text that fits into an address
	maxTime   = 30 * time.Second // to answer
	pageSize  = 50               // rows of a list
	pageRows  = 500              // rows of a list as a page, at most
	maxRows   = 1000             // rows of a list as JSON, at most
)

// site is the handler's state. Nothing in it changes after New but the pace of strangers.
type site struct {
	engine  Engine
	opt     Options
	views   *views
	mux     *http.ServeMux
	pace    pace
	fiction invented
	shares  map[string]bool // patterns of mux that a share link can open
}

// New returns a handler that serves the pages of engine.
func New(engine Engine, opt Options) http.Handler {
	mux := http.NewServeMux()
	s := &site{engine: engine, opt: opt, mux: mux, pace: newPace(), fiction: newInvented(opt.Sample), shares: map[string]bool{}}
	s.views = parseViews(s.fiction)
	s.opt.Public = opt.Public && opt.Gate != nil
	if s.opt.Public {
		s.engine = excerpts{engine, func(ctx context.Context) bool { return s.visitorIn(ctx).Reads() }}
	}
	for _, r := range s.routes() {
		s.mount(mux, r)
	}
	mux.Handle(sharePath, s.openShare(mux))
	var h http.Handler = mux
	h = s.sameOrigin(h)
	h = s.knownHost(h)
	return packed(s.secure(h))
}

// SetTimeouts gives server the limits that suit these pages: a slow or silent
// client holds a connection for seconds, not for ever, and an answer may take as
// long as a request may ([New] stops asking the engine after 30 s).
func SetTimeouts(server *http.Server) {
	server.ReadHeaderTimeout = 5 * time.Second
	server.ReadTimeout = 30 * time.Second // 2 MB at 70 kB/s
	server.WriteTimeout = 30*time.Second + maxTime
	server.IdleTimeout = 2 * time.Minute
	server.MaxHeaderBytes = 64 << 10
}
