// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
)

// Gender is what a word says of the person it is used for.
type Gender uint8

// The genders that English words tell apart. Ungendered says nothing.
const (
	Ungendered Gender = iota
	Masculine
	Feminine
)

// Honorific reports whether the key ("mr.", "sir", "mrs") stands before
// surnames, and the gender it tells.
func Honorific(key string) (Gender, bool) {
	g, ok := honorifics[strings.TrimSuffix(key, ".")]
	return g, ok
}

var honorifics = map[string]Gender{
	"mr": Masculine, "sir": Masculine, "lord": Masculine, "herr": Masculine, "monsieur": Masculine,
	"mrs": Feminine, "ms": Feminine, "miss": Feminine, "lady": Feminine, "dame": Feminine, "frau": Feminine, "madame": Feminine,
	"mx": Ungendered, "dr": Ungendered, "prof": Ungendered, "hon": Ungendered, "rev": Ungendered, "st": Ungendered,
	"mister": Masculine, "señor": Masculine, "señora": Feminine, "señorita": Feminine, "signor": Masculine, "signora": Feminine,
	"revd": Ungendered, "comrade": Ungendered, "shri": Masculine, "smt": Feminine, "haji": Masculine, "hajji": Masculine, "alhaji": Masculine,
	"madam": Feminine, "mullah": Masculine, "maulana": Masculine, "monsignor": Masculine, "viscount": Masculine, "marquess": Masculine,
	"sheikha": Feminine, "datuk": Masculine, "mzee": Masculine, "pandit": Masculine, "swami": Ungendered, "citizen": Ungendered, "mme": Feminine, "mlle": Feminine, "sra": Feminine, "pan": Masculine, "pani": Feminine, "hr": Masculine, "fru": Feminine,
	"messrs": Masculine, "baroness": Feminine, "baron": Masculine, "doña": Feminine, "maître": Ungendered,
	"h.e": Ungendered, "excellency": Ungendered, "hrh": Ungendered, "hh": Ungendered, "engr": Ungendered, "cde": Ungendered,
	"alhaja": Feminine, "hajia": Feminine, "hajiya": Feminine, "ustaz": Masculine, "maulvi": Masculine, "janab": Masculine,
	"hojatoleslam": Masculine, "dato": Masculine, "datin": Feminine, "encik": Masculine, "puan": Feminine, "bapak": Masculine, "kyai": Masculine,
}

// Role returns the plain form of a word that names an office or occupation
// ("Sen." gives "senator", "FM" gives "foreign minister"), and whether it is
// one. It takes the word as printed: abbreviations of up to three capitals
// count only in capitals.
func Role(word string) (string, bool) {
	if plain, ok := roleAbbreviations[strings.TrimSuffix(word, ".")]; ok {
		return plain, true
	}
	key := strings.TrimSuffix(Key(word), ".")
	if plain, ok := roleAbbreviations[key]; ok && len(key) > 3 {
		return plain, true
	}
	if roleTable()[key] || isManWord(key) {
		return key, true
	}
	for _, suffix := range [...]string{"-elect", "-designate", "-in-chief", "-general", "-superior"} {
		if stem, cut := strings.CutSuffix(key, suffix); cut && roleTable()[stem] {
			return key, true
		}
	}
	return "", false
}

// isManWord reports occupations by their ending: "groundsman", "newswoman".
func isManWord(key string) bool {
	if len(key) < 7 || nationMen[key] {
		return false
	}
	return strings.HasSuffix(key, "sman") || strings.HasSuffix(key, "swoman") || strings.HasSuffix(key, "person") && key != "person"
}

var nationMen = set(`talisman ottoman englishman frenchman irishman scotsman welshman dutchman`)

// RoleGender returns the gender that a role word tells: "spokeswoman" is
// feminine, "king" masculine, most tell nothing.
func RoleGender(key string) Gender {
	switch {
	case strings.HasSuffix(key, "woman") || feminineRoles[key]:
		return Feminine
	case strings.HasSuffix(key, "man") && key != "human" && key != "woman" || masculineRoles[key]:
		return Masculine
	}
	return Ungendered
}

