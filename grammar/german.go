// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar

// german. Swiss spelling (ss for ß) is listed beside the other.
var german = source{
	code: "de", citing: `unter berufung auf, unter verweis auf`, common: `ist sind war waren wird zum zur nicht über können muss sollen`, order: VerbSecond, bareClause: true, inflect: inflectGerman,
	words: []words{
		{Article, `der die das ein eine kein keine dieser diese dieses jener jene mein meine sein seine ihr ihre unser unsere
			deren dessen alle beide einige mehrere viele manche andere weitere zahlreiche solche jeder jede jedes mancher einzelne`},
		{Oblique, `den dem des einem einen eines einer keinem keinen keines diesem diesen jenem jenen seinem seinen seines
			ihrem ihren ihres unserem unseren allen allem beiden einigen mehreren vielen dieses`},
		{Genitive, `des der eines einer seines seiner ihres ihrer dieser dieses jenes jener unseres unserer deren dessen aller beider mehrerer
			zweier dreier`},
		{Person, `er sie es wir ich man dieser diese dieses letzterer letztere jener jene beide viele einige andere jemand niemand`},
		{Impersonal, `es man`},
		{Prep, `in im an am auf aufs aus bei beim bis durch für gegen gegenüber hinter ins mit nach neben ohne seit trotz über um unter
			vor vorm während wegen zu zum zur zwischen angesichts anlässlich aufgrund außerhalb ausserhalb innerhalb statt anstatt
			mithilfe gemäß gemäss laut entgegen dank per pro je ab seitens mittels bezüglich hinsichtlich infolge entlang samt nebst von vom`},
		{Link, `von vom für aus`},
		{Within, `in im aus auf`},
		{That, `dass daß`},
		{Wh, `ob wie warum weshalb wieso wann wo woher wohin wer was wen wem welche welcher welches welchen wodurch womit worauf wozu inwieweit inwiefern`},
		{Sub, `weil wenn als da nachdem bevor obwohl während falls sofern soweit sobald solange damit sodass obgleich wohingegen indem seitdem sowie wonach woraufhin wobei weswegen`},
		{Coord, `und aber oder sondern doch denn jedoch sowie bzw`},
		{Relative, `der die das den dem deren dessen denen welcher welche welches welchem welchen was wo`},
		{Aux, `hat haben hatte hatten habe hätte hätten`},
		{Modal, `will wollte wolle wollten wollen mochte mochten möchte kann können konnte konnten könne muss müssen musste mussten müsse darf dürfen
			durfte durften dürfe soll sollen sollte sollten lassen ließ liess ließen`},
		{Let, `lässt lassen ließ ließen liess liessen lasse`},
		{Perfect, `haben sein`},
		{Thus, `demnach danach`},
		{Called, `genannt genannte genannten genannter genanntes genanntem sogenannt sogenannte sogenannten sogenannter sogenanntes sogenanntem kurz namens`},
		{Passive, `wird werden wurde wurden werde würde würden worden`},
		{Not, `nicht nie niemals kein keine keinen keinem keiner keinerlei niemand nichts weder`},
		{Adverb, `gestern heute morgen auch dann damals daraufhin dazu darauf hierzu hingegen dagegen dabei weiter weiterhin ferner zudem außerdem ausserdem
			jetzt nun jedoch aber allerdings noch bereits schon wieder erneut zuvor zunächst schließlich schliesslich später sofort bisher kürzlich
			unterdessen inzwischen indes zugleich gleichzeitig so ebenfalls ebenso selbst nur wörtlich abschließend offiziell öffentlich mehrfach
			wiederholt deutlich scharf hier dort da darüber davon daran damit darin demnach deshalb daher also etwa immer sogar erst
			hinterher anschließend anschliessend nochmals heftig sich ihm ihr ihnen uns mir sie ihn es bislang übrigens nämlich mittlerweile eindringlich ganz ähnlich entsprechend gerade beinahe gerne gern vorerst einerseits andererseits insgesamt offenbar insbesondere selber umgehend zusätzlich generell grundsätzlich zuletzt vorab nachdrücklich ausdrücklich zumindest wenigstens rund fast passend ergänzend einleitend stellvertretend
			allein empört erfreut enttäuscht zufrieden kurz knapp derzeit aktuell dennoch trotzdem vorgestern heuer weiters
			montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags einst lange tatsächlich zwar eben ja vielmehr lediglich`},
		{Mood, `sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe komme stehe lasse liege bleibe finde halte nehme mache bringe
			sehe führe zeige gelte bestehe brauche handele handle drohe fehle gehöre folge diene wisse tue heiße lebe arbeite spreche fordere
			erwarte glaube denke hoffe rechne plane setze stelle lege trage ziehe laufe falle steige sinke wachse verliere gewinne beginne ende
			verfüge verstoße gefährde verhindere ermögliche erhalte bekomme betreffe bedeute entspreche reiche existiere funktioniere schaffe
			helfe unterstütze leide sterbe treffe verlange sage versuche bitte kenne suche kämpfe wirke scheine herrsche biete leiste bedrohe
			zähle koste dauere betrage beruhe richte beziehe ergebe erinnere resultiere bestätige begrüße teile vertraue benötige`},
		{WeakMood, `würde würden hätte hätten müsste müssten könnte könnten dürfte dürften sollte sollten wäre wären bliebe blieben käme kämen
			gäbe gäben ginge gingen ließe ließen stünde stünden`},
		{Stance, `ansicht auffassung meinung überzeugung standpunkt vorwurf vorwürfe forderung forderungen hoffnung befürchtung warnung ankündigung befürchtungen warnungen ankündigungen behauptungen verdacht
			behauptung begründung schluss ergebnis zusage versprechen vermutung these einschätzung kritik hinweis zuversichtlich überzeugt besorgt
			zuversicht sorge sorgen bedenken eindruck aussage erklärung darstellung einwand argument bekenntnis geständnis`},
		{Pointing, `das dies`},
		{Hearsay, `soll sollen`},
		{As, `wie`},
		{So, `so`},
		{Medium, `zeitung tageszeitung wochenzeitung zeitschrift magazin nachrichtenmagazin agentur nachrichtenagentur presseagentur sender fernsehsender
			radiosender rundfunk radio fernsehen blatt portal nachrichtenportal onlineportal wochenmagazin boulevardzeitung sonntagszeitung
			zeitungen sendern medien nachrichtensender presse wirtschaftszeitung`},
		{Office, `präsident präsidentin minister ministerin kanzler kanzlerin bundeskanzler bundeskanzlerin sprecher sprecherin bürgermeister
			bürgermeisterin chef chefin vorsitzender vorsitzende direktor direktorin abgeordneter abgeordnete premier premierminister ministerpräsident
			ministerpräsidentin senator senatorin leiter leiterin trainer experte expertin vertreter vertreterin mitarbeiter anwalt anwältin richter
			richterin professor professorin forscher forscherin wissenschaftler behördenvertreter beamter sprecher pressesprecher pressesprecherin
			regierungssprecher regierungssprecherin polizeisprecher polizeisprecherin außenminister aussenminister außenministerin innenminister
			innenministerin finanzminister finanzministerin bischof papst könig königin general kommandeur autor autorin parteichef parteichefin
			generalsekretär generalsekretärin geschäftsführer geschäftsführerin staatssekretär staatssekretärin`},
		{Indefinite, `ein eine einer einem einen eines einige mehrere viele manche zwei drei`},
		{Body, `polizei ministerium regierung bundesregierung partei behörde behörden amt stadt gericht staatsanwaltschaft universität unternehmen konzern firma werft
			verband gewerkschaft feuerwehr opposition koalition kommission bank verein fraktion botschaft armee kirche senat parlament stiftung institut klinik
			krankenhaus organisation verwaltung kanzlei landesregierung bundeswehr eu uno un nato spd cdu csu fdp övp spö fpö`},
		{Report, `angaben angabe aussage aussagen bericht berichten berichte informationen information meldung meldungen einschätzung ansicht auffassung
			meinung worten darstellung überzeugung mitteilung erkenntnissen schätzungen schätzung untersuchungen quellen vermutungen erklärung
			ansichten vorstellungen vorstellung umfrage umfragen prognose prognosen berechnungen statistik studie idee willen bewertung nachricht nachrichten medien ergebnis endergebnis erkenntnis aktenlage planung planungen darstellungen plänen`},
		{After, `nach`},
		{Toward, `gegenüber vor`},
		{Month, `januar jänner februar märz april mai juni juli august september oktober november dezember`},
		{Abbreviation, `z b mio mrd bzw ca nr st abs art dr prof usw etc jh chr d h u a evtl ggf inkl max min hl vgl sog tel str geb gest ing dipl`},
		{Comment, `äußern äussern kommentieren stellung stellungnahme stellungnahmen kommentar kommentare auskunft auskünfte einzelheiten`},
		{Infinitive, `zu`},
	},
	endings: []ending{{"lich", Adverb}, {"ierend", Adverb}, {"weise", Adverb}, {"isch", Adverb}, {"angaben", Report}, {"berichten", Report}, {"aussagen", Report}, {"meldungen", Report}, {"kreisen", Report},
		{"meinung", Report}, {"ergebnis", Report}, {"ergebnissen", Report}, {"informationen", Report}, {"zeitung", Medium}, {"zeitschrift", Medium}, {"agentur", Medium}, {"sender", Medium}, {"magazin", Medium},
		{"ministerium", Body}, {"behörde", Body}, {"amt", Body}, {"partei", Body}, {"verband", Body}, {"gericht", Body}, {"minister", Office}, {"ministerin", Office}, {"sprecher", Office}, {"sprecherin", Office}, {"chef", Office}, {"chefin", Office},
		{"präsident", Office}, {"präsidentin", Office}, {"meister", Office}, {"meisterin", Office}, {"direktor", Office}, {"vorsitzende", Office},
		{"vorsitzender", Office}, {"anwalt", Office}, {"experte", Office}, {"expertin", Office}, {"politiker", Office}, {"politikerin", Office},
		{"vertreter", Office}, {"sekretär", Office}, {"richter", Office}, {"kanzler", Office}, {"kanzlerin", Office}, {"führer", Office}, {"leiter", Office}},
	before: `laut, gemäß, gemäss, nach den worten, den worten, nach angaben, nach aussage, nach auskunft, nach ansicht, nach auffassung, nach meinung,
		nach einschätzung, nach darstellung, nach informationen, nach überzeugung, nach mitteilung`,
	after: `zufolge`,
	verbs: []verbs{
		{Say, `sagen, erklären, meinen, betonen, äußern, äussern, schreiben schreibt schrieb geschrieben, antworten, berichten, bestätigen,
			ergänzen, unterstreichen unterstreicht unterstrich unterstrichen, rufen ruft rief gerufen, versichern, schildern, bekräftigen,
			erläutern, kommentieren, erwidern, entgegnen, argumentieren, behaupten, verkünden, melden, vermelden, konstatieren, resümieren,
			prognostizieren, formulieren, verraten verrät verriet verraten, twittern, posten, bemerken, urteilen, beteuern, verlauten,
			berichtigen, präzisieren, signalisieren, spekulieren, erzählen, notieren, bilanzieren, monieren, klagen, beklagen, bemängeln,
			warnen, mahnen, vermuten, sprechen spricht sprach gesprochen, versprechen verspricht versprach versprochen, schwören schwört schwor geschworen,
			mit|teilen, an|kündigen, hinzu|fügen, bekannt|geben gibt gab gegeben, bekannt|machen, ein|räumen, zu|geben gibt gab gegeben,
			an|geben gibt gab gegeben, fort|fahren fährt fuhr gefahren, fest|stellen, klar|stellen, aus|führen, aus|sagen, an|merken,
			hin|weisen weist wies gewiesen, dar|legen, ein|gestehen gesteht gestand gestanden,
			gestehen gesteht gestand gestanden, zu|sichern, zu|sagen, vor|werfen wirft warf geworfen, vor|rechnen, nach|legen,
			ein|wenden wendet wandte gewandt, fest|halten hält hielt gehalten, durch|geben gibt gab gegeben, wieder|geben gibt gab gegeben,
			an|drohen, drohen, bedauern, begründen, verweisen verweist verwies verwiesen, skandieren, loben, scherzen, unken, zu|rufen ruft rief gerufen,
			verteidigen, bezeugen, offenbaren, enthüllen, preis|geben gibt gab gegeben,
			hervor|heben hebt hob gehoben, zusammen|fassen, schlussfolgern, folgern, aus|rufen ruft rief gerufen, voraus|sagen, prophezeien, entscheiden entscheidet entschied entschieden,
			beschließen beschließt beschloss beschlossen, beschliessen beschliesst beschloss beschlossen, an|bieten bietet bot geboten, an|deuten, fest|legen, beanstanden,
			zu|stimmen, verdeutlichen, nach|haken, verbreiten, heraus|streichen streicht strich gestrichen, klar|machen, deutlich|machen, erinnern, freuen, kontern, witzeln, schimpfen, schwärmen, jubeln, spotten, höhnen, wettern, poltern, orakeln,
			sinnieren, mutmaßen, mutmassen, seufzen, insistieren, räsonieren, referieren, empören, bei|pflichten, übermitteln, verlautbaren, fest|stellen, bekunden, versichern, vor|bringen bringt brachte gebracht`},
		{Tell, `informieren, unterrichten, benachrichtigen`},
		{Ask, `fragen, nach|fragen, erkundigen, rätseln`},
		{Deny, `bestreiten bestreitet bestritt bestritten, dementieren, leugnen, verneinen, widersprechen widerspricht widersprach widersprochen,
			zurück|weisen weist wies gewiesen, ab|streiten streitet stritt gestritten`},
		{Demand, `fordern, verlangen, auf|fordern, auf|rufen ruft rief gerufen, appellieren, raten rät riet geraten, empfehlen empfiehlt empfahl empfohlen,
			vor|schlagen schlägt schlug geschlagen, an|ordnen, bitten bittet bat gebeten, drängen, plädieren, beantragen, ermahnen, befehlen befiehlt befahl befohlen,
			an|mahnen`},
		{Refuse, `ab|lehnen, verweigern, verzichten`},
		{Think, `glauben, denken denkt dachte gedacht, hoffen, fürchten, befürchten, erwarten, schätzen, rechnen, aus|gehen geht ging gegangen,
			ergeben ergibt ergab ergeben, zeigen, belegen, heraus|finden findet fand gefunden, nahe|legen, bezweifeln, zweifeln, an|nehmen nimmt nahm genommen, wünschen`},
		{Judge, `an|prangern, attackieren, rechtfertigen, beurteilen, ab|tun tut tat getan, tadeln, brandmarken, geißeln, kritisieren, nennen nennt nannte genannt, bezeichnen, begrüßen, begrüssen, verurteilen, würdigen, rügen, charakterisieren,
			werten, ein|stufen, beschreiben beschreibt beschrieb beschrieben, preisen preist pries gepriesen, beschimpfen, titulieren`},
		{Emerge, `hervor|gehen geht ging gegangen`},
		{Cite, `zitieren`},
		{Rumour, `heißen heißt hieß geheißen, heissen heisst hiess geheissen`},
	},
}
