// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"

	"hearsay/search"
)

// contract holds answers against the document of the API, by a validator that is not
// ours.
type contract struct {
	site  http.Handler
	check validator.Validator
	paths map[string]map[string]struct {
		Parameters []struct {
			Name, In string
			Required bool
			Example  any
		}
	}
}

func newContract(t *testing.T, site http.Handler) *contract {
	t.Helper()
	text := get(t, site, "/api/openapi.json").Body.Bytes()
	document, err := libopenapi.NewDocument(text)
	if err != nil {
		t.Fatal(err)
	}
	check, errs := validator.NewValidator(document)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if ok, errs := check.ValidateDocument(); !ok {
		for _, e := range errs {
			t.Error(e)
		}
		t.Fatal("the document is not OpenAPI 3.1")
	}
	c := &contract{site: site, check: check}
	var d struct {
		Paths *map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Required bool
				Example  any
			}
		}
	}
	d.Paths = &c.paths
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return c
}

// ask sends a request and holds the answer against the document. A good request is
// held against it, too.
func (c *contract) ask(t *testing.T, method, address, kind, body string, want int) *httptest.ResponseRecorder {
	t.Helper()
	request := func() *http.Request {
		r := httptest.NewRequest(method, "http://127.0.0.1:8117"+address, strings.NewReader(body))
		if body != "" {
			r.Header.Set("Content-Type", kind)
		}
		return r
	}
	w := httptest.NewRecorder()
	c.site.ServeHTTP(w, request())
	if w.Code != want {
		t.Errorf("%s %.100s: status %d, want %d: %.300s", method, address, w.Code, want, w.Body)
		return w
	}
	if want == 405 { // a method that is in no document
		if w.Header().Get("Allow") == "" || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: %v", method, address, w.Header())
		}
		return w
	}
	if want < 400 {
		if ok, errs := c.check.ValidateHttpRequest(request()); !ok {
			for _, e := range errs {
				t.Errorf("%s %.100s: request: %s: %s", method, address, e.Message, e.Reason)
			}
		}
	}
	response := w.Result()
	if ok, errs := c.check.ValidateHttpResponse(request(), response); !ok {
		for _, e := range errs {
			t.Errorf("%s %.100s: answer %d: %s: %s", method, address, want, e.Message, e.Reason)
			for _, s := range e.SchemaValidationErrors {
				t.Errorf("  %s: %s", s.FieldPath, s.Reason)
			}
		}
	}
	return w
}

// TestContract calls every documented address on the sample library. What is answered,
// and why something is not, is what the document says.
func TestContract(t *testing.T) {
	site, engine := sampleSite(t)
	c := newContract(t, site)
	ids := contractIDs(t, engine)
	called := 0
	for path, operations := range c.paths {
		for method, o := range operations {
			if method == "post" || strings.HasPrefix(path, "/tokens") { // TestTokensForPrograms
				continue
			}
			called++
			q := url.Values{}
			for _, p := range o.Parameters {
				switch {
				case p.Example != nil:
					b, _ := json.Marshal(p.Example)
					q.Set(p.Name, strings.Trim(string(b), `"`))
				case p.Required && p.In == "query":
					q.Set(p.Name, ids["/articles/{id}"])
				}
			}
			base := strings.TrimSuffix(strings.TrimSuffix(path, ".json"), ".csv")
			at := strings.Replace(path, "{id}", ids[base], 1)
			if at != path && ids[base] == "" {
				continue // a job: the sample library has none
			}
			c.ask(t, "GET", at+"?"+q.Encode(), "", "", 200)
			c.ask(t, "GET", at+"?nosuch=1&"+q.Encode(), "", "", 400)
			c.ask(t, "DELETE", at+"?"+q.Encode(), "", "", 405)
			if at != path {
				c.ask(t, "GET", strings.Replace(path, "{id}", strings.Repeat("a", 26), 1), "", "", 404)
			}
		}
	}
	if called < 11 {
		t.Errorf("only %d addresses are documented", called)
	}
}

