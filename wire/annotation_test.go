// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package wire_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/foreign"
	"hearsay/wire"
)

// annotated is an article in which the quoted words stand twice.
func annotated() *hearsay.Article {
	return &hearsay.Article{
		ID: hearsay.ArticleID{1}, URL: "https://x.example/a?b=\"<>", Headline: "“Rain 🌧”, says Lee", Seen: time.Date(2025, 3, 10, 9, 0, 0, 0, time.UTC),
		Text: "Über 🌧 it rained, Lee said, and it rained on.\n\nمرحبا it rained, Lee said, and it snowed.",
	}
}

// collection is what is exported of annotations.
func collection(t *testing.T, list ...wire.Annotation) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(wire.AnnotationHead(`Label "x"`))
	for i, a := range list {
		line, err := a.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(line)
	}
	b.WriteString(wire.AnnotationTail(len(list)))
	return b.String()
}

func said(a *hearsay.Article, part hearsay.Part, spans ...hearsay.Span) *hearsay.Said {
	return &hearsay.Said{Article: a, Quotations: []hearsay.Quotation{{
		Part: part, Content: spans, Mode: hearsay.Direct, Polarity: hearsay.Denied, Within: -1,
		Speaker: hearsay.Speaker{Agent: hearsay.Agent{Name: "Lee", Kind: hearsay.Person}, How: "full-name"},
	}}}
}

// TestAnnotation: both selectors find the words, in the text that the digest names.
func TestAnnotation(t *testing.T) {
	a := annotated()
	second := strings.LastIndex(a.Text, "it rained")
	an := wire.SaidAnnotation(said(a, hearsay.InText, hearsay.Span{Start: second, End: second + len("it rained")}))
	if len(an.Target) != 1 {
		t.Fatalf("%+v", an)
	}
	target := an.Target[0]
	sum := sha256.Sum256([]byte(a.Text))
	if target.State.Digest != "sha256:"+hex.EncodeToString(sum[:]) || target.State.SourceDate != "2025-03-10T09:00:00Z" || target.Source != a.URL {
		t.Errorf("%+v", target)
	}
	quote, position := target.Selector[0].(wire.QuoteSelector), target.Selector[1].(wire.PositionSelector)
	if got := string([]rune(a.Text)[position.Start:position.End]); got != "it rained" || quote.Exact != got {
		t.Errorf("%q %+v", got, quote)
	}
	if around := quote.Prefix + quote.Exact + quote.Suffix; strings.Count(a.Text, around) != 1 || !strings.HasSuffix(a.Text[:second], quote.Prefix) {
		t.Errorf("%+v does not say which", quote)
	}
}

// TestAnnotationOfHeadline: a headline has no positions in the text.
func TestAnnotationOfHeadline(t *testing.T) {
	a := annotated()
	an := wire.SaidAnnotation(said(a, hearsay.InHeadline, find(t, a.Headline, "“Rain 🌧”")))
	if s := an.Target[0].Selector; len(s) != 1 || s[0].(wire.QuoteSelector).Suffix != ", says Lee" {
		t.Errorf("%+v", s)
	}
}

// TestAnnotationIsReadAsJSONLD: a processor makes an IRI of every term, given a
// context that has the terms of W3C's that we use.
func TestAnnotationIsReadAsJSONLD(t *testing.T) {
	a := annotated()
	b := annotated()
	b.ID, b.URL = hearsay.ArticleID{2}, ""
	w := hearsay.Witness{Cluster: hearsay.ClusterID{2}}
	text := collection(t,
		wire.SaidAnnotation(said(a, hearsay.InText, find(t, a.Text, "Über"), find(t, a.Text, "snowed"))),
		wire.SaidAnnotation(said(b, hearsay.InHeadline, find(t, b.Headline, "Rain"))),
		wire.WitnessAnnotation(&w, 3, a, find(t, a.Text, "مرحبا")))
	path := filepath.Join(t.TempDir(), "a.json")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	got := foreign.Python(t, []string{"pyld"}, readAnnotations, path)
	if got != "3 annotations, 4 targets, 7 selectors, 0 dropped\n" {
		t.Error(got)
	}
}

const readAnnotations = `
import json, sys
from pyld import jsonld
def iri(i): return {"@type": "@id", "@id": i}
def date(i): return {"@type": "xsd:dateTime", "@id": i}
def number(i): return {"@type": "xsd:nonNegativeInteger", "@id": i}
context = {"@context": {
  "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
  "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
  "xsd": "http://www.w3.org/2001/XMLSchema#", "as": "http://www.w3.org/ns/activitystreams#",
  "id": iri("@id"), "type": iri("@type"),
  "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "TimeState": "oa:TimeState", "TextualBody": "oa:TextualBody",
  "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
  "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
  "body": iri("oa:hasBody"), "target": iri("oa:hasTarget"), "source": iri("oa:hasSource"), "selector": iri("oa:hasSelector"),
  "state": iri("oa:hasState"), "scope": iri("oa:hasScope"), "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
  "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"}, "identifying": "oa:identifying", "linking": "oa:linking",
  "describing": "oa:describing", "tagging": "oa:tagging", "commenting": "oa:commenting",
  "creator": iri("dcterms:creator"), "created": date("dcterms:created"), "modified": date("dcterms:modified"), "canonical": iri("oa:canonical"),
  "foaf": "http://xmlns.com/foaf/0.1/", "Person": "foaf:Person", "name": "foaf:name",
  "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": number("oa:start"), "end": number("oa:end"),
  "sourceDate": date("oa:sourceDate"), "value": "rdf:value", "format": "dc:format", "label": "rdfs:label", "total": number("as:totalItems"),
  "first": iri("as:first"), "startIndex": number("as:startIndex"), "items": {"@type": "@id", "@id": "as:items", "@container": "@list"}}}
def load(url, options):
    assert url == "http://www.w3.org/ns/anno.jsonld", url
    return {"contextUrl": None, "documentUrl": url, "document": context}
doc = json.load(open(sys.argv[1], encoding="utf-8"))
flat = jsonld.flatten(doc, options={"documentLoader": load})
count = lambda t: sum(t in n.get("@type", []) for n in flat)
oa = "http://www.w3.org/ns/oa#"
def keys(v):
    if isinstance(v, dict): return sum((1 if k != "@context" else 0) + keys(x) for k, x in v.items() if k != "@context")
    return sum(map(keys, v)) if isinstance(v, list) else 0
back = jsonld.compact(flat, context, options={"documentLoader": load})
def terms(v, seen):
    if isinstance(v, dict):
        for k, x in v.items():
            seen.add(k); terms(x, seen)
    elif isinstance(v, list):
        for x in v: terms(x, seen)
    return seen
dropped = terms(doc, set()) - terms(back, set()) - {"@context"}
print(count(oa + "Annotation"), "annotations,", count(oa + "SpecificResource"), "targets,",
      count(oa + "TextQuoteSelector") + count(oa + "TextPositionSelector"), "selectors,", len(dropped), "dropped", *dropped)
`
