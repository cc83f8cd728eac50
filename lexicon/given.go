// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The Names Corpus by Mark Kantrowitz, with additions by Bill Ross: 2,943 male
// and 5,001 female names. Its README, which must go with it, is beside it.
//
//go:embed names/male.txt names/female.txt
var namesCorpus embed.FS

// GivenName returns the gender that a first name tells, by its key, and whether
// it is known as one. It knows more names than [FirstName], and so more that mean
// other things, too: it is for words that stand where a name may stand. Names of
// several parts ("mary-jane") are known by their first.
func GivenName(key string) (Gender, bool) {
	if g, ok := FirstName(key); ok {
		return g, true
	}
	t := givenNameTable()
	if g, ok := t[key]; ok {
		return g, true
	}
	if plain := unaccented(key); plain != key {
		return GivenName(plain)
	}
	if first, _, found := strings.Cut(key, "-"); found && len(first) > 2 {
		g, ok := t[first]
		return g, ok
	}
	return Ungendered, false
}

// unaccented is a key without the accents of its letters: "maria" for "maría".
func unaccented(key string) string {
	for i := range len(key) {
		if key[i] >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				if unicode.IsMark(r) {
					return -1
				}
				return r
			}, norm.NFD.String(key))
		}
	}
	return key
}

var givenNameTable = sync.OnceValue(func() map[string]Gender {
	m := map[string]Gender{}
	add := func(names []string, g Gender) {
		for _, name := range names {
			key := Key(name)
			if have, ok := m[key]; ok && have != g {
				m[key] = Ungendered
			} else {
				m[key] = g
			}
		}
	}
	add(corpusNames("names/male.txt"), Masculine)
	add(corpusNames("names/female.txt"), Feminine)
	for word := range set(namesThatAreWords) {
		delete(m, word)
	}
	add(strings.Fields(moreMasculineNames), Masculine)
	add(strings.Fields(moreFeminineNames), Feminine)
	add(strings.Fields(worldMasculineNames), Masculine)
	add(strings.Fields(worldFeminineNames), Feminine)
	for key := range firstNameTable() { // what was judged by hand stands
		m[key] = firstNameTable()[key]
	}
	return m
})

// corpusNames reads one list of the corpus; it is part of the program, so it is
// there.
func corpusNames(file string) []string {
	data, err := namesCorpus.ReadFile(file)
	if err != nil {
		panic(err)
	}
	return strings.Fields(string(data))
}

// Names of the corpus that are words, places or surnames far more often.
const namesThatAreWords = `
al alla ally angel art barn bay bear bell berry bird buck buddy buster canada carolina carry case cat chance charity chase
christian clay dean del della deny di dot dove dusty easter else em er fan fancy florence flower forest foster france french gates
gay glad grant gray hall ham happy harmony haven hill honey honor hope hunt job king kingston la lamb lane lay lil lucky
luna mac major marry mart mayor mercy min mommy noble ole pace page park pen pet philly price puff rice rich rock row
royal salmon saw saxon say see sergeant shadow shell skip sky son sonny star storm sunny tailor temp temple thorny
town tray trip ty urban van wait waiter wake ward wash way web welch west wheeler willow wilt win wit wolf
wood worth worthy young prince duke marshal sheriff bishop abbot pope baker cook chancellor china asia india israel jordan
georgia austin houston dallas lincoln sydney paris london vienna madison north south may june april august`

