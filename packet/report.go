// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package packet

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"hearsay/wire"
)

//go:embed assets/report.tmpl
var reportText string

//go:embed assets/report.css
var style template.CSS

// page is what the report is made of.
type page struct {
	*Packet
	Style template.CSS
}

// Policy lets the report have its own style and nothing else: no script, no request.
func (p page) Policy() string {
	sum := sha256.Sum256([]byte(p.Style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// Name is what an article or an unseen source is called in the report.
func (p page) Name(id string) string {
	for i := range p.Exhibits {
		if b := &p.Exhibits[i].Brief; b.ID == id {
			return outlet(b.Outlet)
		}
	}
	if p.Story != nil {
		for i := range p.Story.Articles {
			if m := &p.Story.Articles[i]; m.ID == id {
				return outlet(m.Outlet)
			}
		}
		for i := range p.Story.Unseen {
			if u := &p.Story.Unseen[i]; u.ID == id {
				return outlet(u.Agent) + " (not in this library)"
			}
		}
	}
	return id
}

// newReport parses the report's template, which is part of the program.
func newReport() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"outlet": outlet, "date": date, "link": link, "percent": percent, "credited": credited, "order": order, "content": content, "chosen": chosen, "many": many,
	}).Parse(reportText))
}

func outlet(a *wire.Agent) string {
	if a == nil {
		return "not known"
	}
	return cmp.Or(a.Name, a.Domain, "not known")
}

func date(d *wire.Date) string {
	if d == nil {
		return "no date"
	}
	return d.Value + " (" + d.Basis + ")"
}

// link is an address that may be followed; "" for any other.
func link(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return ""
	}
	return address
}

// many is a number with what it counts.
func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func percent(x float64) int { return int(100*x + 0.5) }

func credited(yes bool) string {
	if yes {
		return "credited"
	}
	return "not credited"
}

// order says which side came first, in the terms of the report.
func order(from string) string {
	switch from {
	case "match":
		return "dated earlier than the text"
	case "query":
		return "dated later than the text"
	case "a":
		return "A is the earlier one"
	case "b":
		return "B is the earlier one"
	}
	return "which was first is not known"
}

// content is what was said.
func content(spans []wire.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, s.Exact)
	}
	return strings.Join(parts, " … ")
}

// chosen is the date that counts.
func chosen(a wire.Article) *wire.Date {
	for i := range a.Dates {
		if a.Dates[i].Chosen {
			return &a.Dates[i]
		}
	}
	return nil
}
