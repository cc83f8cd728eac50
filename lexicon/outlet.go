// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
)

// Medium says what kind of outlet a name stands for.
type Medium string

// The media.
const (
	Agency      Medium = "agency"
	Newspaper   Medium = "newspaper"
	Magazine    Medium = "magazine"
	Broadcaster Medium = "broadcaster"
	Site        Medium = "site"
)

// OutletEntry is one outlet that many articles name as the source they have
// their words from.
type OutletEntry struct {
	Name   string
	Domain string // without "www."; empty when not sure
	Medium Medium
}

// Outlet returns the outlet that is printed as name, with or without "the",
// and whether it is in the list. Names of up to four letters count only as
// printed ("RT", not "rt"), so that words are not taken for outlets.
func Outlet(name string) (OutletEntry, bool) {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "’s"), "'s")
	for _, article := range [...]string{"the ", "The ", "THE "} {
		name = strings.TrimPrefix(name, article)
	}
	key := name
	if len(name) > 4 {
		key = Key(name)
	}
	e, ok := outletTable()[key]
	return e, ok
}

// StartsOutlet reports whether the name of an outlet in the list may begin with the
// key of a word, so that most words need not be looked up.
func StartsOutlet(key string) bool { return outletStarts()[key] }

var outletStarts = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{"the": true}
	for alias := range outletTable() {
		first, _, _ := strings.Cut(Key(alias), " ")
		m[first] = true
	}
	return m
})

// LongestOutlet is the number of words in the longest name that Outlet knows,
// for callers that try runs of words.
const LongestOutlet = 5

// IsMediumWord reports whether the noun says that the name next to it is an
// outlet: "newspaper", "news agency", "television". It takes the singular or
// plural key of one word.
func IsMediumWord(key string) bool { return mediumWords[key] }

// IsPaperWord reports the medium words that make an outlet of the name before
// them: "Orta newspaper", "Orta Gazette". "Site", "network" and "agency" do not:
// most of what is called so is no medium.
func IsPaperWord(key string) bool { return paperWords[key] }

// IsPressTitle reports the last words of newspapers' names, by their key, that
// name little else: "tribune", "gazette".
func IsPressTitle(key string) bool { return pressTitles[key] }

// IsPressWord reports words that are newspapers' names as well, next to whom
// somebody told something: "told the Sun".
func IsPressWord(key string) bool { return pressWords[key] }

var pressTitles = set(`times tribune gazette herald chronicle telegraph ledger courier examiner inquirer enquirer
	dispatch argus bulletin sentinel observer journal posten zeitung blatt nachrichten kurier gazeta pravda advertiser
	intelligencer picayune news-press fm`)

var pressWords = set(`sun star mirror express globe world review record independent standard comet mercury today voice
	guardian register news press age mail post echo pilot citizen democrat republican republic banner eagle`)

// MediumOf returns the kind of outlet that a medium word ("newspaper", "station")
// tells of, and whether it tells one.
func MediumOf(key string) (Medium, bool) {
	m, ok := mediumKinds[key]
	return m, ok
}

var mediumKinds = map[string]Medium{"newspaper": Newspaper, "paper": Newspaper, "daily": Newspaper, "tabloid": Newspaper, "broadsheet": Newspaper,
	"edition": Newspaper, "gazette": Newspaper, "magazine": Magazine, "weekly": Magazine, "agency": Agency, "newswire": Agency, "wire": Agency,
	"broadcaster": Broadcaster, "channel": Broadcaster, "station": Broadcaster, "radio": Broadcaster, "television": Broadcaster, "tv": Broadcaster,
	"network": Broadcaster, "portal": Site, "website": Site, "site": Site, "blog": Site}

var paperWords = set(`newspaper daily weekly tabloid broadsheet magazine newswire broadcaster gazette tv television radio newscast podcast newsletter blog`)

var mediumWords = set(`newspaper newspapers paper papers daily weekly tabloid broadsheet magazine magazines
	agency agencies newswire wire broadcaster broadcasters channel channels television tv radio station
	network networks portal website site outlet outlets podcast blog journal gazette newscast news-agency edition publication newsletter`)

var outletTable = sync.OnceValue(func() map[string]OutletEntry {
	m := map[string]OutletEntry{}
	for _, row := range strings.Split(strings.TrimSpace(outletRows), "\n") {
		f := strings.Split(row, "|")
		e := OutletEntry{Name: f[0], Domain: f[2], Medium: Medium(f[1])}
		for _, alias := range append([]string{f[0]}, strings.Split(f[3], ",")...) {
			if alias = strings.TrimSpace(alias); alias == "" {
				continue
			}
			if len(alias) > 4 {
				alias = Key(alias)
			}
			m[alias] = e
		}
	}
	return m
})

