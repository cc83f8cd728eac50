// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import "strings"

// IsPersonNoun reports whether the noun, singular, stands for a human being:
// offices and occupations, kin, "man", "mum", "pensioner". It takes a key.
func IsPersonNoun(key string) bool {
	if _, role := Role(key); role || persons[key] {
		return true
	}
	if anonymous[key] && !pluralPersons[key] {
		return true
	}
	_, last, compound := cutLast(key, '-')
	return compound && IsPersonNoun(last) || isAgentNoun(key) || isRankedRole(key)
}

// isRankedRole knows "superdelegate", "cofounder", "stepbrother" by what follows
// the prefix.
func isRankedRole(key string) bool {
	for _, prefix := range [...]string{"super", "co", "vice", "ex", "arch", "sub", "under", "step", "grand", "great"} {
		if stem, cut := strings.CutPrefix(key, prefix); cut && len(stem) > 5 && (roleTable()[stem] || persons[stem]) {
			return true
		}
	}
	return false
}

// IsPeopleNoun reports whether the noun stands for several human beings:
// "ministers", "people", "folk".
func IsPeopleNoun(key string) bool {
	if pluralPersons[key] {
		return true
	}
	for _, ending := range [...][2]string{{"ies", "y"}, {"wives", "wife"}, {"men", "man"}, {"s", ""}} {
		if stem, cut := strings.CutSuffix(key, ending[0]); cut && IsPersonNoun(stem+ending[1]) {
			return true
		}
	}
	return false
}

