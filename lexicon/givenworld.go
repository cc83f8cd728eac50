// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

// More given names of many languages, by hand: pronouns need to know a man from a
// woman. Names that are words, places or surnames far more often are left out, and
// those that both sexes bear.

const worldMasculineNames = `
aldous aage abbas abdelaziz abdelkader abdi abdirahman abdulaziz abdulrahman abelardo achim adekunle adewale afonso ajit akash aki akihiko akinwale
akram alekos aleksandar aleksei alfons alois amadeo amitabh ammar anatoli andras anibal anselmo arkady arnulf artyom arun asad asbjorn
asbjørn atul aurelien ayodele babajide babatunde bagus baldassare baltasar balthasar bambang baptiste baraka bartolome bashir basilio
bastien benedetto benoît berthold bhaskar bjarne bjarni bodo bohumil bohuslav bongani borje bostjan boyko bram budi burhan burkhard börje
camilo cayetano celestino chaminda chandan chidubem chike chukwuemeka ciro cornelis corrado cosimo costin crisostomo csaba ctibor czeslaw
daisuke dapo davud davut dedi demetrio detlef devendra dhruv dimosthenis duarte dušan ebbe ebo eckart eckhard edoardo eero efim egon
einarsson eino ekkehard eko eladio eliseo elmar emanuele emiliano enzo ercan ercole ermanno ettore eusebio evangelos evaristo ewald ezequiel
fabien facundo farai faruk fausto fawzi fedor ferruccio filipp florencio florent folarin fridolin friedhelm fuad gaetan gaetano gamini
gaurav gauthier gbenga gebhard genrikh georgi gereon gergely gernot gervais getachew geza gheorghe ghislain giannis girish girolamo gisbert
giselher gleb goffredo gopal gorazd goro gosta gotthold govind gudmundur guenter guglielmo gyula göran gösta günter günther haile hajime
hakon haluk halvor hamad hamdi hamisi hani hannes hanno hansjörg hartmut haruto hayato haytham heiko heiner hemant hendra henk heribert
heriberto hilario hinrich hiroaki hiroki hiroto hisashi holger honore hristo humberto husam husni ichiro ifeanyi ihsan ikenna ilhan ilie
imad inder ingo ionel iosif irwan isamu isidro ivano ivaylo izzat jaap jabbar jacinto jagdish jarmo jaromir javad jayant jeronimo jide
joaozinho jobst jochen joko joost jouko joão juma junaid jörg jørgen kadir kamau kamlesh karam kariuki karthik kasim katsumi kayode kazuki
keisuke kelechi kenichi kimani kipchoge kiril klaas kondrat korbinian kosuke krasimir kresimir kudakwashe kunle kuno kuzma kwadwo kwaku
kweku ladislav lalit latif lavrentiy leberecht lefteris lekan leopoldo lisandro loic lokesh lourenço luay ludek luitpold luqman lutz macario
mahad mahdi mahir majed majid makar mandla manlio marcelino marcellin marcial marwan masahiro masaru masato masoud matjaz matthäus matvei
maxence maxime maximo meinhard meinrad melchor mesut mieczyslaw minoru mircea miron mitsuo mogens mounir mourad mstislav mubarak muhannad
mukhtar munir murali mwangi mykhailo mykola nader nagesh naim naoto narayan narcisse naresh naveen nazar nazario nello nicanor nii nikanor
nimal nizar nkosana nnamdi noboru nobuo norberto numan nuri octave octavio odhiambo oladele olavi oldrich olivo olumide omid omondi onufriy
ortwin osamu osip ostap otakar ottavio ottmar ottokar oystein palle pankrat pankraz parag parviz pascual patrizio pentti petre pierrick
placido plamen plinio poldi porfirio pramod prashant praveen preben primoz prudencio purnomo qais rabih radim radoslaw raffaele raghib
ragnvald raimo raimundo rajan rajendra ramazan ranjit ravindra regis reinaldo remigio reynaldo ridha rigoberto riyad rodion romolo rosendo
rostislav rufino ruggero rumen rupprecht ruprecht ryota ryuichi rüdiger sachin sadiq samih sampo sanath sandeep satish saturnino saverio
savva segun seiji sepp serkan settimio seun sevastyan severo shankar sharif shekhar shin shinichi shiro shoichi shukri shyam siddharth
siegbert siegmar sigismund simão sinisa sixto sizwe sjoerd slamet sorin sotero spiridon stamatis stjepan sture subhash subodh sushil susumu
sutrisno svatopluk svyatoslav sylvain sören tafadzwa taha tahir taichi takahiro takuya talal tamer tanguy tarcisio tarmo tarun tassilo
tawfiq taysir tayyib teguh temitope teun thaddäus themba theophile thilo thorkild tiburcio tinashe tiziano tobenna toivo tommaso tomohiro
torben torbjørn torstein toru torvald toshi traian traugott trofim tsutomu tullio tuomo ubaldo uche uday udo ugochukwu umesh upali uros urs
utz vadym valerio valeriy varun vasiliy vasyl venancio venkatesh venyamin vesa veselin vicente viggo vikas vinko vinzenz vipin vishal
vitaliy vivek vjeran volkmar vratislav väinö waclaw wafula wahyu wale walid wanjala wenceslao wendelin wenzel wieland wigbert winfried
wladyslaw wlodzimierz wouter xaver yanto yasuhiro yaw yefim yegor yemi yiannis yogesh yohannes yoichi yordan yosuke younes yousef yuji yukio
yuta yvan yvon zacarias zafer zakhar zdeněk zdzislaw zenon zephirin zhivko zygmunt`

