// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hearsay"
	"hearsay/fetch"
	"hearsay/store"
	"hearsay/watch"
)

// sourceAddPage is the page at "/sources/add".
type sourceAddPage struct {
	frame
	Address, Selector, Title, Collection, Tags string
	Problem                                    string
	Site                                       string // host that was asked; "" for none
	Offer                                      *watch.Offer
	Known                                      map[string]int64 // addresses that are sources already
	Admin, Folders                             bool             // who adds folders, and whether any may be added here
	Shared                                     bool
}

// mostOffered is how many entries of a source are shown before it is added.
const mostOffered = 10

// Shown are the first entries of what was found.
func (p sourceAddPage) Shown() int { return min(mostOffered, len(p.Offer.Entries)) }

// Fields are what a form of the page sends along.
func (p sourceAddPage) Fields() [][2]string {
	return [][2]string{{"title", p.Title}, {"collection", p.Collection}, {"tags", p.Tags}}
}

func (s *site) newSourceAddPage(r *http.Request) sourceAddPage {
	who := s.visitorOf(r)
	return sourceAddPage{frame: s.frame("Add sources", "/sources"), Admin: who.Governs(), Shared: who.Accounts, Folders: !who.Accounts || len(s.opt.Folders) > 0}
}

// addSource shows the forms; asks an address, when the button that says so was pressed; and adds
// what was chosen.
func (s *site) addSource(r *http.Request) (response, error) {
	if s.opt.Sources == nil {
		return response{}, errNoSources
	}
	page := s.newSourceAddPage(r)
	if r.Method != http.MethodPost {
		return response{view: "sourceadd", page: page}, nil
	}
	f, err := fields(r, []string{"do", "address", "selector", "kind", "title", "collection", "tags"})
	if err != nil {
		return response{}, err
	}
	w, err := wished(f)
	if err != nil {
		return response{}, err
	}
	w.Address, w.Selector = strings.TrimSpace(f.Get("address")), strings.TrimSpace(f.Get("selector"))
	page.Address, page.Selector, page.Title, page.Collection, page.Tags = w.Address, w.Selector, w.Title, w.Collection, f.Get("tags")
	if kind := store.SourceKind(f.Get("kind")); kind != "" { // it was asked before, and this is what it is
		src, err := s.opt.Sources.AddKnown(r.Context(), w, kind)
		return s.added(r, page, src, err)
	}
	if page.Offer, err = s.opt.Sources.Look(r.Context(), w); err != nil {
		return s.notAdded(page, err)
	}
	if page.Offer.Found() && f.Get("do") == "add" {
		w.Address, w.Selector, w.Title = page.Offer.Source.Address, page.Offer.Source.Selector, page.Offer.Source.Title
		src, err := s.opt.Sources.AddKnown(r.Context(), w, page.Offer.Source.Kind)
		return s.added(r, page, src, err)
	}
	page.asked()
	page.Known, err = s.knownSources(r, page.Offer)
	return response{view: "sourceadd", page: page}, err
}

// asked notes that the site was asked.
func (p *sourceAddPage) asked() {
	p.Asked = p.Address
	if u, err := url.Parse(p.Address); err == nil {
		p.Asked, p.Site = u.Host, u.Host
	}
}

// added leads to a source that was added, or says why it was not.
func (s *site) added(r *http.Request, page sourceAddPage, src store.Source, err error) (response, error) {
	if errors.Is(err, hearsay.ErrConflict) {
		if have, err := s.opt.Sources.Named(r.Context(), page.Address); err == nil {
			return response{location: "/sources/" + strconv.FormatInt(have.ID, 10)}, nil
		}
	}
	if err != nil {
		return s.notAdded(page, err)
	}
	return response{location: "/sources/" + strconv.FormatInt(src.ID, 10)}, nil
}

