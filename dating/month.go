// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package dating

import "strings"

// Month returns 1 to 12 for the name of a month, full or shortened, in the languages
// that dates are read in, and 0 for any other word.
func Month(word string) int { return monthNumber(word) }

// monthNumber returns 1 to 12 for the name of a month, full or shortened, in the
// languages below, and 0 for any other word.
func monthNumber(word string) int {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	if n, ok := monthWords[word]; ok {
		return n
	}
	return 0
}

var monthWords = indexMonths(
	"jan january januar januari janvier janv enero ene gennaio gen janeiro января январь янв січня січень sty stycznia styczeń ocak oca leden ledna ianuarie január tammikuuta tammikuu jänner jän ιανουαρίου",
	"feb february februar februari février fevrier fév févr febrero febbraio fevereiro fev февраля февраль фев лютого лютий lut lutego luty şubat şub únor února februarie február helmikuuta helmikuu feber φεβρουαρίου",
	"mar march märz maerz mär mrz mars marzo março marco maart mrt марта март мар березня березень marca marzec mart březen března martie március maaliskuuta maaliskuu μαρτίου",
	"apr april avril avr abril abr aprile апреля апрель апр квітня квітень kwi kwietnia kwiecień nisan nis duben dubna aprilie április huhtikuuta huhtikuu απριλίου",
	"may mai mayo maggio mag maio mei мая май травня травень maj maja mayıs květen května május toukokuuta toukokuu μαΐου",
	"jun june juni juin junio giugno giu junho июня июнь июн червня червень cze czerwca czerwiec haziran haz červen června iunie június kesäkuuta kesäkuu ιουνίου",
	"jul july juli juillet juil julio luglio lug julho июля июль июл липня липень lip lipca lipiec temmuz tem červenec července iulie július heinäkuuta heinäkuu ιουλίου",
	"aug august août aout agosto ago augustus августа август авг серпня серпень sie sierpnia sierpień ağustos ağu srpen srpna augusztus elokuuta elokuu augusti αυγούστου",
	"sep sept september septembre septiembre setiembre settembre set setembro сентября сентябрь сен сент вересня вересень wrz września wrzesień eylül eyl září septembrie szeptember syyskuuta syyskuu σεπτεμβρίου",
	"oct october oktober okt octobre octubre ottobre ott outubro out октября октябрь окт жовтня жовтень paź października październik ekim eki říjen října octombrie október lokakuuta lokakuu οκτωβρίου",
	"nov november novembre noviembre novembro ноября ноябрь ноя листопада листопад lis listopada listopad kasım kas noiembrie marraskuuta marraskuu νοεμβρίου",
	"dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro декабря декабрь дек грудня грудень gru grudnia grudzień aralık ara prosinec prosince decembrie joulukuuta joulukuu des desember δεκεμβρίου",
)

func indexMonths(months ...string) map[string]int {
	index := map[string]int{}
	for i, words := range months {
		for w := range strings.FieldsSeq(words) {
			index[w] = i + 1
		}
	}
	return index
}