// contractIDs are names of the richest things in the sample library.
func contractIDs(t *testing.T, engine *search.Engine) map[string]string {
	t.Helper()
	stories, _, err := engine.Stories(t.Context(), search.LargestStories, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	voices, _, err := engine.Voices(t.Context(), search.VoiceFilter{}, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"/articles/{id}": stories[0].Earliest.ID.String(), "/stories/{id}": stories[0].ID.String(), "/speakers/{id}": voices[0].ID.String(),
	}
}

// TestContractOfEverything asks for every article, story and speaker there is: fields
// that are seldom there are held against the document, too.
func TestContractOfEverything(t *testing.T) {
	walks(t)
	site, engine := sampleSite(t)
	c := newContract(t, site)
	briefs, _, err := engine.Latest(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range briefs {
		id := b.ID.String()
		c.ask(t, "GET", "/articles/"+id+".json", "", "", 200)
		if i%4 == 0 { // the validator takes half a second for what is long
			c.ask(t, "GET", "/trace.json?article="+id, "", "", 200)
			c.ask(t, "GET", "/compare.json?a="+id+"&b="+briefs[(i+1)%len(briefs)].ID.String(), "", "", 200)
		}
	}
	stories, _, err := engine.Stories(t.Context(), search.LatestStories, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		c.ask(t, "GET", "/stories/"+s.ID.String()+".json", "", "", 200)
	}
	voices, _, err := engine.Voices(t.Context(), search.VoiceFilter{}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range voices {
		c.ask(t, "GET", "/speakers/"+v.ID.String()+".json", "", "", 200)
		c.ask(t, "GET", "/quotes.json?speaker="+v.ID.String(), "", "", 200)
	}
}

func TestContractOfPosts(t *testing.T) {
	site, engine := sampleSite(t)
	c := newContract(t, site)
	id := contractIDs(t, engine)["/articles/{id}"]
	huge := strings.Repeat("a", 2<<20+1)
	for _, p := range []struct {
		kind, body string
		want       int
	}{
		{"application/json", `{"text":"the ferry will not sail before the spring"}`, 200},
		{"application/json; charset=utf-8", `{"article":"` + id + `","direction":"went","min":5}`, 200},
		{"text/plain", "the ferry will not sail before the spring", 200},
		{"application/x-www-form-urlencoded", "q=the+ferry+will+not+sail", 200},
		{"application/json", `{"url":"https://nowhere.example/a"}`, 404},
		{"application/json", `{"url":"http://169.254.169.254/latest/meta-data"}`, 404},
		{"application/json", `{"text":"a","url":"b"}`, 400},
		{"application/json", `{}`, 400},
		{"application/json", `{"text":"a","role":"admin"}`, 400},
		{"application/json", `{"text":["a"]}`, 400},
		{"application/json", `{"text":"a","min":-1}`, 400},
		{"application/json", `{"text":"a","min":1e99}`, 400},
		{"application/json", `{"text":"a","direction":"up"}`, 400},
		{"application/json", `{"article":"../../etc/passwd"}`, 400},
		{"application/json", `{"text":"a"} {"text":"b"}`, 400},
		{"application/json", `{"text":"a"`, 400},
		{"application/json", `"text"`, 400},
		{"application/json", strings.Repeat("[", 100_000), 400},
		{"application/json", `{"text":"` + huge + `"}`, 413},
		{"text/plain", huge, 413},
		{"application/xml", `<text>a</text>`, 415},
		{"application/x-www-form-urlencoded", "q=%zz", 400},
	} {
		c.ask(t, "POST", "/trace.json", p.kind, p.body, p.want)
	}
}

// TestHostileParameters sends what programs of others send.
func TestHostileParameters(t *testing.T) {
	site, _ := sampleSite(t)
	for address, want := range map[string]int{
		"/articles.json?limit=1000": 200, "/articles.json?limit=1001": 400, "/articles.json?limit=99999999999999999999": 400, "/articles.json?limit=-1": 400,
		"/articles.json?limit=1e3": 400, "/articles.json?limit[]=3": 400, "/articles.json?limit=1&limit=2": 400, "/articles.json?offset=999999": 200,
		"/articles.json?cursor=nonsense": 400, "/articles.json?fields=total,articles.id": 200, "/articles.json?fields=articles.password": 400, "/articles.json?fields=": 200,
		"/articles.json?fields=total.id": 400, "/speakers.json?kind=admin": 400, "/stories.json?order='; drop table stories": 400,
		"/search.json?q=": 400, "/search.json?q=" + strings.Repeat("a", 9000): 413, "/quotes.json": 400, "/quotes.json?claim=a&text=b": 400,
		"/trace.json?q=a&min=-1": 400, "/compare.json?a=1&b=2": 400, "/nowhere.json": 404, "/articles/..%2fx.json": 404, "/articles.csv?limit=3": 400, "/articles.csv?raw=yes": 400,
	} {
		address = strings.ReplaceAll(address, " ", "%20")
		w := get(t, site, address)
		if w.Code != want {
			t.Errorf("%.60s: status %d, want %d: %s", address, w.Code, want, w.Body)
		}
		if want < 400 {
			continue
		}
		var p struct {
			Type, Title, Detail string
			Status              int
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.60s: %v, %s", address, err, w.Header().Get("Content-Type"))
		}
		if p.Status != want || p.Title == "" || p.Detail == "" || !strings.HasPrefix(p.Type, "/api#") || len(p.Detail) > 1000 {
			t.Errorf("%.60s: %+v", address, p)
		}
	}
}

// TestAccept: an address says which form it has; a header does not change that.
func TestAccept(t *testing.T) {
	site, _ := sampleSite(t)
	for _, accept := range []string{"", "*/*", "text/html", "application/xml;q=0.1", "image/png, ;;;", strings.Repeat("a/b,", 5000)} {
		r := httptest.NewRequest("GET", "http://localhost/articles.json", nil)
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("Accept %.30q: status %d, %s", accept, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

func TestETag(t *testing.T) {
	site, _ := sampleSite(t)
	first := get(t, site, "/articles.json?limit=3")
	tag := first.Header().Get("ETag")
	if len(tag) < 10 || tag == get(t, site, "/articles.json?limit=4").Header().Get("ETag") || tag == get(t, site, "/articles.json?limit=3&fields=total").Header().Get("ETag") {
		t.Errorf("tag %s does not tell answers apart", tag)
	}
	strong := strings.TrimPrefix(tag, "W/")
	if strong == tag {
		t.Errorf("tag %s is strong, though an answer may be packed", tag)
	}
	for have, want := range map[string]int{tag: 304, strong: 304, `"other", ` + tag: 304, "*": 304, `"other"`: 200, "": 200, strings.Trim(strong, `"`): 200} {
		for _, method := range []string{"GET", "HEAD"} {
			r := httptest.NewRequest(method, "http://localhost/articles.json?limit=3", nil)
			r.Header.Set("If-None-Match", have)
			w := httptest.NewRecorder()
			site.ServeHTTP(w, r)
			if w.Code != want || (want == 304) != (w.Body.Len() == 0) || w.Header().Get("ETag") != tag {
				t.Errorf("%s with %s: status %d, %d bytes, want %d", method, have, w.Code, w.Body.Len(), want)
			}
		}
	}
}

func TestFields(t *testing.T) {
	site, _ := sampleSite(t)
	var b bytes.Buffer
	if err := json.Compact(&b, get(t, site, "/articles.json?limit=2&fields=articles.outlet.name,+total").Body.Bytes()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Total    int
		Articles []map[string]map[string]string
	}
	d := json.NewDecoder(&b)
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Total == 0 || len(got.Articles) != 2 {
		t.Errorf("%+v", got)
	}
	for _, a := range got.Articles {
		if len(a) != 1 || len(a["outlet"]) != 1 || a["outlet"]["name"] == "" {
			t.Errorf("%+v", a)
		}
	}
}