var feminineRoles = set(`queen princess duchess actress mother sister daughter wife widow aunt niece girl grandmother
	businesswoman congresswoman stewardess waitress heroine nun empress goddess landlady ballerina policewoman girlfriend`)

var masculineRoles = set(`king prince duke actor father brother son husband widower uncle nephew boy grandfather
	businessman congressman steward waiter hero monk priest emperor pope landlord policeman boyfriend`)

var roleAbbreviations = map[string]string{
	"CM": "chief minister", "DG": "director general", "FM": "foreign minister", "PM": "prime minister", "SG": "secretary general", "AG": "attorney general",
	"DA": "district attorney", "MP": "member of parliament", "MEP": "member of parliament", "MK": "",
	"CEO": "chief executive", "CFO": "chief financial officer", "COO": "chief operating officer", "CTO": "chief technology officer",
	"VP": "vice president", "POTUS": "president", "NSA": "national security adviser",
	"Sen": "senator", "Sens": "senator", "Rep": "representative", "Reps": "representative", "Gov": "governor", "Govs": "governor",
	"Gen": "general", "Col": "colonel", "Lt": "lieutenant", "Capt": "captain", "Maj": "major", "Sgt": "sergeant", "Cpl": "corporal",
	"Adm": "admiral", "Cmdr": "commander", "Pres": "president", "Amb": "ambassador", "Supt": "superintendent", "Insp": "inspector",
	"Det": "detective", "Pvt": "private", "Brig": "brigadier", "Prof": "professor", "Atty": "attorney", "Rev": "reverend", "Fr": "father",
	"Dep": "deputy", "Cllr": "councillor", "Cr": "councillor", "Clr": "councillor", "Coun": "councillor", "WPC": "constable", "Engr": "engineer",
	"Msgr": "priest", "Bro": "monk", "Cdr": "commander", "Cpt": "captain", "Ens": "officer", "LCpl": "corporal", "Ldr": "leader", "Cllrs": "councillor", "Ald": "alderman", "DCI": "inspector", "PC": "constable", "Const": "constable", "DefMin": "defence minister", "ForMin": "foreign minister", "FinMin": "finance minister",
}

var roleTable = sync.OnceValue(func() map[string]bool {
	m := set(roleWords)
	delete(m, "")
	return m
})