// Given names of many languages that the corpus lacks, by hand.
const moreMasculineNames = `
abdou abdoulaye abebe abiola adebayo adel adnan adolfo agus ahmet ajay akbar akin akio aksel albin aldo alejo aleksander aleksi
alemayehu alessio alhassan alioune amadou amare ambrose amit amos anand anatol anders andrzej angelo anil anselm antoine antti anwar arash aram ari
arif aristide arjun armando armin arne arnaud arno aron arturo arvid arvind ashok ashraf asif aslan atanas attila aurel aurelio
aurélien avi avraham ayman aziz azlan babacar bakary balazs balint bartosz basil bastian bayo bekele bela bendt bengt benedikt
berhane berk besim bilal birger björn blaise bogdan bohdan boniface borislav bora borut branislav branko bronislaw burak
cedric cem cemal chang charles-henri cheikh chen chidi chika chinedu chukwuma cillian colm cormac cornelius corneliu cosmin costas cristian
cristiano cyprien daichi dalibor damien damir daniele daniil danilo danilo dario dariusz darko davide davit davor dawit declan
deepak denis derrin desmond didier dimitar dimitrij dinesh dino djibril dmytro dobrin domingo domenico donal donato dong dorin
dragan drago dusan eamon eamonn ebrahim edin eduard efrain eiji einar eirik ekrem elias elie eliot eljas emeka emil emin emir emre
enda endre enes enver erdal erdem erhan erik erkki ernst erwin esa eskil etienne evald evander evert ezra fabio fabrice fabrizio fahad faisal farhad farouk farrukh femi kader
fathi faustin fela femke ferenc fergus ferhat fikret finbar finn flavio florian florin fouad francisek fredrik fritzi gabor gael gagik ganesh
gavriil gaspar gennaro geert gerardo gerd germain ghassan gianni gianluca gilles gino girma giacomo giulio gjergj goran gottfried gregor gregoire grigor
grigori guillaume gunnar gurpreet gyorgy györgy haakon habib hadi hafiz hakan hakim haldor hallvard halil hamid hamish hampus hari haris hariri
harish harri hashim hassane hasan hector heikki hektor helge hendrik henning henrique hernan hervé hicham hideki hikmet himanshu hiro hisham
hjalmar hossein hrvoje huang hussam ibai ignacio ignas ihor ikram ilias ilija ilkka imre indra ingvar ioan ioannis ion isak ishmael ismael ismail ismet istvan
iván ivar jaakko jafar jalal jamal jamil janez jani janne jannis janos janusz jaroslav jarek jari javed javid jean-claude jean-luc jean-marc
jean-pierre jens jeppe jerzy jesper jiang jiri jitendra joakim joaquin joaquim jokin jonah jordi jorgen joris josip jovan jozef jukka juhani jun junichi juraj juri
jussi jutta kaan kacper kader kahlil kaj kalle kamal kamil karan karel karlo karsten kartik kasper kassim kato kaveh kazimierz kazuo
kebede kees kemal keiran kenan kerem khaled khalil kieran kim-il kishore kjell knud knut koffi kofi koichi koji kojo kristian
kristof kristoffer krzysztof kumar kunal kwabena kwame kwasi kyriakos kjetil lachlan lajos lamin lamine lasse laszlo laurent lazar leandro leif lech leonardo
leonid leopold lennart leszek levan levent li liang linus lionel ljubomir lorenz lorcan lothar loïc lubomir luciano lucien ludovic lukas lukasz luka lutfi maarten
maciej mads mahesh mahmud makoto malik mamadou manish manoj manolis mansour marat marcelo marcin marcos marian mariano marius marko
markku markus marten masaki masashi massoud mathieu mateo matej matheus mathias mato matti mattias matteo mauro maurizio mauritz mazen mehdi
mehmed melih menno mert michail michalis michele mick mihai mihaly mikkel mikko miklos milad milan milos milorad milovan mirko mirza mischa
miroslav mirosław mladen modou mohan mohsen moise moises momodou morten moses moshe moussa muammar muhammed muhittin mukesh mulugeta murat murad musa musab mustapha
nabil nadeem naeem naji najib narendra nasser nathanael nazim nebojsa necati nedim nenad neven niccolo nicolae nicolaj niels nikhil
niklas niko nikolaj nikolas nikolaos nils nino nitin niyazi njoroge noureddine nuno obinna ochieng octavian odd odysseas ognjen okan olafur olav ole oleh olivier olle olli olof olusegun
omari onur orhan orlando osei osvaldo otieno ousmane ove ovidiu oyvind pal paavo padraig panagiotis pankaj panos paulo paulus pawel pekka per-olof pertti
petar petri petros petteri philippos pieter piero pietro pim pinchas pradeep prakash pranav prasad predrag
premysl przemyslaw qasim quentin quirin rachid radek radoslav radovan radu rafiq rahim rainer rajiv rakesh rami ramesh ramiro ramzan ramzi rao rashad
rasmus rauf ravi rayan raynald raz reda refik reidar reijo reiner reinhold remi remco rémi renato renaud renzo reza ricky riad rinat risto ritesh robbert
rocco roel rogelio roald rohan rohit roland romain roope ron roque ruben rubén rudi rui rune rupert rustam rustem ruud ryo ryszard saad sabri sadio saeed safa said
sajid sakari salah saleh salim salvador salvatore samir sami samuli sander sandor sandro sanjeev santosh santtu sasho satoshi
satya savas sebastião sedat selim selcuk semyon seppo serdar sergi serhii serik severin shahid shahin shaul shigeru shinji shlomo shota
siaka sidi siegfried sigurd sigurdur sibusiso silvio simo simonas sinan sindre sipho slawomir slavko sofiane solomon soren søren souleymane soumana spyros srdjan sridhar stanisław
stavros stefanos steinar stein stellan stig stoyan sudhir suleiman suleyman sulejman sunil suresh svein sverre szymon tadeusz tadashi
tadesse takashi takis tal talat tamas tamir tanel tapani tapio tarek tarik tariq taro tatsuya tavi tayfun tayo tebogo temur tendai tero tesfaye tetsuya
thabo thanasis theodor theodoros théo thibault thierry thijs thor thorbjorn thorsten thulani tibor tiago tihomir tilman timofey timur tito tobi toby todor tomislav tomo tomoya tor tore tornike
torbjorn toshiro tristan trygve tudor tunde tuomas turgut ugur ulf ulises umar umut urho usman vahid valdis valentino valeri valter vanni vasco vasil vasile vasilis
veikko velimir venkat vidar vikram viktors ville vilmos vinay vince vincenzo vinod virgil vish viswanathan vitali vito vittore vjekoslav vladislav vojislav
vojtech vsevolod vuk wael wahid waldemar waleed wasim wen wieslaw wiktor wilf wilhelmus willem wim witold wojciech wout xabier xavi yahya yakov yakub yan yang yann yannick yaroslav yash yasin
yasir yasuo yevhen yigal yilmaz yitzhak yoan yogi yonas yosef yoshio youssef yuichi yunus yuriy yusif yusuke zafar zaid zakaria zaki zaven zdenek zdravko zeev
zeki zeljko zhang ziad zivko zlatan zlatko zoltan zulfiqar zvonimir zviad þór øystein åke
duggie ned len ted ronnie reg alf arch bertie wilfred cuthbert mungo rufus barnaby crispin jasper gideon jethro silas ephraim thaddeus`

