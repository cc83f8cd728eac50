// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
)

// Place is a country as the news names it: itself, its people, and the names
// of places that stand for its government.
type Place struct {
	Country string
	Demonym string // adjective: "Russian"
}

// PlaceOf returns the country that a capitalised word or name stands for, as a
// country ("Russia", "U.S."), an adjective or people ("Russian", "Russians"),
// and whether it is one.
func PlaceOf(name string) (Place, bool) {
	p, ok := placeTable().places[Key(name)]
	return p, ok
}

// Metonym returns the organization that a place name stands for when it speaks:
// "Moscow" gives the government of Russia, "the Kremlin" the presidency.
func Metonym(name string) (organization string, ok bool) {
	key := strings.TrimPrefix(Key(name), "the ")
	if org, found := metonyms[key]; found {
		return org, true
	}
	if country, found := placeTable().capitals[key]; found {
		return "Government of " + withArticle(country), true
	}
	if p, found := placeTable().places[key]; found && Key(p.Country) == key && !continents[key] {
		return "Government of " + withArticle(p.Country), true
	}
	return "", false
}

// withArticle puts "the" before countries that need it in a sentence.
func withArticle(country string) string {
	if strings.HasPrefix(country, "United ") || country == "Netherlands" || country == "Philippines" || country == "Czech Republic" {
		return "the " + country
	}
	return country
}

var continents = set(`europe africa asia`)

// IsRegion reports the name of a state or province of a country whose news
// names them often: of the United States, Canada, Australia.
func IsRegion(name string) bool { return regions()[name] }

var regions = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Split(regionNames, ",") {
		m[strings.TrimSpace(name)] = true
	}
	return m
})

const regionNames = `Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa,
Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire,
New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota,
Tennessee, Texas, Utah, Vermont, West Virginia, Wisconsin, Wyoming, Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan,
Nova Scotia, New Brunswick, Newfoundland, New South Wales, Queensland, Tasmania, Northern Territory, Western Australia, South Australia`

var metonyms = map[string]string{
	"kremlin": "Presidency of Russia", "white house": "Presidency of the United States",
	"downing street": "Government of the United Kingdom", "10 downing street": "Government of the United Kingdom",
	"no. 10": "Government of the United Kingdom", "number 10": "Government of the United Kingdom", "whitehall": "Government of the United Kingdom",
	"westminster": "Parliament of the United Kingdom", "capitol hill": "Congress of the United States",
	"pentagon": "Department of Defense of the United States", "state department": "Department of State of the United States",
	"foggy bottom": "Department of State of the United States", "elysee": "Presidency of France", "élysée": "Presidency of France",
	"quai d'orsay": "Foreign ministry of France", "holy see": "Holy See", "vatican": "Holy See",
	"brussels": "European Union", "eu": "European Union", "european union": "European Union",
	"un": "United Nations", "u.n.": "United Nations", "united nations": "United Nations", "nato": "NATO",
	"blue house": "Presidency of South Korea", "bundestag": "Parliament of Germany", "knesset": "Parliament of Israel",
	"duma": "Parliament of Russia", "smolenskaya": "Foreign ministry of Russia", "bankova": "Presidency of Ukraine",
	"interpol": "Interpol", "opec": "OPEC", "fbi": "FBI", "cia": "CIA", "imf": "International Monetary Fund",
	"who": "", "world bank": "World Bank", "federal reserve": "Federal Reserve", "fed": "Federal Reserve",
	"supreme court": "Supreme Court", "old bailey": "Central Criminal Court of the United Kingdom",
}

type places struct {
	places   map[string]Place
	capitals map[string]string
}

var placeTable = sync.OnceValue(func() places {
	t := places{map[string]Place{}, map[string]string{}}
	for _, row := range strings.Split(strings.TrimSpace(placeRows), "\n") {
		f := strings.Split(row, "|")
		p := Place{Country: f[0], Demonym: f[1]}
		for _, name := range append([]string{f[0], f[1], f[1] + "s"}, strings.Split(f[3], ",")...) {
			if name = strings.TrimSpace(name); name != "" {
				t.places[Key(name)] = p
			}
		}
		for _, capital := range strings.Split(f[2], ",") {
			if capital != "" {
				t.capitals[Key(capital)] = p.Country
			}
		}
	}
	return t
})