const worldFeminineNames = `
femke aaliyah aarti aase abeer abeni achieng adaobi adhiambo aditi adoracion adunni adwoa afaf afua agafya aglaya agota aicha akane akemi akinyi
akosua akua akulina alenka alevtina alfonsina alka alla alya alyona ama amandine amani amaya ambika amparo amrita andreja anfisa angelines
aniko anjana anke anzhela aparna apolline archana aruna arwa asa asami asha aspasia asuncion atieno atiya aude axelle aya ayaka ayako ayşe
aziza barbel beate benedicte bethlehem bhavana biljana birte bisi blandine bodil bogumila bohdana bohumila bojana bozenna bozhena božena
breda bronislava bukola bushra busisiwe bärbel canan capucine caridad carolina chandrika chelo chiamaka chidinma chieko chinwe chipo chitra
chizuko cinzia clotilde conceicao concetta concha consolacion costanza covadonga crina dalal damilola darja deepa desanka desislava despina
dewi dikeledi dilrukshi dinara divya doina donata donatella dorina dragica drahomira dunja dunya ebele edeltraud eeva efe efthymia eglantine
eiko eila ejiro eleftheria elfriede elitsa emese emiko encarnacion endang eniko ernestina erzsebet estefania estela eulalia evanthia evdokia
evelyne evgenia fadia farida farzana fatema fatemeh fedosya felicie felicitas felisa fermina fiamma fidan filomena fitri flavie floarea
floriana floriane fola folake fotini françoise funke funmilayo gaia galyna gayatri genoveva gertraud ghislaine giada ginette ginka giuliana
giuseppina gizella glafira graciela graziella gudula gulay gulsen gunhild guðrún gyorgyi hadia hajnalka halide hanako hanim hannele
hannelore haruka harumi hatsue hayat heidemarie hella helvi hema henrike hideko hildur hilkka hiroko hirut hisako hitomi hjordis hoshiko
hristina huda huguette hülya ibolya ifeoma ilaria iman immacolata indah indu inkeri inmaculada intisar ioanna ionela iraida iren irmela
irmtraud iskra itziar jalila jaroslava jasminka jayanti jimena jitka josette josiane junko kaarina kadriye kalliopi kalpana kamini kanchan
kaori kaoru kapka kartika katri katsuko kayo kehinde kerttu khadijah khrystyna kikue kimiko kiyoko kjersti komal konstantina kremena
kreszentia kriemhild ksenya kumiko kunigunde kusum kusuma kveta kyllikki kyriaki käthe lacramioara ladislava lalita leonor leopoldine lerato
lestari letizia licia lidiya lieselott lieselotte liesl lilo lilyana lindiwe lore loredana lorella lourdes lovisa lubov lucero lucette
lucyna luminita lurdes luzia lyubov madhavi madhu mafalda magali magdolna majda maki malati malwine mami manisha manju marfa margherita
mariangela maricarmen marieluise marisol mariyana markéta marlies martine maruja maryna matryona mauricette mebrure mechthild meena meera
megumi meike meryem meseret metka michela midori miki milada minako mirja miroslava miyako miyuki mizuki mohini montserrat morgane muna
munira mwanaisha nadege nadira nadka nadzieja najwa naledi nalini namrata nanami nargis nasreen nastasya natsuko nawal nayana nazli neelam
nele nezihe nieves ningsih njeri nkechi nneka noemie nomsa nosipho notburga noura ntombi nuran nurhan nuria nuriye nusa nyambura obiageli
oceane oddny oddný olaya oleksandra omolara ortrud otilia ottavia oyinkan oyinkansola ozlem padma paivi palesa pallavi panagiota paquita
paraskevi parveen payal pelagia penka perihan petya piedad piera pirjo piroska polina polona polyxeni poonam praskovya pratibha preeti
presentacion primitiva priti purificacion putri päivi rabia radha raffaella ragna raija rajani rajeshwari rasha rashmi ratna raymonde reem
rehab reidun reinhild reka rekha resi ricarda rie riitta rika rimma rini ritu roksolana rolande romana ronja rosalina rosaria rosaura rosel
roselyne roshni rositsa rudo rumiko rumyana ruqayya ruslana rutendo ryoko saadia sabah sachiko sadhana sagrario samar sana sanda sandrine
sangeeta santina sarala saraswati sarka sarolta satoko satu savita seema selam serafina setsuko sevim shadia shahnaz shaima shantabai
sharmila shereen shingai shizuka shizuko shobha sidonie sieglinde signe sigridur sigrun simisola sinikka sirpa sissel siti smaranda sneha
snezhana sofiya soile solene solenne solomiya solvei sorina souad spela sri stanislawa stanka stavroula stefaniya stefka steliana stepanka
stojanka styliani sudha sujata sulastri sulochana sultana sumiko sumitra sunhild supriya surekha sushila suvi svanhild svitlana swantje
swapna swati taisiya teresinha terez terttu thandeka theresia thyra tigist tijana titilayo tora torill tosca toshiko traudl traute tsitsi
tsvetana tsvetelina tudora turid tuulikki tuva tülay uliana ulyana unni urmila ute valentyna valeriana vandana vappu varvara vasilka vasudha
vasundhara velichka vijaya viktoriya vimala viorica visitacion viviane vreni vuokko wafaa walburga waltraud wambui wati wenche wulan xanthi
ximena yaa yaroslava yasmeen yasuko yelizaveta yevgenia yildiz yordanka yui yukiko yuko yuliana yumiko zamfira zawadi zdena zelie zeritu
zhanna zinaida zodwa zoi zorica zornitsa zosia zsuzsanna zuhura åse šárka`
