// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package web_test

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"hearsay/internal/sample"
	"hearsay/web"
)

// TestScreens writes a picture of each page to the folder of -screens: light, dark and
// 320 px wide. The folder doc/screens is made by it; only the sample library is shown.
func TestScreens(t *testing.T) {
	if *screens == "" {
		t.Skip("no folder: go test ./web -run TestScreens -screens DIR")
	}
	if err := os.MkdirAll(*screens, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	handler, pages := tour(t)
	_, engine := sampleSite(t)
	drawAll(t, ctx, handler, pages)
	drawAll(t, ctx, handler, [][2]string{{"keys", "/articles"}}, "?")
	article := "/articles/" + sampleID(t, engine, "gull-treaty").String()
	public := newShared(t, engine, func(o *web.Options) { o.Public = true })
	drawAll(t, ctx, public, [][2]string{{"public-trace", "/?q=" + url.QueryEscape(sample.Query())}, {"public-article", article}})
	kept, _ := notKept(t)
	drawAll(t, ctx, web.New(kept, web.Options{}), [][2]string{{"article-not-kept", "/articles/" + sampleID(t, kept, "saltwater-interview").String()}})
	t.Run("notes", TestNotesDrawn)
	looked, gull, _, _ := checked(t)
	drawAll(t, ctx, looked, [][2]string{{"article-fact-checked", gull}})
	t.Run("accounts", TestAccountsInBrowser)
	t.Run("packets", TestReportsOpenOffline)
}

// drawAll draws pages of a site, after some keys were pressed there.
func drawAll(t *testing.T, ctx context.Context, site http.Handler, pages [][2]string, keys ...string) {
	t.Helper()
	server := httptest.NewServer(site)
	defer server.Close()
	for _, l := range looks {
		if err := l.dress(ctx); err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			do(t, ctx, "open "+p[0], chromedp.Navigate(server.URL+p[1]))
			press(t, ctx, keys...)
			draw(t, ctx, p[0], l)
		}
	}
}

// draw writes a picture of the page that is open to the folder of -screens, when there is one.
func draw(t *testing.T, ctx context.Context, name string, l look) {
	t.Helper()
	if *screens == "" {
		return
	}
	small, err := shrink(see(t, ctx, "draw "+name, chromedp.FullScreenshot(100)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := os.WriteFile(filepath.Join(*screens, name+"-"+l.name+".png"), small, 0o644); err != nil {
		t.Fatal(err)
	}
}

// screenHeight is where a long page is cut, in pixels: what follows is more of the same.
const screenHeight = 1500

// shrink cuts a picture at screenHeight and draws it in 16 colours, which is a tenth of
// its bytes: pages are ink on paper with two hues.
func shrink(picture []byte) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	area := from.Bounds()
	area.Max.Y = min(area.Max.Y, area.Min.Y+screenHeight)
	counts := map[color.RGBA]int{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			counts[color.RGBAModel.Convert(from.At(x, y)).(color.RGBA)]++
		}
	}
	colours := commonest(counts, 16)
	nearest := map[color.RGBA]uint8{}
	for c := range counts {
		nearest[c] = uint8(colours.Index(c))
	}
	to := image.NewPaletted(area, colours)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			to.SetColorIndex(x, y, nearest[color.RGBAModel.Convert(from.At(x, y)).(color.RGBA)])
		}
	}
	var out bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, to)
	return out.Bytes(), err
}

// commonest chooses n colours: the most frequent, leaving out what looks like one that
// was chosen before.
func commonest(counts map[color.RGBA]int, n int) color.Palette {
	all := make([]color.RGBA, 0, len(counts))
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var chosen color.Palette
	for _, c := range all {
		if len(chosen) < n && !slices.ContainsFunc(chosen, func(o color.Color) bool { return apart(c, o.(color.RGBA)) < 900 }) {
			chosen = append(chosen, c)
		}
	}
	return chosen
}

// apart is the square of the distance of two colours.
func apart(a, b color.RGBA) int {
	r, g, blue := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return r*r + g*g + blue*blue
}
