// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote_test

import (
	"strings"
	"testing"

	"hearsay"
	"hearsay/quote"
)

// TestCutOff reads sentences that end after each of their words, as teasers and
// truncated captures do. The rules look ahead; none may look past the end.
func TestCutOff(t *testing.T) {
	for _, sentence := range []string{
		`The paper cited the minister who had been asked about it, a person familiar with the matter, said Lee.`,
		`It will rain, according to the minister who spoke to the Gull in Orta (which the port denied), and Lee said.`,
		`“We know,” said Lee, the head of the port, who told the Gull that “it is so,” adding that the rain – which had not stopped – would.`,
		`He said, citing the minister who was quoted as saying by VelTV, that the ferry had not been hit; that is what Ms. Lee of the port told him.`,
		`Asked whether it was so, the spokesman of the ministry for the harbour, which was founded in 1902, replied that he did not know who`,
		`The Gull reported on Monday, quoting two people who asked not to be named, that the talks, which began in May, had failed.`,
		`Das sei so, sagte der Minister, der gefragt worden war, der Zeitung, die ihn „gut“ nannte, laut Behörde.`,
		`« C'est ainsi », a déclaré le ministre, qui parlait à Orta, selon l'agence, dont le chef a dit que oui.`,
	} {
		words := strings.Fields(sentence)
		for n := 1; n <= len(words); n++ {
			for _, before := range []string{"", "It rained. "} {
				text := before + strings.Join(words[:n], " ")
				for _, text := range []string{text, strings.TrimRight(text, ".,;–”»")} {
					a := hearsay.Article{Text: text, Words: n, Blocks: []hearsay.Block{{Kind: hearsay.Paragraph, Span: hearsay.Span{End: len(text)}}}}
					checkQuotations(t, &a, quote.Find(&a))
				}
			}
		}
	}
}