// PersonGender returns the gender that a noun for a person tells.
func PersonGender(key string) Gender {
	switch {
	case personGenders[key] != Ungendered:
		return personGenders[key]
	case strings.HasSuffix(key, "-man"):
		return Masculine
	}
	return RoleGender(key)
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// isAgentNoun knows occupations that no list has by their endings.
func isAgentNoun(key string) bool {
	if len(key) < 7 || notPersons[key] {
		return false
	}
	for _, ending := range [...]string{"ologist", "ographer", "ician", "keeper", "maker", "worker", "monger", "wright", "holder", "woman", "seeker", "goer", "eer"} {
		if strings.HasSuffix(key, ending) {
			return true
		}
	}
	return false
}

var notPersons = set(`pacemaker placeholder stakeholder bookmaker carmaker chipmaker drugmaker automaker planemaker steelmaker career
	freezer`)

var persons = set(`man woman person boy girl child kid baby teenager teen youth youngster adult pensioner gentleman lady guy bloke lad lass
	chap fella fellow dude hubby missus cox buddy pal mate mum mom dad mummy daddy grandma grandpa granny gran nan grandparent parent sibling
	twin stepson stepdaughter stepfather stepmother son-in-law daughter-in-law brother-in-law sister-in-law
	father-in-law mother-in-law great-aunt spouse bride groom bridegroom heir heiress orphan godfather godmother
	caller driver deckhand bystander homeowner householder jeweller jeweler clergyman churchgoer parishioner counsellor counselor
	apprentice trainee intern recruit cadet officer-in-charge chief-of-staff captain skipper deckhand foreman forewoman boss
	employer employee colleague predecessor successor counterpart deputy understudy sidekick spokesperson rep agent housewife househusband canon
	favourite favorite legend great icon ace veteran figurehead maestro impresario novice guru scholar laureate genius poet bard bandmate co-star bandleader frontman hunk stunner playboy socialite
	winger full-back midfielder fullback wingback scorer sprinter swimmer skier golfer jockey rower climber fielder batsman
	bowler wicketkeeper sportsman sportswoman racer marathoner runner jogger rider trainer headteacher cleric preacher missionary
	pilgrim refugee migrant immigrant asylum-seeker expatriate foreigner stranger tourist visitor guest traveller traveler hitchhiker
	thief robber burglar killer murderer hijacker kidnapper pirate smuggler dealer gangster mobster inmate prisoner convict
	detainee hostage fugitive arsonist shooter attacker assailant bomber stabber stalker vandal hooligan
	informant whistleblower whistle-blower tipster leaker blogger vlogger influencer youtuber streamer gamer hacker
	coder stewardess concierge bellboy valet butler maid nanny babysitter cleaner janitor caretaker gardener handyman
	locksmith blacksmith goldsmith cobbler potter upholsterer joiner mason roofer glazier welder fitter machinist operator-in-chief
	docker stevedore porter courier postman postwoman milkman binman dustman deliveryman cabbie cabdriver trucker lorry-driver
	chauffeur motorcyclist biker pedestrian rambler hiker birdwatcher hunter angler trapper forester lumberjack shepherd
	herder herdsman ploughman smallholder peasant settler colonist nomad
	undertaker gravedigger coroner pathologist psychic fortune-teller astrologer
	linguist interpreter translator lexicographer philologist anthropologist ethnologist mathematician statistician
	demographer geographer cartographer hydrologist botanist zoologist ecologist naturalist conservationist environmentalist
	paleontologist palaeontologist pharmacologist neurologist cardiologist oncologist radiologist surgeon-general
	vet midwife carer caregiver counsellor patient sufferer donor blood-donor survivor
	humorist satirist cartoonist illustrator animator choreographer conductor violinist cellist drummer bassist vocalist
	songwriter lyricist soprano tenor baritone rapper dj showrunner newsreader newscaster
	politician statesman stateswoman leftist rightist nationalist separatist loyalist royalist republican democrat socialist
	communist anarchist feminist pacifist abolitionist reformer revolutionary insurgent jihadist extremist radical moderate centrist
	backbencher frontbencher parliamentary-secretary whip minister-president councilmember congressmember supervisor
	bureaucrat mandarin apparatchik functionary civil-servant envoy-designate emissary interlocutor go-between
	liquidator receiver administrator bailiff notary conveyancer paralegal litigant claimant complainant appellant respondent
	petitioner juror foreperson accuser defender litigator jurist
	stockbroker shareholder stockholder investor bondholder saver borrower taxpayer ratepayer landlady lodger squatter buyer seller vendor
	purchaser bidder auctioneer antiquarian collector restaurateur hotelier brewer distiller vintner winemaker barista bartender
	barman barmaid sommelier caterer butcher fishmonger greengrocer newsagent florist hairdresser barber stylist beautician
	masseur tattooist seamstress dressmaker milliner cutler gunsmith tanner
	seventh-grader ten-year-old newcomer veteran old-timer elder youngster volunteer helper organiser co-organizer
	adventurer explorer mountaineer astronaut cosmonaut aviator co-pilot navigator bosun mate-in-chief seaman mariner
	yachtsman yachtswoman sailor fisher trawlerman lifeboatman lifeguard
	sergeant-at-arms brigadier-general lieutenant-colonel major-general private-secretary quartermaster sniper gunner paratrooper
	commando conscript reservist combatant airman serviceman servicewoman infantryman policewoman cop bobby gendarme
	neighbour well-wisher fan admirer follower devotee believer sceptic skeptic denier detractor doubter naysayer cynic
	optimist pessimist enthusiast hobbyist amateur professional specialist practitioner academic intellectual thinker theorist
	theologian educator tutor instructor pedagogue schoolteacher schoolboy schoolgirl undergraduate postgraduate alumnus
	freshman sophomore kindergartner pre-schooler
	interviewer interviewee questioner respondent participant attendee spectator viewer listener reader subscriber bystander
	correspondent newspaperman newspaperwoman photojournalist sub-editor editor-in-chief deputy-editor co-author ghostwriter biographer
	novelist essayist diarist hero heroine villain
	substitute goalscorer podcaster juggler clown prop hooker shortstop linebacker fly-half all-rounder skater snowboarder luger curler hurdler wrestler
	physio fiancée flatmate hawker busker exile strongman taoiseach tánaiste mayoress postdoc inventor mogul cameraman bookseller postmistress bouncer
	doorman matron gp weatherman ferryman lobsterman
	acrobat actuary acupuncturist almoner anaesthetist apiarist artisan assessor ballerina beadle bellringer boatbuilder boatman bookbinder bookie
	bricklayer bursar caddie cashier cellarman chambermaid chaplain choirmaster chorister confectioner conjuror copywriter cowherd coxswain
	crofter curate custodian dairyman dispatcher diver dramatist drayman drover druid emcee engraver exorcist falconer farmhand farrier fiddler footman
	forager friar furrier geneticist glassblower goatherd governess harpist herbalist hermit innovator installer keeper labourer librettist
	longshoreman medic night-watchman nutritionist oboist orderly organist oysterman panellist parson paymaster pedlar percussionist poacher portreeve
	prelate prioress projectionist promoter purser quarryman roadsweeper saddler schoolmaster scribe seafarer sexton shepherdess shipbuilder
	signalman steeplejack steward stockman stonemason stoker storyteller stuntman surveyor taxidermist telegraphist thatcher toastmaster
	trombonist trumpeter typist usher vaccinator verger warder watchman waterman whittler woodcarver woodcutter stepdad stepmum godson grandad granddad
	rookie winger playmaker full-back wing-back centre-back frontman singer-songwriter octogenarian septuagenarian nonagenarian sexagenarian centenarian
	housemate workmate schoolfriend lover sweetheart soulmate guardian protege protégé mentor disciple confidant confidante henchman ringleader
	mastermind diner islander burgher camper clubber reveller gambler punter keyboardist saxophonist soloist gymnast biathlete canoeist kayaker
	physiotherapist kitman tsar nuncio`)

var pluralPersons = set(`people men women children folk folks police officials authorities pals mates kids lads parents
	clergy staff crew personnel public troops twins passers-by onlookers others some many experts neighbours neighbors
	locals allies rivals elders youth faithful electorate townsfolk villagers fishermen survivors bosses chiefs`)

var personGenders = genders(`man boy gentleman guy bloke lad chap fella hubby stepdad grandad granddad dude dad daddy grandpa stepson stepfather son-in-law brother-in-law
	father-in-law groom bridegroom heir godfather hunk playboy bachelor`, `woman girl lady lass missus mum mom mummy grandma granny gran nan
	stepdaughter stepmother stepmum shepherdess ballerina chambermaid governess prioress daughter-in-law sister-in-law mother-in-law great-aunt bride heiress godmother stunner maid nanny barmaid seamstress
	midwife schoolgirl landlady`)

func genders(masculine, feminine string) map[string]Gender {
	m := map[string]Gender{}
	for w := range set(masculine) {
		m[w] = Masculine
	}
	for w := range set(feminine) {
		m[w] = Feminine
	}
	return m
}

// IsKin reports whether the noun tells whose relative somebody is.
func IsKin(key string) bool { return kin[key] }

var kin = set(`father mother son daughter brother sister husband wife widow widower uncle aunt cousin grandmother grandfather grandson
	granddaughter niece nephew fiance fiancee girlfriend boyfriend partner mum mom dad fella hubby missus stepson stepdaughter stepfather stepmother
	son-in-law daughter-in-law brother-in-law sister-in-law father-in-law mother-in-law grandma grandpa grandad granddad stepdad stepmum granny gran nan auntie twin spouse ex-wife ex-husband
	parents children kids`)

// IsBodyNoun reports whether the noun stands for a body when it has an article:
// what [IsOrganizationWord] has, and some that mean other things elsewhere.
func IsBodyNoun(key string) bool { return bodyNouns[key] || IsOrganizationWord(key) }

var bodyNouns = set(`guild family defence defense chain consortium syndicate cartel junta regime faction garrison quango tabloid weekly
	daily polytechnic orchestra choir archive library airline start-up collective
	co-operative cooperative dispatch opposition household dynasty monastery convent parish camp trio duo quartet
	militia gang electorate leadership management presidium politburo zoo aquarium brewery bakery hotel restaurant pub café nursery orphanage shelter`)

// IsBodyEnding reports whether a proper name that ends in the word is that of a
// company, club or body, and not of a person: "Stores", "Capital", "Rovers".
func IsBodyEnding(key string) bool {
	return bodyEndings[strings.TrimSuffix(key, ".")] || IsOrganizationWord(key) || IsMediumWord(key)
}

var bodyEndings = set(`stores capital holdings ventures investments securities assets partners advisers advisors associates consultants consulting
	solutions systems technologies technology software networks telecom communications media studios pictures records entertainment
	productions publishing press journalism books games labs laboratories pharma pharmaceuticals biotech therapeutics healthcare health care
	insurance assurance mutual savings financial finance bancorp credit equity airlines airways aviation aerospace motors automotive
	energy power electric oil gas petroleum resources mining minerals metals steel cement chemicals plastics foods beverages breweries
	farms logistics freight shipping lines transport railways rail roads highways ports canals ferries waterways forests tourism buses motorways properties estates homes housing construction
	engineering works utilities water waste recycling logistics express post mail telegraph
	polytechnic seminary conservatory nursery schools archives library libraries zoo gardens orchestra philharmonic choir
	ballet opera festival fair games cup olympics athletic athletics rovers wanderers united rangers town albion hotspur fc afc rfc
	cricket rugby racing yacht harriers guild guilds lodge chapter branch front brotherhood movement initiative project programme program
	platform forum summit conference convention alliance caucus lobby watch action aid relief international worldwide global
	industries enterprises works affairs relations defence defense justice interior commerce trade agriculture fisheries labour labor statistics
	revenue customs border patrol intelligence security rescue fire ambulance constabulary garda gendarmerie carabinieri
	ombudsman parliament bundestag knesset duma verkhovna seimas riksdag storting folketing eduskunta sejm cortes majlis
	reserve exchange index chamber chambers cooperative co-operative collective confederacy league leagues bulk marine
	group groups bros retail robotics monitor corporation incorporated limited gmbh sarl spa srl bv nv oy ab as asa aps kk pty llp lp oyj pjsc ojsc jsc`)

// IsFamilyEnding reports the words of [IsBodyEnding] that are surnames, too: behind
// a first name they are no sign of a body.
func IsFamilyEnding(key string) bool { return familyEndings[key] }

var familyEndings = set(`power post press town front watch lodge chambers mail steel church bank banks court house chamber guard
	works rose games lane mine port palace farm books waters gates case fair wood council state school brewer`)

// IsFamilyRole reports the words of [Role] that many families bear as a surname.
func IsFamilyRole(key string) bool { return familyRoles[key] }

var familyRoles = set(`king prince duke bishop abbot pope marshal major constable sergeant chancellor judge justice dean page
	baker cook carpenter farmer miner butcher tailor weaver shepherd hunter fisher potter mason driver singer dancer painter
	porter archer fowler brewer miller smith cooper taylor archdeacon deacon priest monk nunn spence clerk ward warden
	fielder pitcher star champion guard chief player singer teacher friend nurse head boss squire sheriff steward
	baron count earl knight lord masters master parsons reeve reader rector ranger skipper sailor`)

// IsPostNominal reports letters behind a name: "KC", "MP", "OBE", "Jr". It takes
// the word as printed.
func IsPostNominal(word string) bool { return postNominals[strings.ReplaceAll(word, ".", "")] }

var postNominals = set(`KC QC SC MP MEP MSP MS MLA TD AM CBE OBE MBE KBE DBE GBE CH FRS FBA PhD MD DPhil JP RN VC DSO PC Esq Bt
	DDS DVM MBA CPA LLD LLB BA MA BSc MSc`)
