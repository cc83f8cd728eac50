// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc_test

import (
	"bytes"
	"testing"

	"hearsay/iptc"
)

// sound checks what holds of every document, whatever was read.
func sound(t *testing.T, body []byte) {
	docs, err := iptc.Parse(body, "")
	if err != nil {
		return
	}
	for _, d := range docs {
		page := d.Page()
		if bytes.Count(page, []byte("<!DOCTYPE html>")) < 1 || !bytes.Equal(page, d.Page()) {
			t.Fatalf("page %q", page)
		}
		if reason, held := d.Held(now); held == (reason == "") {
			t.Fatalf("held %v, %q", held, reason)
		}
		if d.Embargo.Text != "" && d.Embargo.Until.After(now) {
			if _, held := d.Held(now); !held {
				t.Fatalf("an embargo that lies ahead does not hold: %+v", d.Embargo)
			}
		}
	}
}

func FuzzNinjs(f *testing.F) {
	f.Add([]byte(`{"uri":"urn:newsml:dpa.com:1","versionCreated":"2014-03-14T10:00:00Z","headlines":[{"role":"main","value":"x"}],"bodies":[{"contentType":"text/html","value":"<p>x"}],"pubStatus":"canceled","embargoed":"2014-03-14T10:00"}`))
	f.Add([]byte(`[{"uri":"a","body_text":"x\n\ny","infosource":{"name":7}},{"bodies":{"a":[]}}]`))
	f.Fuzz(func(t *testing.T, body []byte) { sound(t, body) })
}

func FuzzNewsML(f *testing.F) {
	f.Add(fill(newsItem, "STATUS", `<embargoed>20140314T130000Z</embargoed><pubStatus qcode="stat:usable"/>`, "CONTENT", "<inlineXML><html><body><p>x</body></html></inlineXML>"))
	f.Add([]byte(`<newsMessage><itemSet><packageItem/><newsItem><contentSet><inlineData contenttype="text/html">&lt;p&gt;x</inlineData></contentSet></newsItem></itemSet></newsMessage>`))
	f.Fuzz(func(t *testing.T, body []byte) { sound(t, body) })
}

func FuzzNITF(f *testing.F) {
	f.Add(fill(nitf, "RELEASE", `<date.release norm="20140314T130000Z"/>`))
	f.Add([]byte(`<!DOCTYPE nitf [<!ENTITY a "b">]><nitf/>`))
	f.Fuzz(func(t *testing.T, body []byte) { sound(t, body) })
}
