// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	"github.com/pb33f/libopenapi"

	"hearsay/account"
	"hearsay/admit"
	"hearsay/wire"
)

var updateAPI = flag.Bool("update-api", false, "write the document of the API, if its version rose")

// object is a part of the document.
type object = map[string]any

// TestOpenAPI holds that the committed document is what the routes and the Go types say,
// and that it never changes without its version:
//
//	raise apiVersion in web/api.go
//	go test ./web -run TestOpenAPI -update-api
func TestOpenAPI(t *testing.T) {
	const path = "assets/openapi.json"
	want := document(t)
	got, err := os.ReadFile(path)
	if err == nil && bytes.Equal(got, want) {
		return
	}
	if err == nil {
		checkRaised(t, got, want)
	}
	if !*updateAPI {
		t.Fatalf("%s is not what the routes and types of package wire say. Is the change meant? Then: go test ./web -run TestOpenAPI -update-api", path)
	}
	if err := os.WriteFile(path, want, 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkRaised fails unless the version rose by as much as the change asks for.
func checkRaised(t *testing.T, before, now []byte) {
	t.Helper()
	from, to := versionOf(t, before), versionOf(t, now)
	a, err := libopenapi.NewDocument(before)
	if err != nil {
		t.Fatal(err)
	}
	b, err := libopenapi.NewDocument(now)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := libopenapi.CompareDocuments(a, b)
	if err != nil {
		t.Fatal(err)
	}
	rose := to[0] > from[0] || to[0] == from[0] && (to[1] > from[1] || to[1] == from[1] && to[2] > from[2])
	switch {
	case changes == nil || from != to && !rose:
		t.Fatalf("the version of the API is %v, and was %v: it only rises", to, from)
	case changes.TotalBreakingChanges() > 0 && to[0] == from[0]:
		t.Fatalf("the API changed in %d ways that break programs: raise the first number of apiVersion in web/api.go, or better, add and do not rename", changes.TotalBreakingChanges())
	case !rose:
		t.Fatal("the API changed, and its version did not: raise the second number of apiVersion in web/api.go, or the third when only words changed; then go test ./web -run TestOpenAPI -update-api")
	}
}

func versionOf(t *testing.T, document []byte) (v [3]int) {
	t.Helper()
	var d struct{ Info struct{ Version string } }
	if err := json.Unmarshal(document, &d); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscanf(d.Info.Version, "%d.%d.%d", &v[0], &v[1], &v[2]); err != nil {
		t.Fatal(err)
	}
	return v
}

// document is the OpenAPI document of the routes.
func document(t *testing.T) []byte {
	t.Helper()
	schemas := schemas(t)
	paths := object{}
	for _, rt := range (&site{opt: Options{Gate: &admit.Gate{}}}).routes() {
		p := &rt.page
		if p.json.handle == nil {
			continue
		}
		for _, f := range []form{asJSON, asCSV} {
			taken := map[string]bool{}
			for _, a := range p.asked(f) {
				if taken[a.name] {
					t.Errorf("%s%s takes %s twice", rt.path, f, a.name)
				}
				taken[a.name] = true
			}
		}
		item := object{}
		if slices.Contains(rt.methods, http.MethodGet) {
			item["get"] = operation(&rt, asJSON, schemas.ref(p.json.gives))
		}
		if slices.Contains(rt.methods, http.MethodPost) {
			item["post"] = posting(&rt, schemas)
		}
		paths[rt.path+string(asJSON)] = item
		if p.csv.handle != nil {
			paths[rt.path+string(asCSV)] = object{"get": operation(&rt, asCSV, nil)}
		}
	}
	problem := schemas.ref(reflect.TypeFor[wire.Problem]())
	doc := object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Hearsay", "version": apiVersion, "license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
			"description": "The pages of a Hearsay library, for programs. Fields are added, never renamed; spans are half-open, in Unicode code points. See doc/api.md.",
		},
		"servers": []object{{"url": "/", "description": "the library that serves this document"}},
		"paths":   paths,
		"components": object{
			"schemas": schemas.all(),
			"securitySchemes": object{
				"bearer": object{
					"type": "http", "scheme": "bearer", "bearerFormat": "hsy_…",
					"description": "A token with the scope that the operation names; needed only where the library has accounts (doc/accounts.md).",
				},
				"session": object{
					"type": "apiKey", "in": "cookie", "name": securePrefix + sessionCookie,
					"description": "The cookie of somebody who is logged in; over http on the machine itself it is “" + sessionCookie + "”. Such an address is there only where the library has accounts.",
				},
			},
			"responses": object{"Problem": object{
				"description": "The request could not be answered; detail says what to do.",
				"content":     object{"application/problem+json": object{"schema": problem}},
			}},
		},
	}
	b, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.ReplaceAll(b, []byte(`"#/$defs/`), []byte(`"#/components/schemas/`)), '\n')
}