// Rows: country|demonym|capital, where the government sits|other names.
const placeRows = `
Afghanistan|Afghan|Kabul|
Albania|Albanian|Tirana|
Algeria|Algerian|Algiers|
Angola|Angolan|Luanda|
Argentina|Argentine|Buenos Aires|Argentinian,Argentinians
Armenia|Armenian|Yerevan|
Australia|Australian|Canberra|
Austria|Austrian|Vienna|
Azerbaijan|Azerbaijani|Baku|Azeri
Bahrain|Bahraini|Manama|
Bangladesh|Bangladeshi|Dhaka|
Belarus|Belarusian|Minsk|Byelorussian
Belgium|Belgian||
Bolivia|Bolivian|La Paz|
Bosnia|Bosnian|Sarajevo|Bosnia and Herzegovina
Brazil|Brazilian|Brasilia,Brasília|
Bulgaria|Bulgarian|Sofia|
Cambodia|Cambodian|Phnom Penh|
Cameroon|Cameroonian|Yaounde|
Canada|Canadian|Ottawa|
Chad|Chadian||
Chile|Chilean|Santiago|
China|Chinese|Beijing|Peking
Colombia|Colombian|Bogota,Bogotá|
Congo|Congolese|Kinshasa|
Costa Rica|Costa Rican||
Croatia|Croatian|Zagreb|
Cuba|Cuban|Havana|
Cyprus|Cypriot|Nicosia|
Czech Republic|Czech|Prague|Czechia
Denmark|Danish|Copenhagen|Danes,Dane
Ecuador|Ecuadorian|Quito|
Egypt|Egyptian|Cairo|
Eritrea|Eritrean|Asmara|
Estonia|Estonian|Tallinn|
Ethiopia|Ethiopian|Addis Ababa|
Finland|Finnish|Helsinki|Finns
France|French|Paris|
Georgia|Georgian|Tbilisi|
Germany|German|Berlin|
Ghana|Ghanaian|Accra|
Greece|Greek|Athens|
Guatemala|Guatemalan||
Haiti|Haitian|Port-au-Prince|
Honduras|Honduran|Tegucigalpa|
Hungary|Hungarian|Budapest|
Iceland|Icelandic|Reykjavik|
India|Indian|New Delhi,Delhi|
Indonesia|Indonesian|Jakarta|
Iran|Iranian|Tehran,Teheran|
Iraq|Iraqi|Baghdad|
Ireland|Irish|Dublin|
Israel|Israeli|Jerusalem,Tel Aviv|
Italy|Italian|Rome|
Jamaica|Jamaican|Kingston|
Japan|Japanese|Tokyo|
Jordan|Jordanian|Amman|
Kazakhstan|Kazakh|Astana|
Kenya|Kenyan|Nairobi|
Kosovo|Kosovar|Pristina|
Kuwait|Kuwaiti|Kuwait City|
Kyrgyzstan|Kyrgyz|Bishkek|
Laos|Laotian|Vientiane|
Latvia|Latvian|Riga|
Lebanon|Lebanese|Beirut|
Libya|Libyan|Tripoli|
Lithuania|Lithuanian|Vilnius|
Luxembourg|Luxembourgish||
Malaysia|Malaysian|Kuala Lumpur|
Mali|Malian|Bamako|
Malta|Maltese|Valletta|
Mexico|Mexican|Mexico City|
Moldova|Moldovan|Chisinau|
Mongolia|Mongolian|Ulaanbaatar|
Montenegro|Montenegrin|Podgorica|
Morocco|Moroccan|Rabat|
Mozambique|Mozambican|Maputo|
Myanmar|Burmese|Naypyidaw|Burma
Nepal|Nepali|Kathmandu|Nepalese
Netherlands|Dutch|The Hague|Holland
New Zealand|New Zealander|Wellington|
Nicaragua|Nicaraguan|Managua|
Niger|Nigerien|Niamey|
Nigeria|Nigerian|Abuja|
North Korea|North Korean|Pyongyang|
North Macedonia|Macedonian|Skopje|Macedonia
Norway|Norwegian|Oslo|
Oman|Omani|Muscat|
Pakistan|Pakistani|Islamabad|
Palestine|Palestinian|Ramallah|
Panama|Panamanian||
Paraguay|Paraguayan|Asuncion|
Peru|Peruvian|Lima|
Philippines|Filipino|Manila|Philippine
Poland|Polish|Warsaw|Poles
Portugal|Portuguese|Lisbon|
Qatar|Qatari|Doha|
Romania|Romanian|Bucharest|
Russia|Russian|Moscow|Russian Federation
Rwanda|Rwandan|Kigali|
Saudi Arabia|Saudi|Riyadh|
Senegal|Senegalese|Dakar|
Serbia|Serbian|Belgrade|Serb,Serbs
Singapore|Singaporean||
Slovakia|Slovak|Bratislava|
Slovenia|Slovenian|Ljubljana|Slovene
Somalia|Somali|Mogadishu|
South Africa|South African|Pretoria|
South Korea|South Korean|Seoul|
South Sudan|South Sudanese|Juba|
Spain|Spanish|Madrid|Spaniards
Sri Lanka|Sri Lankan|Colombo|
Sudan|Sudanese|Khartoum|
Sweden|Swedish|Stockholm|Swedes
Switzerland|Swiss|Bern|
Syria|Syrian|Damascus|
Taiwan|Taiwanese|Taipei|
Tajikistan|Tajik|Dushanbe|
Tanzania|Tanzanian|Dodoma|
Thailand|Thai|Bangkok|
Tunisia|Tunisian|Tunis|
Turkey|Turkish|Ankara|Turks,Türkiye,Turk
Turkmenistan|Turkmen|Ashgabat|
Uganda|Ugandan|Kampala|
Ukraine|Ukrainian|Kiev,Kyiv|
United Arab Emirates|Emirati|Abu Dhabi|UAE,U.A.E.,Emirates
United Kingdom|British|London|UK,U.K.,Britain,Great Britain,England,English,Scotland,Scottish,Wales,Welsh,Britons
United States|American|Washington|US,U.S.,USA,U.S.A.,America,United States of America
Uruguay|Uruguayan|Montevideo|
Uzbekistan|Uzbek|Tashkent|
Venezuela|Venezuelan|Caracas|
Vietnam|Vietnamese|Hanoi|
Yemen|Yemeni|Sanaa|
Zambia|Zambian|Lusaka|
Zimbabwe|Zimbabwean|Harare|
Europe|European||
Africa|African||
Asia|Asian||
`
