// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// unseenFocus says what is wrong with where the focus is: nothing has it, it has no outline, or
// it is out of the window. "" when a person sees it.
const unseenFocus = `(() => {
	const at = document.activeElement;
	if (!at || at === document.body) return "nothing has the focus";
	const e = at.matches(".place") && at.nextElementSibling || at; // a place is empty: what follows it has the outline
	const s = getComputedStyle(e), r = e.getBoundingClientRect(), name = e.outerHTML.slice(0, 120);
	if (!at.matches(":focus-visible") || s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 1) return "no outline on " + name;
	if (r.bottom < 1 || r.top > innerHeight - 1 || r.right < 1 || r.left > innerWidth - 1) return "out of the window: " + name;
	return "";
})()`

// keys presses keys as a person does, and holds that the focus can be seen behind each.
func (v *visit) keys(t *testing.T, keys ...string) {
	t.Helper()
	for _, k := range keys {
		press(t, v, k)
		wrong := see(t, v, "look for the focus", chromedp.Evaluate[string](unseenFocus))
		for range 20 { // the window may still be on its way there
			if wrong == "" {
				break
			}
			time.Sleep(50 * time.Millisecond)
			wrong = see(t, v, "look again", chromedp.Evaluate[string](unseenFocus))
		}
		if wrong != "" {
			t.Errorf("after %q: %s", k, wrong)
		}
	}
}

// tabTo goes on with Tab until the focus is on something; the focus can be seen at each stop.
func (v *visit) tabTo(t *testing.T, selector string) {
	t.Helper()
	const most = 150
	for range most {
		v.keys(t, kb.Tab)
		if see(t, v, "look what has the focus", chromedp.Evaluate[bool](`document.activeElement.matches("`+strings.ReplaceAll(selector, `"`, `\"`)+`")`)) {
			return
		}
	}
	t.Fatalf("no %s within %d stops", selector, most)
}

// leads presses keys that open another page, and waits for it.
func (v *visit) leads(t *testing.T, to string, keys ...string) {
	t.Helper()
	press(t, v, keys...)
	do(t, v, "wait for "+to, chromedp.WaitVisible(chromedp.CSS(to)))
}

// goes presses g and the key of a page, and waits until it is there with its script.
func (v *visit) goes(t *testing.T, key, path string) {
	t.Helper()
	press(t, v, "g", key)
	arrive(t, v, path)
}

// TestKeyboardOnly does the five headline tasks with keys alone, one after the other, and sees the
// focus at each step: trace a text, read where an article's words stand elsewhere and why, compare
// two articles, follow a story, set the wordings of a quotation beside each other.
func TestKeyboardOnly(t *testing.T) {
	walks(t)
	handler, _ := sampleSite(t)
	v := newVisit(t, handler)
	if err := looks[0].dress(v); err != nil {
		t.Fatal(err)
	}
	v.open(t, "/", "#q")
	for _, task := range []struct {
		name string
		do   func(t *testing.T)
	}{
		{"trace", func(t *testing.T) {
			v.tabTo(t, "#ask button.main") // the box has the focus
			v.leads(t, "ol.matches", kb.Enter)
			v.keys(t, "j", "j", "k", "w")
			if !see(t, v, "look for the reasons", chromedp.Evaluate[bool](`document.activeElement.closest("details.why").open`)) {
				t.Error("w opens no reasons")
			}
			v.keys(t, kb.Escape)
		}},
		{"article", func(t *testing.T) {
			v.leads(t, ".reader mark", "o")
			v.keys(t, "n", "n", "p", "w")
			if !see(t, v, "look for the reasons", chromedp.Evaluate[bool](`document.activeElement.parentElement.open`)) {
				t.Error("w opens no reasons")
			}
			v.keys(t, kb.Enter)
		}},
		{"compare", func(t *testing.T) {
			v.goes(t, "a", "/articles")
			v.keys(t, "j", "x", "j", "x")
			v.leads(t, ".compare", "c")
			v.keys(t, "n", "n", "p")
		}},
		{"story", func(t *testing.T) {
			v.goes(t, "s", "/stories")
			v.keys(t, "j")
			v.leads(t, `[data-view="plot"]`, "o")
			v.keys(t, "t", "t")
			v.tabTo(t, `[data-view="plot"] svg a`)
			v.leads(t, ".reader", kb.Enter)
		}},
		{"quotation", func(t *testing.T) {
			v.goes(t, "q", "/quotes")
			v.tabTo(t, "#speaker")
			v.leads(t, "a.quiet", "Anselm Dorrick", kb.Enter)
			v.tabTo(t, `a.quiet`)
			v.leads(t, "#h-wordings", kb.Enter)
			v.tabTo(t, `main a[href^="/quotes"]`)
		}},
	} {
		if !t.Run(task.name, task.do) {
			t.FailNow()
		}
	}
}
