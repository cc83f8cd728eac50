// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package iptc_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"hearsay/internal/fixture"
	"hearsay/iptc"
)

// TestNewsInJSON reads all examples of the IPTC: provider, date, headline and the first words
// of what is read, or why nothing is.
func TestNewsInJSON(t *testing.T) {
	t.Parallel()
	files := fixture.Formats(t, "newsinjson/examples/")
	want := map[string]string{}
	for line := range strings.Lines(examples) {
		if name, rest, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			want[name] = rest
		}
	}
	for name, body := range files {
		if ext := path.Ext(name); ext != ".json" && ext != ".xml" {
			continue
		}
		if got := reading(body); got != want[name] {
			t.Errorf("%s: %s\nwant %s", name, got, want[name])
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("%s is not there", name)
	}
}

func reading(body []byte) string {
	docs, err := iptc.Parse(body, "")
	if err != nil {
		return err.Error()
	}
	d := docs[0]
	if why := d.Empty(); why != "" {
		return why
	}
	return fmt.Sprintf("%s | %s | %.40s | %.30q", d.Provider, d.Date(), d.Headline, d.HTML+d.Text)
}

const examples = `
1.4/businesswire-newsml-20130515006361.json:  | 2013-05-16T04:01:00Z | Dell Redefines Workstation Computing Bou | "\n                    <a rel=\"n"
1.4/businesswire-newsml-20130605006126.json:  | 2013-06-05T21:00:00Z | Cambrios被Gartner評選為「最酷供應商」 | "\n      (美國商業資訊)--為透明及軟性導體市場提供銀"
1.4/businesswire-newsml-20130612006110.json:  | 2013-06-12T15:29:00Z | APP发布“2020 可持续发展路线图”第三次工作进展报告，并将继续落实森林保护 | "\n      亚洲浆纸业有限公司（Asia Pulp & P"
1.4/businesswire-newsml-20130731006140.json:  | 2013-07-31T15:32:00Z | Lunch Taking a Toll? Let Applebee’s® Ind | "\n      With more Applebee’s<su"
1.4/ninjs-1-4-examples.json: no text in it (ninjs)
1.4/ninjsExComplex1.json:  | 2013-07-09T10:37:00Z | Captain of wrecked cruise ship on trial  | "<p>GROSSETO, Italy (AP) -- The"
1.4/ninjsExComplex2.json:  | 2013-07-09T10:39:00Z | Captain of wrecked cruise ship on trial  | "<p>GROSSETO, Italy (AP) -- The"
1.4/ninjsExMediumText1.json:  | 2013-07-09T10:37:00Z | Captain of wrecked cruise ship on trial  | "<p>GROSSETO, Italy (AP) -- The"
1.4/ninjsExSimplePhoto1.json: no article but of kind "picture" (ninjs)
1.4/ninjsExSimpleText1.json:  | 2013-07-09T10:37:00Z | Captain of wrecked cruise ship on trial  | "<p>GROSSETO, Italy (AP) -- The"
2.1/SIPA_image_2.json: no article but of kind "picture" (ninjs)
2.1/ap_audio.json: no article but of kind "audio" (ninjs)
2.1/ap_image.json: no article but of kind "picture" (ninjs)
2.1/ap_video.json: no article but of kind "video" (ninjs)
2.1/businesswire-newsml-20130605006126.json:  | 2013-06-05T21:00:00Z | Cambrios被Gartner評選為「最酷供應商」 | "\n      (美國商業資訊)--為透明及軟性導體市場提供銀"
2.1/businesswire-newsml-20130731006140.json:  | 2013-07-31T15:32:00Z | Lunch Taking a Toll? Let Applebee’s® Ind | "With more Applebee’s<sup >®</s"
2.1/dpa_text.json: dpa | 2019-05-10T16:02:28+02:00 | Faktencheck Derby-Elfmeter: Hat Schiedsr | "<section class=\"main\"><p>Für L"
2.1/imageEncodedRights.json: no article but of kind "picture" (ninjs)
2.1/imageLinkedRights.json: no article but of kind "picture" (ninjs)
2.1/ninjsExSimpleText_2.json:  | 2013-07-09T10:37:00Z | Captain of wrecked cruise ship on trial  | "<body><p>GROSSETO, Italy (AP) "
2.1/ntb_text.json: NTB | 2019-08-09T09:46:53Z | Google har kjøpt giganttomt i Skien | "IT-giganten Google har kjøpt e"
2.1/schema-extension/extension-example.json: TT | 2021-05-26T13:40:18+02:00 | Militärövning i jätteformat hålls 2023 | "<html><head><title>Militärövni"
2.1/schema-extension/extension-schema.json: read news item: invalid: no ninjs
2.1/tt_text_image_2.json: TT | 2021-05-26T13:40:18+02:00 | Militärövning i jätteformat hålls 2023 | "<html><head><title>Militärövni"
3.0/20231004-UEFA-ChampionLeague.json: no article but of kind "event" (ninjs)
3.0/20231005-65-addb-event.json: no article but of kind "event" (ninjs)
3.0/20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf.json:  | 2023-10-08T02:34:03+02:00 | Anti-doping measures at the 'Tour Down U | "The initiatives are being impl"
3.0/20231016-addb-example-press-conference.json: no article but of kind "event" (ninjs)
3.0/SIPA_image_3.json: no article but of kind "picture" (ninjs)
3.0/ap_audio.json: no article but of kind "audio" (ninjs)
3.0/ap_image.json: no article but of kind "picture" (ninjs)
3.0/ap_video.json: no article but of kind "video" (ninjs)
3.0/businesswire-newsml-20130605006126.json:  | 2013-06-05T21:00:00Z | Cambrios被Gartner評選為「最酷供應商」 | "\n      (美國商業資訊)--為透明及軟性導體市場提供銀"
3.0/businesswire-newsml-20130731006140.json:  | 2013-07-31T15:32:00Z | Lunch Taking a Toll? Let Applebee’s® Ind | "With more Applebee’s<sup >®</s"
3.0/collection/20231016-event-timeline-sample.json: no article but of kind "event" (ninjs)
3.0/dpa_text.json: dpa | 2019-05-10T16:02:28+02:00 | Faktencheck Derby-Elfmeter: Hat Schiedsr | "<section class=\"main\"><p>Für L"
3.0/imageEncodedRights.json: no article but of kind "picture" (ninjs)
3.0/imageLinkedRights.json: no article but of kind "picture" (ninjs)
3.0/ninjsExSimpleText_3.json:  | 2013-07-09T10:37:00Z | Captain of wrecked cruise ship on trial  | "<body><p>GROSSETO, Italy (AP) "
3.0/ntb_text.json: NTB | 2019-08-09T09:46:53Z | Google har kjøpt giganttomt i Skien | "IT-giganten Google har kjøpt e"
3.0/simpleEvent.json: no article but of kind "event" (ninjs)
3.0/tt_event_pressconference_3.0.json: no article but of kind "event" (ninjs)
3.0/tt_text_image_3.json: TT | 2021-05-26T13:40:18+02:00 | Militärövning i jätteformat hålls 2023 | "<html><head><title>Militärövni"
NewsML/businesswire-newsml-20130515006361.xml: read news item: invalid: NewsML 1, the format before NewsML-G2, is not read; ask the agency for NewsML-G2, NITF or ninjs
NewsML/businesswire-newsml-20130605006126.xml: read news item: invalid: NewsML 1, the format before NewsML-G2, is not read; ask the agency for NewsML-G2, NITF or ninjs
NewsML/businesswire-newsml-20130612006110.xml: read news item: invalid: NewsML 1, the format before NewsML-G2, is not read; ask the agency for NewsML-G2, NITF or ninjs
NewsML/businesswire-newsml-20130731006140.xml: read news item: invalid: NewsML 1, the format before NewsML-G2, is not read; ask the agency for NewsML-G2, NITF or ninjs
`
