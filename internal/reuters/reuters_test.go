// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package reuters_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/internal/reuters"
)

func TestItems(t *testing.T) {
	const file = `<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="NO" LEWISSPLIT="TRAIN" OLDID="1" NEWID="7">
<DATE>11-MAR-1987 18:04:17.59</DATE>
<TEXT>&#2;
<TITLE>SKERRA TO COUNT HERRING</TITLE>
<DATELINE>    ORRIN, March 11 - </DATELINE><BODY>Skerra said it would
count &lt;herring> again.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS OLDID="2" NEWID="8"><DATE>26-FEB-1987</DATE><TEXT TYPE="UNPROC">
QT8902/1
</TEXT></REUTERS>
<REUTERS OLDID="3">no id</REUTERS>
<REUTERS NEWID="9">never closed`
	var got []string
	for item, err := range reuters.Items([]byte(file)) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		date := ""
		if !item.Date.IsZero() {
			date = item.Date.Format("2006-01-02T15:04:05.00")
		}
		got = append(got, item.ID+"|"+date+"|"+item.Title+"|"+item.Dateline+"|"+item.Body)
	}
	want := []string{
		"7|1987-03-11T18:04:17.59|SKERRA TO COUNT HERRING|ORRIN, March 11 -|Skerra said it would\ncount <herring> again.\n Reuter",
		"8||||QT8902/1",
		"invalid: an item without NEWID",
		"damaged: the last item is not closed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
