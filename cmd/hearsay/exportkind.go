// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"

	"hearsay"
	"hearsay/cite"
	"hearsay/search"
	"hearsay/table"
	"hearsay/wire"
)

// tabled writes rows of a kind in one of the table formats.
func tabled[R table.Row](e *export, columns []hearsay.Column, size func(R) int) (table.Writer[R], error) {
	switch e.c.format {
	case "csv":
		return table.NewCSV[R](e.to, columns, e.c.raw)
	case "parquet":
		return table.NewParquet(e.to, size), nil
	}
	return table.NewJSONL[R](e.to), nil
}

// rowBytes is about what a row takes beside its text.
const rowBytes = 300

func exportArticles(e *export) error {
	n := 0
	each := func(f func(*hearsay.Article) error) error {
		return e.engine.EachArticle(e.ctx, func(a *hearsay.Article) error {
			n++
			return f(a)
		})
	}
	var err error
	switch e.c.format {
	case "ris":
		err = each(func(a *hearsay.Article) error { return cite.WriteRIS(e.to, a) })
	case "biblatex":
		err = each(func(a *hearsay.Article) error { return cite.WriteBibLaTeX(e.to, a) })
	case "prov-json", "prov-n":
		return e.provedArticles()
	case "csl":
		err = writeList(e.to, "[\n", "\n]\n", each, cite.CSL)
	default:
		var t table.Writer[wire.ArticleRow]
		t, err = tabled(e, wire.ArticleColumns(), func(r wire.ArticleRow) int { return rowBytes + len(r.Text) })
		if err == nil {
			err = cmp.Or(each(func(a *hearsay.Article) error { return t.Add(wire.NewArticleRow(a)) }), t.Close())
		}
	}
	e.done = plural(n, "article")
	return err
}

// writeList writes items in order, divided by commas.
func writeList[T any](to io.Writer, head, tail string, each func(func(T) error) error, item func(T) ([]byte, error)) error {
	if _, err := io.WriteString(to, head); err != nil {
		return err
	}
	comma := ""
	err := each(func(v T) error {
		b, err := item(v)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(to, "%s%s", comma, b)
		comma = ",\n"
		return err
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(to, tail)
	return err
}

func exportQuotations(e *export) error {
	n := 0
	each := func(f func(*hearsay.Said) error) error {
		return e.engine.EachQuotation(e.ctx, func(s *hearsay.Said) error {
			n++
			return f(s)
		})
	}
	var err error
	switch e.c.format {
	case "jsonl": // which has lists, as no row can
		t := table.NewJSONL[wire.Said](e.to)
		err = each(func(s *hearsay.Said) error { return t.Add(wire.NewSaid(s)) })
	case "prov-json", "prov-n":
		return e.provedArticles()
	case "webannotation":
		err = annotations(e.to, "Who says what", func(f func(wire.Annotation) error) error {
			return each(func(s *hearsay.Said) error { return f(wire.SaidAnnotation(s)) })
		})
	default:
		var t table.Writer[wire.SaidRow]
		t, err = tabled(e, wire.SaidColumns(), func(r wire.SaidRow) int { return rowBytes + len(r.Text) })
		if err == nil {
			err = cmp.Or(each(func(s *hearsay.Said) error { return t.Add(wire.NewSaidRow(s)) }), t.Close())
		}
	}
	e.done = plural(n, "quotation")
	return err
}

// annotations writes a collection of Web Annotations.
func annotations(to io.Writer, label string, each func(func(wire.Annotation) error) error) error {
	n := 0
	err := writeList(to, wire.AnnotationHead(label), "", each, func(a wire.Annotation) ([]byte, error) {
		n++
		return a.JSON()
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(to, wire.AnnotationTail(n))
	return err
}

func exportPassages(e *export) error {
	t, err := tabled(e, wire.PassageColumns(), func(r wire.PassageRow) int { return rowBytes + len(r.Text) })
	if err != nil {
		return err
	}
	n := 0
	uncompared, err := e.engine.EachPassage(e.ctx, e.filter, func(size int, c *search.Cluster) error {
		n++
		return t.Add(wire.NewPassageRow(&c.Cluster, size, c.Earliest.Article, c.Earliest.Span))
	})
	e.done, e.missing = plural(n, "passage"), yetToBeCompared(uncompared)
	return cmp.Or(err, t.Close())
}

func exportClusters(e *export) error {
	var last hearsay.ClusterID
	clusters, witnesses, uncompared := 0, 0, 0
	each := func(f func(size int, found search.Passage) error) (err error) {
		uncompared, err = e.engine.EachWitness(e.ctx, e.filter, func(size int, found search.Passage) error {
			witnesses++
			if found.Cluster != last {
				clusters, last = clusters+1, found.Cluster
			}
			return f(size, found)
		})
		return err
	}
	var err error
	if e.c.format == "webannotation" {
		err = annotations(e.to, "Passages that articles share", func(f func(wire.Annotation) error) error {
			return each(func(size int, found search.Passage) error {
				return f(wire.WitnessAnnotation(&found.Witness, size, found.Article, found.Span))
			})
		})
	} else {
		var t table.Writer[wire.Witness]
		t, err = tabled(e, wire.WitnessColumns(), func(r wire.Witness) int { return rowBytes + len(r.Text) })
		if err == nil {
			err = cmp.Or(each(func(size int, found search.Passage) error {
				return t.Add(wire.NewWitness(&found.Witness, size, found.Article, found.Span))
			}), t.Close())
		}
	}
	e.done, e.missing = fmt.Sprintf("%s witnesses in %s", thousands(witnesses), plural(clusters, "cluster")), yetToBeCompared(uncompared)
	return err
}

// yetToBeCompared says that passages may be missing; "" when none can be.
func yetToBeCompared(n int) string {
	if n == 0 {
		return ""
	}
	are := "1 article is"
	if n > 1 {
		are = thousands(n) + " articles are"
	}
	return are + " yet to be compared, so passages may be missing. The next hearsay add goes on with it; hearsay rebuild --clusters does it, too."
}