// notAdded says in plain words why nothing was added. What nobody outside is to blame for, is
// an error of its own.
func (s *site) notAdded(page sourceAddPage, err error) (response, error) {
	status := http.StatusUnprocessableEntity
	var site *fetch.StatusError // an answer of the site: whose 404 is not ours
	answered := errors.As(err, &site)
	if n, _ := refusal(err); n != 0 && !answered {
		status = n
	}
	page.Offer, page.Problem = nil, watch.Fault(err)
	if !answered && (errors.Is(err, hearsay.ErrInvalid) || errors.Is(err, hearsay.ErrNotFound)) {
		page.Problem = problemOf(err)
	}
	return response{status: status, view: "sourceadd", page: page}, nil
}

// knownSources are those of an offer that are sources already.
func (s *site) knownSources(r *http.Request, o *watch.Offer) (map[string]int64, error) {
	out := map[string]int64{}
	all, err := s.opt.Sources.List(r.Context())
	if err != nil {
		return nil, err
	}
	for i := range all {
		out[all[i].Address] = all[i].ID
	}
	return out, nil
}

// addFolder takes a folder of the server. Where several use the library, its operator says at
// the start below which folders.
func (s *site) addFolder(r *http.Request) (response, error) {
	if s.opt.Sources == nil {
		return response{}, errNoSources
	}
	f, err := fields(r, []string{"address", "title", "collection", "tags"})
	if err != nil {
		return response{}, err
	}
	w, err := wished(f)
	if err != nil {
		return response{}, err
	}
	w.Address = strings.TrimSpace(f.Get("address"))
	if w.Address == "" {
		return response{}, fmt.Errorf("%w: no folder is named", hearsay.ErrInvalid)
	}
	var src store.Source
	if s.visitorOf(r).Accounts {
		src, err = s.opt.Sources.AddFolderBelow(r.Context(), w, s.opt.Folders)
	} else {
		src, err = s.opt.Sources.AddFolder(r.Context(), w)
	}
	page := s.newSourceAddPage(r)
	page.Address = w.Address
	return s.added(r, page, src, err)
}

// sourceListPage shows what a list of feeds would add.
type sourceListPage struct {
	frame
	watch.Imported
	List string // what would be added, to be sent again
}

// maxOPML is the most bytes of a list that is taken here.
const maxOPML = 1 << 20

// importSources takes a list of feeds: a file is shown first, and added when it comes back.
func (s *site) importSources(r *http.Request) (response, error) {
	if s.opt.Sources == nil {
		return response{}, errNoSources
	}
	list, sure, err := sentList(r)
	if err != nil {
		return response{}, err
	}
	if sure {
		_, err := s.opt.Sources.Import(r.Context(), list)
		return response{location: "/sources"}, err
	}
	page := sourceListPage{frame: s.frame("Add a list of feeds", "/sources")}
	if page.Imported, err = s.opt.Sources.Plan(r.Context(), list); err != nil {
		return response{}, err
	}
	list, err = page.Imported.List()
	page.List = string(list)
	return response{view: "sourcelist", page: page}, err
}

// sentList is the list of a form, as a file; or as a field of the page that showed it, and
// then somebody has seen it.
func sentList(r *http.Request) (list []byte, seen bool, err error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return nil, false, fmt.Errorf("%w: this takes a file, as multipart/form-data", hearsay.ErrInvalid)
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, false, tooLarge(err)
	}
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, false, fmt.Errorf("%w: the form holds no list", hearsay.ErrInvalid)
		}
		if part.FormName() != "file" && part.FormName() != "list" {
			continue
		}
		list, err = io.ReadAll(part) // of a request, which is bounded
		if err = tooLarge(err); err == nil && part.FormName() == "file" && len(list) > maxOPML {
			err = fmt.Errorf("%w: a list has 1 MB here at most; longer ones take: hearsay sources import FILE", hearsay.ErrInvalid)
		}
		return list, part.FormName() == "list", err
	}
}

// sourcesOPML is the sources of the web as a list that other readers of feeds take.
func (s *site) sourcesOPML(r *http.Request) (response, error) {
	if s.opt.Sources == nil {
		return response{}, errNoSources
	}
	b, err := s.opt.Sources.Export(r.Context())
	return response{file: append(b, '\n'), mediaType: "text/x-opml; charset=utf-8", download: "sources.opml"}, err
}