// Offices and occupations that stand before or behind a name, or alone for the
// person: "the minister said".
const roleWords = `
president premier chancellor minister secretary under-secretary undersecretary prime-minister vice-president king queen prince princess emperor
empress sultan emir sheikh sheik shah duke duchess count baron baroness pope cardinal archbishop bishop priest pastor
reverend rabbi imam mufti ayatollah patriarch monk nun lama senator representative congressman congresswoman
congressperson lawmaker legislator parliamentarian deputy delegate assemblyman assemblywoman councillor councilor
councilman councilwoman alderman mayor governor lieutenant-governor commissioner administrator ombudsman ambassador
envoy consul diplomat attache spokesman spokeswoman spokesperson speaker whip leader co-leader chairman chairwoman
chairperson chair co-chair director co-director head chief boss ceo executive manager supervisor superintendent
coordinator organizer organiser founder co-founder owner co-owner publisher editor reporter correspondent journalist
columnist commentator anchor presenter host blogger author writer novelist poet playwright critic historian scholar
professor lecturer researcher scientist physicist chemist biologist geologist economist sociologist psychologist
psychiatrist philosopher analyst strategist pollster consultant adviser advisor aide assistant official officer
general colonel major captain lieutenant sergeant corporal private admiral commander commodore brigadier marshal
inspector detective constable sheriff trooper policeman policewoman guard warden investigator prosecutor attorney
lawyer solicitor barrister counsel judge justice magistrate juror clerk registrar auditor accountant treasurer banker broker
trader investor financier entrepreneur businessman businesswoman industrialist tycoon billionaire millionaire
doctor surgeon physician nurse paramedic dentist veterinarian midwife pharmacist therapist engineer architect
designer developer programmer technician mechanic electrician plumber carpenter builder contractor farmer fisherman
rancher miner worker driver pilot sailor skipper captain firefighter fireman coach trainer player footballer
striker goalkeeper midfielder defender quarterback pitcher cyclist boxer athlete champion referee umpire actor
actress singer musician rapper composer conductor pianist guitarist drummer dancer artist painter sculptor
photographer filmmaker director producer screenwriter comedian star celebrity model chef cook baker waiter waitress
teacher principal headmaster headmistress headteacher dean rector provost student pupil graduate candidate nominee
contender challenger rival front-runner frontrunner incumbent winner loser activist campaigner protester dissident
volunteer advocate lobbyist fundraiser donor supporter critic opponent ally member veteran soldier fighter rebel
militant warlord gunman suspect defendant plaintiff victim survivor witness resident neighbour neighbor tenant
landlord landowner villager local passenger commuter motorist customer shopper voter mother father son daughter
brother sister husband wife widow widower uncle aunt cousin grandmother grandfather grandson granddaughter niece
nephew friend girlfriend boyfriend fiance fiancee partner colleague classmate roommate teammate co-worker
businessperson curator archaeologist librarian archivist astronaut astronomer meteorologist forecaster
epidemiologist virologist oceanographer seismologist harbourmaster stationmaster postmaster ranger gamekeeper
negotiator mediator rapporteur convener convenor secretary-general president-elect trustee regent
harbour-master archdeacon abbot abbess attaché countess otunba master shopkeeper publican innkeeper butcher grocer tailor weaver beekeeper vicar deacon
`

// IsAnonymous reports whether the noun, singular or plural, stands for people
// whom a text leaves without a name on purpose: "officials", "a source".
func IsAnonymous(key string) bool {
	return anonymous[key] || anonymous[strings.TrimSuffix(key, "s")]
}

var anonymous = set(`source official insider aide expert analyst observer critic witness eyewitness bystander
	resident local villager neighbour neighbor diplomat lawmaker investigator prosecutor researcher scientist
	activist supporter opponent adviser advisor employee worker staffer people person man woman some many
	others police authorities economist doctor lawyer soldier officer expert person spokesman spokeswoman
	spokesperson voter student teacher protester reporter journalist commentator trader strategist operative
	pundit experts passenger passer-by onlooker veteran politician minister senator attorney campaigner farmer
	fisherman republican democrat conservative liberal socialist independent businessman businesswoman user commenter reader viewer customer shopper passers-by friend relative colleague`)

// IsOrganizationWord reports whether the noun heads the name or description of
// an organization: "ministry", "committee", "Inc".
func IsOrganizationWord(key string) bool { return organizations[strings.TrimSuffix(key, ".")] }

var organizations = set(`ministry department government administration cabinet parliament congress senate house
	assembly council committee commission commissariat court tribunal bureau office agency authority police force
	army navy military fleet guard corps command party coalition alliance union federation confederation
	association society club institute institution university college school academy centre center centres centers foundation
	fund trust bank company corporation firm group holding airline railway railways operator manufacturer
	maker retailer insurer lender brewer carmaker chipmaker utility startup conglomerate subsidiary supplier supermarket chain hospital clinic laboratory observatory museum gallery theatre theater church
	diocese synod embassy consulate mission delegation campaign movement organization organisation network
	league board panel team task-force inc corp co ltd llc plc gmbh ag service services secretariat
	presidency chancellery palace treasury headquarters regulator watchdog ombudsman think-tank thinktank
	charity newspaper magazine broadcaster station channel publisher outlet studio industries
	partners brothers sons associates hotel brewery dairy farm mine port harbour airport coastguard
	coast-guard brigade battalion regiment militia prosecutor's prosecution jury tribunal county city council
	district municipality state nations federation republic kingdom trades chamber exchange inspectorate`)
