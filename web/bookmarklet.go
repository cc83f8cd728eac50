// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"hearsay"
	"hearsay/account"
)

// fromPage is the page at "/from": what the bookmarklet opens on a page where nothing
// is selected. It looks the address up and does no more, since any page can open it.
type fromPage struct {
	frame
	Address  string
	Site     string        // which a fetch would contact
	Outgoing string        // Address when it may be followed
	Article  hearsay.Brief // zero when the library does not have it
	Open     bool          // pages can be added here
}

// bookmarkletRoutes are the addresses that the bookmarklet opens besides "/".
func (s *site) bookmarkletRoutes() []route {
	return []route{{"/from", []string{http.MethodGet, http.MethodHead}, account.Trace, page{html: s.from}}}
}

func (s *site) from(r *http.Request) (response, error) {
	address := strings.TrimSpace(r.FormValue("url"))
	if len(address) > maxLinked {
		return response{}, fmt.Errorf("address of %d bytes: %w", len(address), hearsay.ErrTooLarge)
	}
	if address == "" {
		return response{location: "/"}, nil
	}
	page := fromPage{frame: s.frame("Trace a page", "/"), Address: address, Outgoing: outgoing(address), Open: s.changes(r.Context())}
	if u, err := url.Parse(page.Outgoing); err == nil {
		page.Site = u.Host
	}
	id, err := s.engine.Resolve(r.Context(), address)
	if errors.Is(err, hearsay.ErrNotFound) {
		return response{view: "from", page: page}, nil
	}
	if err != nil {
		return response{}, err
	}
	view, err := s.engine.Article(r.Context(), id)
	if err != nil {
		return response{}, err
	}
	page.Article = view.Article.Brief()
	return response{view: "from", page: page}, nil
}

// maxSelected is how many characters of a selection the bookmarklet sends: an address
// of that length is taken by every browser and by this server.
const maxSelected = 6000

// bookmarklet is the code of the bookmark: it opens the trace of what is selected, or
// what the library has of the page. Host is a name that requests may use, which was
// checked; it can hold nothing that ends the string.
func (s *site) bookmarklet(r *http.Request) template.URL {
	// URLSearchParams also mends half characters at the cut.
	return template.URL(fmt.Sprintf(`javascript:(()=>{const s=String(getSelection()).trim().slice(0,%d);`+
		`open('%s/'+(s?'?':'from?')+new URLSearchParams(s?{q:s}:{url:location.href}),'_blank','noopener')})()`, maxSelected, template.JSEscapeString(s.origin(r))))
}