// Rows: name|medium|domain|other names. Only names that mean nothing else;
// domains only where sure. Written from general knowledge for this project.
const outletRows = `
Reuters|agency|reuters.com|Reuters news agency,Thomson Reuters
Associated Press|agency|apnews.com|AP,The AP,A.P.
Agence France-Presse|agency|afp.com|AFP,Agence France Presse
United Press International|agency|upi.com|UPI
Bloomberg|agency|bloomberg.com|Bloomberg News
TASS|agency|tass.com|ITAR-TASS,Itar-Tass,ITAR TASS
RIA Novosti|agency|ria.ru|RIA,RIA-Novosti,Ria Novosti
Interfax|agency|interfax.ru|
Interfax-Ukraine|agency|interfax.com.ua|
Sputnik|agency||Sputnik News
Regnum|agency|regnum.ru|
Rosbalt|agency|rosbalt.ru|
Ukrinform|agency|ukrinform.net|
UNIAN|agency|unian.ua|
BelTA|agency|belta.by|Belta
Kazinform|agency||
dpa|agency|dpa.com|DPA,Deutsche Presse-Agentur
Austria Press Agency|agency|apa.at|APA
Swiss News Agency|agency||Keystone-SDA,SDA
ANSA|agency|ansa.it|Ansa
Adnkronos|agency|adnkronos.com|
EFE|agency|efe.com|Efe
Europa Press|agency|europapress.es|
Lusa|agency|lusa.pt|
Belga|agency|belga.be|
ANP|agency|anp.nl|
Ritzau|agency|ritzau.com|
NTB|agency|ntb.no|
TT news agency|agency|tt.se|
STT|agency|stt.fi|
PAP|agency|pap.pl|Polish Press Agency
CTK|agency||Czech News Agency,ČTK
TASR|agency|tasr.sk|
MTI|agency|mti.hu|
Agerpres|agency|agerpres.ro|
Tanjug|agency|tanjug.rs|
HINA|agency|hina.hr|Hina
Athens News Agency|agency|amna.gr|ANA-MPA
Anadolu|agency|aa.com.tr|Anadolu Agency,Anadolu news agency
Xinhua|agency|xinhuanet.com|Xinhua news agency,New China News Agency
Kyodo|agency|kyodonews.net|Kyodo News
Jiji Press|agency|jiji.com|Jiji
Yonhap|agency|yna.co.kr|Yonhap news agency
KCNA|agency|kcna.kp|Korean Central News Agency
Central News Agency|agency|cna.com.tw|
Press Trust of India|agency|ptinews.com|PTI
ANI|agency|aninews.in|
IANS|agency||Indo-Asian News Service
Antara|agency|antaranews.com|
Bernama|agency|bernama.com|
VNA|agency||Vietnam News Agency
IRNA|agency|irna.ir|
Fars|agency|farsnews.ir|Fars News Agency,Fars news agency
Tasnim|agency|tasnimnews.com|Tasnim news agency
ISNA|agency|isna.ir|
Mehr|agency||Mehr News Agency,Mehr news agency
SANA|agency|sana.sy|
MENA|agency||Middle East News Agency
WAM|agency|wam.ae|
Petra|agency|petra.gov.jo|Petra news agency
KUNA|agency|kuna.net.kw|
PA Media|agency||Press Association,Press Association news agency
Canadian Press|agency|thecanadianpress.com|
Australian Associated Press|agency|aap.com.au|AAP
Notimex|agency||
Telam|agency||Télam
Prensa Latina|agency|prensa-latina.cu|
PAN|agency||Pajhwok
RT|broadcaster|rt.com|Russia Today
Rossiya 24|broadcaster||Russia 24,Rossiya-24
Rossiya 1|broadcaster||Rossiya-1
NTV|broadcaster||
Dozhd|broadcaster|tvrain.tv|TV Rain,Dozhd TV
Ekho Moskvy|broadcaster|echo.msk.ru|Echo of Moscow
Moskovsky Komsomolets|newspaper|mk.ru|MK,Moskovskij Komsomolets,Moskovskiy Komsomolets
Komsomolskaya Pravda|newspaper|kp.ru|KP
Kommersant|newspaper|kommersant.ru|
Izvestia|newspaper|iz.ru|Izvestiya
Vedomosti|newspaper|vedomosti.ru|
Rossiyskaya Gazeta|newspaper|rg.ru|Rossiiskaya Gazeta
Nezavisimaya Gazeta|newspaper|ng.ru|
Novaya Gazeta|newspaper|novayagazeta.ru|
Argumenty i Fakty|newspaper|aif.ru|AiF
Meduza|site|meduza.io|
Gazeta.ru|site|gazeta.ru|
Lenta.ru|site|lenta.ru|
RBC|site|rbc.ru|RBK
Kyiv Post|newspaper|kyivpost.com|
Ukrainska Pravda|site|pravda.com.ua|
New York Times|newspaper|nytimes.com|NYT,N.Y. Times
Washington Post|newspaper|washingtonpost.com|WaPo
Wall Street Journal|newspaper|wsj.com|WSJ
USA Today|newspaper|usatoday.com|
Los Angeles Times|newspaper|latimes.com|L.A. Times,LA Times
Chicago Tribune|newspaper|chicagotribune.com|
Boston Globe|newspaper|bostonglobe.com|
Miami Herald|newspaper|miamiherald.com|
New York Daily News|newspaper|nydailynews.com|
New York Post|newspaper|nypost.com|
Washington Times|newspaper|washingtontimes.com|
Washington Examiner|newspaper|washingtonexaminer.com|
Des Moines Register|newspaper|desmoinesregister.com|
Politico|site|politico.com|POLITICO
BuzzFeed|site|buzzfeed.com|BuzzFeed News,Buzzfeed
Huffington Post|site|huffpost.com|HuffPost
Breitbart|site|breitbart.com|Breitbart News
Daily Beast|site|thedailybeast.com|
The Hill|newspaper|thehill.com|
Axios|site|axios.com|
Vox|site|vox.com|
Bellingcat|site|bellingcat.com|
The Intercept|site|theintercept.com|
Time magazine|magazine|time.com|TIME
Newsweek|magazine|newsweek.com|
The Economist|magazine|economist.com|
New Yorker|magazine|newyorker.com|
The Atlantic|magazine|theatlantic.com|
Rolling Stone|magazine|rollingstone.com|
Foreign Policy|magazine|foreignpolicy.com|Foreign Policy magazine
Forbes|magazine|forbes.com|
National Review|magazine|nationalreview.com|
CNN|broadcaster|cnn.com|
CNBC|broadcaster|cnbc.com|
MSNBC|broadcaster|msnbc.com|
Fox News|broadcaster|foxnews.com|Fox News Channel
Fox Business|broadcaster|foxbusiness.com|
ABC News|broadcaster|abcnews.go.com|
CBS News|broadcaster|cbsnews.com|CBS
NBC News|broadcaster|nbcnews.com|NBC
NPR|broadcaster|npr.org|National Public Radio
PBS|broadcaster|pbs.org|
C-SPAN|broadcaster|c-span.org|
Voice of America|broadcaster|voanews.com|VOA
Radio Free Europe|broadcaster|rferl.org|RFE/RL,Radio Free Europe/Radio Liberty,Radio Liberty
Radio Free Asia|broadcaster|rfa.org|RFA
Univision|broadcaster|univision.com|
Telemundo|broadcaster|telemundo.com|
BBC|broadcaster|bbc.co.uk|BBC News
BBC Radio 4|broadcaster|bbc.co.uk|Radio 4
Sky News|broadcaster|news.sky.com|
ITV|broadcaster|itv.com|ITV News
Channel 4 News|broadcaster|channel4.com|
The Guardian|newspaper|theguardian.com|Guardian newspaper
The Observer|newspaper|observer.co.uk|
Daily Telegraph|newspaper|telegraph.co.uk|Sunday Telegraph
Financial Times|newspaper|ft.com|FT
The Independent|newspaper|independent.co.uk|
Daily Mail|newspaper|dailymail.co.uk|Mail on Sunday
Daily Mirror|newspaper|mirror.co.uk|
The Times of London|newspaper|thetimes.co.uk|Sunday Times
Evening Standard|newspaper|standard.co.uk|
Daily Express|newspaper|express.co.uk|
Irish Times|newspaper|irishtimes.com|
RTE|broadcaster|rte.ie|RTÉ
Der Spiegel|magazine|spiegel.de|Spiegel
Die Zeit|newspaper|zeit.de|
Die Welt|newspaper|welt.de|
Bild|newspaper|bild.de|BILD,Bild-Zeitung,Bild am Sonntag
Süddeutsche Zeitung|newspaper|sueddeutsche.de|Sueddeutsche Zeitung
Frankfurter Allgemeine Zeitung|newspaper|faz.net|FAZ,Frankfurter Allgemeine
Handelsblatt|newspaper|handelsblatt.com|
Tagesspiegel|newspaper|tagesspiegel.de|
ARD|broadcaster|ard.de|
ZDF|broadcaster|zdf.de|
Deutsche Welle|broadcaster|dw.com|DW
Deutschlandfunk|broadcaster|deutschlandfunk.de|
ORF|broadcaster|orf.at|
Der Standard|newspaper|derstandard.at|
Neue Zürcher Zeitung|newspaper|nzz.ch|NZZ
Le Monde|newspaper|lemonde.fr|
Le Figaro|newspaper|lefigaro.fr|
Libération|newspaper|liberation.fr|
Mediapart|site|mediapart.fr|
France 24|broadcaster|france24.com|
Radio France Internationale|broadcaster|rfi.fr|RFI
Euronews|broadcaster|euronews.com|
Le Soir|newspaper|lesoir.be|
De Standaard|newspaper|standaard.be|
Corriere della Sera|newspaper|corriere.it|
La Repubblica|newspaper|repubblica.it|
La Stampa|newspaper|lastampa.it|
Il Sole 24 Ore|newspaper|ilsole24ore.com|
Rai|broadcaster|rai.it|RAI
El País|newspaper|elpais.com|El Pais
El Mundo|newspaper|elmundo.es|
La Vanguardia|newspaper|lavanguardia.com|
Público|newspaper||Publico
Gazeta Wyborcza|newspaper|wyborcza.pl|
Rzeczpospolita|newspaper|rp.pl|
Hurriyet|newspaper|hurriyet.com.tr|Hürriyet,Hurriyet Daily News
Milliyet|newspaper|milliyet.com.tr|
Sabah|newspaper|sabah.com.tr|Daily Sabah
Cumhuriyet|newspaper|cumhuriyet.com.tr|
Zaman|newspaper||Today's Zaman
CNN Turk|broadcaster|cnnturk.com|CNN Türk
Haaretz|newspaper|haaretz.com|Ha'aretz
Jerusalem Post|newspaper|jpost.com|
Times of Israel|site|timesofisrael.com|
Yedioth Ahronoth|newspaper||Ynet,Yediot Aharonot
Al Jazeera|broadcaster|aljazeera.com|Al-Jazeera
Al Arabiya|broadcaster|alarabiya.net|Al-Arabiya
Al Mayadeen|broadcaster|almayadeen.net|Al-Mayadeen
Al-Ahram|newspaper|ahram.org.eg|Al Ahram
Asharq Al-Awsat|newspaper|aawsat.com|Asharq al-Awsat
Al-Hayat|newspaper||
Al-Manar|broadcaster|almanar.com.lb|Al Manar
Press TV|broadcaster|presstv.ir|PressTV
Kurdistan 24|broadcaster|kurdistan24.net|
Rudaw|broadcaster|rudaw.net|
Al-Monitor|site|al-monitor.com|
Middle East Eye|site|middleeasteye.net|
Dawn|newspaper|dawn.com|
Times of India|newspaper|timesofindia.indiatimes.com|
Hindustan Times|newspaper|hindustantimes.com|
The Hindu|newspaper|thehindu.com|
NDTV|broadcaster|ndtv.com|
Global Times|newspaper|globaltimes.cn|
People's Daily|newspaper|people.cn|
China Daily|newspaper|chinadaily.com.cn|
CCTV|broadcaster|cctv.com|
CGTN|broadcaster|cgtn.com|
South China Morning Post|newspaper|scmp.com|SCMP
Caixin|magazine|caixin.com|
Asahi Shimbun|newspaper|asahi.com|Asahi
Yomiuri Shimbun|newspaper|yomiuri.co.jp|Yomiuri
Mainichi Shimbun|newspaper|mainichi.jp|Mainichi
Nikkei|newspaper|nikkei.com|
NHK|broadcaster|nhk.or.jp|
Japan Times|newspaper|japantimes.co.jp|
Chosun Ilbo|newspaper|chosun.com|
Korea Herald|newspaper|koreaherald.com|
Straits Times|newspaper|straitstimes.com|
Channel NewsAsia|broadcaster|channelnewsasia.com|
Bangkok Post|newspaper|bangkokpost.com|
Jakarta Post|newspaper|thejakartapost.com|
Sydney Morning Herald|newspaper|smh.com.au|
Australian Broadcasting Corporation|broadcaster|abc.net.au|
New Zealand Herald|newspaper|nzherald.co.nz|
Globe and Mail|newspaper|theglobeandmail.com|
Toronto Star|newspaper|thestar.com|
CBC|broadcaster|cbc.ca|CBC News
CTV|broadcaster|ctvnews.ca|CTV News
Folha de S.Paulo|newspaper|folha.uol.com.br|Folha de São Paulo,Folha
O Globo|newspaper|oglobo.globo.com|
Clarín|newspaper|clarin.com|Clarin
La Nación|newspaper|lanacion.com.ar|La Nacion
El Universal|newspaper||
Reforma|newspaper|reforma.com|
teleSUR|broadcaster|telesurtv.net|Telesur
Daily Maverick|site|dailymaverick.co.za|
Mail & Guardian|newspaper|mg.co.za|
Daily Nation|newspaper|nation.africa|
Le Temps|newspaper|letemps.ch|
Fontanka|site|fontanka.ru|
TVP|broadcaster|tvp.pl|
TVN24|broadcaster|tvn24.pl|
HaberTürk|broadcaster|haberturk.com|Haberturk
`