const moreFeminineNames = `
abeba abena adaeze adelheid adina adriana agata agnese agnieszka ailsa aina aino aishwarya aitana ajla alba aleida aleksandra alessandra alexia alida
alice alicja alida aline aliya alma almaz amalia amara ambra amina aminata amira amira anahit anais analia anastasija anca ane aneta angelika angelique anja anjali anka
ankita annabel annalena annegret anneli annemarie annick annika anouk antje antonella antonina anu anuradha anya araceli arantxa araya arja arlette asli asma asta
astou atsuko audra aurelia aurora ausra ava awa ayaan ayesha ayelet aynur aysel ayse azadeh azra bahar baiba barbora basma begoña
belen belinda benazir berit berna berta bettina bianca bilge bintou blanca blanka blerta bogna bozena branka brigita bronwyn bruna camelia candela caoimhe carina
carlotta carme catalina catarina caterina catrin celeste cemile chantal chiara chiaki chimamanda chioma chiyo chloé ciara clarissa claudine clementine clothilde concepción
corina cosima cressida dagny daiga dalia dalila damla danica danuta daphne darya deepika delphine desiree diana dilek dina ditte djamila dominika dominique
dorota dragana drita duygu ebru ece edda edita edyta efua ekua elaheh eleni eleonora eleonore elettra elham eliane elif elin elina
eliška elke ella elma elodie elzbieta emel emilie emine emma enid erna ersilia esi esma esra estelle ester eszter etsuko eudora eunice evangelia ewa fabienne fadwa
faiza fanny farah faten fatma fatou fatoumata feride fernanda filippa filiz fiorella flavia flora florentina fleur freya frauke frederika fumiko gabriella galatea galya gauri
gerlinde gesine ghada gioia gitte gordana gosia graça grazia grazyna greet grete guadalupe gudrun gül gulnara gülsen gunilla habiba hadiza
hafsa haifa hajar hala halima halina hana hanan hande hanna hanne hatice hedvig hedwig heba heli helle henriette hermine hester hiba hilde hildegard hind
honorata houda hoda hortense hulda hümeyra ida iga ikuko ildiko iliana ilona ilse imane imelda imke inaam inci ines inés inna inês ioana iole ipek irja irmgard isadora isaura
ishani isla isolde iva ivana iveta ivona iwona izabela jadranka jadwiga jagoda jaana jamila jana janina janja jarmila jasmina jasna jaya jelena jette
joana johanne jolanta jorunn josefina josipa jovana judit julie julita justyna jytte kader kaisa kaja kalina kamala karima karina karolina katarzyna katerina kateřina katharine
kathrin kati katinka kavita kayoko kazuko khadija kinga kira kiran kirsi kirsti klara klaudia klavdia kornelia kristiina krystyna kumari kyoko lada laila lakshmi lale lamia larysa
latifa latoya laure laureline lavinia layla leda leena leila leocadia leontyne lene lenka lesya leyla liana libuse lidija lieke lien liesbeth liis lilia lilian liliane
lilla lina linnea ljiljana ljubica lolita loubna luana lubna lucía luciana lucie lucja lucrezia ludivine luise luiza lujain luljeta luz maarit macarena madina
magda magdalena maha mahnaz maija maimuna maire maja makeda malgorzata małgorzata malin malika manal manon mar mareike marcella marcelina margareta margarida margaux margit margrethe marianna maribel mariela
marielle mariko marika marilena marit maritza marita marja marjan marjatta marketa marlena marloes marta martyna marwa marzena masako mathilde
mathilda matilde maura maud maude maxine mayumi mehri mélanie melek melina meltem meral meret meriem merja merve mette mihaela mieke miho mika mila milena milica miljana mina minna
mira mireia mireille mirela mirella mirjam mirjana mirna misaki mitsuko mojca momoko monique morag morwenna mounia mukti mumtaz mwajuma mwende nabila nada nadezda naima nahid najat nana
nanako nandini nanna narges nasra nastassja natali natasa natsuki naoko nazanin neha nela nermin nesrin nevena ngoc ngozi nia nicoleta nicoletta niamh nihal nilufar nilgun nimco nina ninon nirmala
nisha nishtha noa noelia noemi noémie nomvula nora noor noora nour nur nurgul oana odile ofelia oihana oili ola olesya olha oliwia oona oonagh oriana orla orsolya ottoline outi ornella paloma paola
parisa parvati patrizia patrycja paulette pavla pelin perla perpetua petronella pilar pinar pirkko pooja poppy pranjal prisca priya priyanka punita pushpa radka radmila
rahel raja rania ranja rasa rashida rebeka regine reiko renata renu rhoda ria riikka rim rina ritva riva roberta rocio rodica rokia romina romy rosalba rosalia rosamund rosana roswitha roxana
roya rozalia rukmini ruta ruzica ruxandra saara sabiha sadaf safia sahar saida saga saija saima sakura salma saloni samira sanam sanja sanna saoirse sara saskia sawsan
sayuri selin selma senait senka serap seren sevgi shabana shabnam shakira shalini shanti sharifa shaz shazia shirin shiori shreya sibel sidsel sigrid sigrún silja silje silke simona sinead
siobhan siri sirkka sladjana slavica smita snezana sofie solange solveig solvej soraya soledad sonali soumaya stanislava stefania stefanie steffi steinunn suada suha sumaya
sunita sunniva surayya susana susi svea svenja tahereh tahira taina tallulah tamar tanvi tarja tatjana teodora tereza teresita thandiwe thandi thora thordis thuy tirunesh tiina timea tirzah titta tiziana tomoko toos
tova trine tuba tuija tuula ulrika urszula urska usha uschi vaishali valeria valérie vasiliki vasilisa vendela veneta vesna vibeke vida vidya vigdis viktorija vilma violeta violetta virginie viveca vlasta wafa wahida wangari
wanjiru waris wibke wiebke wieslawa winnie wioletta xiomara xochitl yael yamina yana yara yasemin yasmine yelda yesenia yetunde yewande ylva yoko yosra yumi yuna yusra yvette zaha zainab zakia zala
zanele zara zarina zdenka zehra zeynep zeinab zelda zelma zineb zlata zofia zora zoya zubaida zuzana zuzanna zsofia éva åsa ólöf
femi kader peggie maeve maisie elspeth ffion nia cerys bethan sian carys rhiannon mhairi catriona eilidh shona beth hattie hettie lottie tilly millie ottoline winifred
ursel gundula`