// operation is a GET of a twin.
func operation(rt *route, f form, schema object) object {
	cut := object{"description": "what is missing, where the answer is not complete; of a long table it is a trailer", "schema": object{"type": "string"}}
	ok := object{"description": rt.page.says, "headers": object{
		"ETag":    object{"description": "names this answer, for If-None-Match", "schema": object{"type": "string"}},
		cutHeader: cut,
	}}
	name := strings.Trim(strings.NewReplacer("/{id}", "-one", "/", "").Replace(rt.path), "-") + strings.TrimPrefix(string(f), ".")
	responses := object{"200": ok, "304": object{"description": "The answer is the one of If-None-Match."}, "default": object{"$ref": "#/components/responses/Problem"}}
	switch {
	case f == asCSV:
		delete(responses, "304")
		ok["headers"] = object{cutHeader: cut}
		var columns []string
		for _, c := range rt.page.csv.columns() {
			columns = append(columns, "`"+c.Name+"` "+c.Says)
		}
		ok["description"] = rt.page.says + " All rows. Columns: " + strings.Join(columns, "; ") + "."
		ok["content"] = object{"text/csv": object{"schema": object{"type": "string"}}}
	default:
		ok["content"] = object{"application/json": object{"schema": schema}}
	}
	if rt.page.rows > 0 && f == asJSON {
		ok["headers"].(object)["Link"] = object{"description": "rel=next: the address of the rows that follow; not there behind the last", "schema": object{"type": "string"}}
	}
	return object{"operationId": name, "summary": rt.page.says, "parameters": parameters(rt, f), "responses": responses, "security": security(rt)}
}

// security says which scope of a token an operation takes. A library of one person, or
// what a library shows to everybody, takes none. What is one's own takes a session.
func security(rt *route) []object {
	if rt.right == account.Own {
		return []object{{"session": []string{}}}
	}
	return []object{{}, {"bearer": []string{scopeOf(rt.right).String()}}}
}

// posting is a POST of a twin, which takes a question too long for an address.
func posting(rt *route, s *schemaSet) object {
	out := operation(rt, asJSON, s.ref(rt.page.json.gives))
	out["operationId"] = "post-" + out["operationId"].(string)
	out["parameters"] = pathParameters(rt)
	delete(out["responses"].(object), "304")
	if rt.page.takes != nil {
		out["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": s.ref(reflect.TypeOf(rt.page.takes))}}}
		return out
	}
	form := object{}
	for _, p := range rt.page.asks {
		form[p.name] = schemaOf(&p)
	}
	out["requestBody"] = object{"required": true, "content": object{
		"application/json":                  object{"schema": s.ref(reflect.TypeFor[wire.Question]())},
		"text/plain":                        object{"schema": object{"type": "string"}},
		"application/x-www-form-urlencoded": object{"schema": object{"type": "object", "properties": form}},
	}}
	return out
}

func pathParameters(rt *route) []object {
	if rt.page.id == noID {
		return []object{}
	}
	return []object{{"name": "id", "in": "path", "required": true, "description": "names " + string(rt.page.id), "schema": schemaOf(&param{kind: anID, id: rt.page.id})}}
}

func parameters(rt *route, f form) []object {
	out := pathParameters(rt)
	for _, p := range rt.page.asked(f) {
		o := object{"name": p.name, "in": "query", "description": p.says, "required": p.needed, "schema": schemaOf(&p)}
		if p.example != "" {
			o["example"] = p.example
			if p.kind == aCount {
				o["example"] = json.Number(p.example)
			}
		}
		out = append(out, o)
	}
	return out
}

func schemaOf(p *param) object {
	switch p.kind {
	case aCount:
		o := object{"type": "integer", "minimum": 0}
		if p.most > 0 {
			o["maximum"] = p.most
		}
		return o
	case aChoice:
		return object{"type": "string", "enum": p.choices}
	case anID:
		if p.id == ofJob || p.id == ofAlert || p.id == ofUtterance || p.id == ofOutlet {
			return object{"type": "string"}
		}
		return object{"type": "string", "pattern": "^[a-zA-Z2-7]{26}$"}
	}
	o := object{"type": "string"}
	if p.most > 0 {
		o["maxLength"] = p.most
	}
	return o
}

// schemaSet are the schemas of the Go types of answers, with their comments.
type schemaSet struct {
	reflector *jsonschema.Reflector
	found     map[string]*jsonschema.Schema
}

func schemas(t *testing.T) *schemaSet {
	t.Helper()
	// Fields may be added, so programs must let others pass.
	r := &jsonschema.Reflector{Anonymous: true, AllowAdditionalProperties: true}
	if err := r.AddGoComments("hearsay/web", "../wire", jsonschema.WithFullComment()); err != nil {
		t.Fatal(err)
	}
	return &schemaSet{r, map[string]*jsonschema.Schema{}}
}

func (s *schemaSet) ref(t reflect.Type) object {
	maps.Copy(s.found, s.reflector.ReflectFromType(t).Definitions)
	return object{"$ref": "#/$defs/" + t.Name()}
}

func (s *schemaSet) all() map[string]*jsonschema.Schema { return s.found }
