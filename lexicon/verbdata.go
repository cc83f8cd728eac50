// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

// Verbs that double their last letter: "planned", "admitting".
var doubles = set(`plan admit commit permit submit omit transmit refer prefer infer defer confer occur recur
	incur concur rebut rebel compel propel expel repel dispel control patrol stop drop step slip ship trip
	chat quit regret ban scan span snap wrap strip whip tap trap map clap slap rap cap stab grab rob rub
	sob jog tag brag drag flag plug beg log dub jab pin spin trim slam cram jam ram swim hum sum stun
	shun gun con pat pot plot spot knot fit equip slim dim rig dig hug bar star stir blur mar scar spar
	war tar top hop shop chop crop swap pop prop mop tip rip dip zip sip grip clip flip nip drip skip
	set let cut put hit bet get forget begin win run sit blog quip nod bid outbid unwrap kidnap program hem
	upset offset input rev rat vet pet net wet jet abet excel signal label travel cancel model fuel dial level
	channel counsel total rival equal tunnel pencil marshal funnel bus`)

// Forms that the rules make but that are hardly ever verbs in the news.
const plainOnlyNouns = `being texts posts readings findings evening morning during including according
	minutes papers houses streets waters hands faces heads minds shoulders seats chairs tables`

// Irregular verbs: lemma, third person, past, participle, -ing. "Be", "have",
// "do" and the modals are closed-class words. A star: common as a noun too.
const irregularVerbs = `
say says said said saying
tell tells told told telling
write writes wrote written writing
think thinks thought thought thinking
know knows knew known knowing
see sees saw seen seeing
find* finds found found finding
hold* holds held held holding
feel feels felt felt feeling
swear swears swore sworn swearing
foresee foresees foresaw foreseen foreseeing
foretell foretells foretold foretold foretelling
forecast* forecasts forecast/forecasted forecast/forecasted forecasting
cast* casts cast cast casting
broadcast* broadcasts broadcast broadcast broadcasting
show* shows showed shown/showed showing
speak speaks spoke spoken speaking
understand understands understood understood understanding
misunderstand misunderstands misunderstood misunderstood misunderstanding
read reads read read reading
retell retells retold retold retelling
forget forgets forgot forgotten forgetting
seek seeks sought sought seeking
choose chooses chose chosen choosing
go goes went gone going
come comes came come coming
become becomes became become becoming
overcome overcomes overcame overcome overcoming
get gets got got/gotten getting
give gives gave given giving
forgive forgives forgave forgiven forgiving
take* takes took taken taking
mistake* mistakes mistook mistaken mistaking
undertake undertakes undertook undertaken undertaking
overtake overtakes overtook overtaken overtaking
make makes made made making
let lets let let letting
put puts put put putting
keep keeps kept kept keeping
leave* leaves left left leaving
begin begins began begun beginning
run* runs ran run running
bring brings brought brought bringing
buy buys bought bought buying
catch* catches caught caught catching
teach teaches taught taught teaching
fight* fights fought fought fighting
stand* stands stood stood standing
withstand withstands withstood withstood withstanding
lose loses lost lost losing
pay* pays paid paid paying
meet meets met met meeting
set* sets set set setting
sit sits sat sat sitting
stick* sticks stuck stuck sticking
strike* strikes struck struck/stricken striking
lead* leads led led leading
mislead misleads misled misled misleading
mean means meant meant meaning
send sends sent sent sending
spend spends spent spent spending
build builds built built building
rebuild rebuilds rebuilt rebuilt rebuilding
lend lends lent lent lending
bend* bends bent bent bending
fall* falls fell fallen falling
cut* cuts cut cut cutting
hit* hits hit hit hitting
hurt hurts hurt hurt hurting
quit quits quit quit quitting
shut shuts shut shut shutting
spread* spreads spread spread spreading
split* splits split split splitting
cost* costs cost cost costing
bet* bets bet bet betting
bid* bids bid bid/bidden bidding
grow grows grew grown growing
throw throws threw thrown throwing
overthrow overthrows overthrew overthrown overthrowing
blow* blows blew blown blowing
fly flies flew flown flying
draw* draws drew drawn drawing
withdraw withdraws withdrew withdrawn withdrawing
drive* drives drove driven driving
ride* rides rode ridden riding
rise* rises rose risen rising
arise arises arose arisen arising
break* breaks broke broken breaking
wake wakes woke woken waking
steal steals stole stolen stealing
freeze freezes froze frozen freezing
wear wears wore worn wearing
tear tears tore torn tearing
bear bears bore borne/born bearing
shake shakes shook shaken shaking
eat eats ate eaten eating
beat beats beat beaten beating
win* wins won won winning
hang hangs hung hung hanging
swing* swings swung swung swinging
sing sings sang sung singing
ring* rings rang rung ringing
sink sinks sank sunk sinking
drink* drinks drank drunk drinking
swim* swims swam swum swimming
shoot shoots shot shot shooting
fleece* fleeces fleeced fleeced fleecing
flee flees fled fled fleeing
feed* feeds fed fed feeding
sell sells sold sold selling
sleep* sleeps slept slept sleeping
sweep* sweeps swept swept sweeping
weep weeps wept wept weeping
deal* deals dealt dealt dealing
hear hears heard heard hearing
bind binds bound bound binding
wind winds wound wound winding
grind grinds ground ground grinding
hide hides hid hidden hiding
bite* bites bit bitten biting
slide* slides slid slid sliding
lie* lies lied/lay lied/lain lying
lay lays laid laid laying
light* lights lit lit lighting
shine shines shone shone shining
cling clings clung clung clinging
dig digs dug dug digging
spin* spins spun spun spinning
sue sues sued sued suing
tie* ties tied tied tying
die dies died died dying
upset upsets upset upset upsetting
offset offsets offset offset offsetting
oversee oversees oversaw overseen overseeing
uphold upholds upheld upheld upholding
withhold withholds withheld withheld withholding
arm* arms armed armed arming
fit fits fit/fitted fit/fitted fitting
rid rids rid rid ridding
shed sheds shed shed shedding
burst* bursts burst burst bursting
thrust thrusts thrust thrust thrusting
burn* burns burned/burnt burned/burnt burning
learn learns learned/learnt learned/learnt learning
dream* dreams dreamed/dreamt dreamed/dreamt dreaming
leap* leaps leapt/leaped leapt/leaped leaping
kneel kneels knelt knelt kneeling
creep creeps crept crept creeping
forbid forbids forbade forbidden forbidding
`

// Regular verbs that the news uses often. A star: common as a noun too. What is
// missing is guessed by its ending.
const regularVerbs = `
appear seem add announce declare state* note* remark* comment* observe mention* proclaim reply* respond answer* counter*
claim* charge* report* promise* pledge* vow* threaten warn caution* guarantee* estimate* guess* forecast joke*
quip* complain protest* object* rule* decree* post* blog* text* email* tweet* brief* lecture* question* press*
query* request* demand* order* command* direct appeal* call* push* plan* aim* offer* hope* fear* worry* wish* want like
love* hate* desire* regret* doubt* attack* blast* praise* support* back* favor* favour* challenge* label* brand*
term* paint* criticize view* project* judge* signal* hint* detail* outline* voice* issue* point* echo* talk* cry*
sigh* scream* shout* yell* chant* whisper* rant* boast* tease* rave* blame* fault* insult* rebuke* thank welcome* document*
accept accompany accomplish achieve acquire act* adapt address* adjust administer admire adopt advance* affect afford
aid* alarm* alert* align allocate allow alter amend amount* analyze analyse anger* appoint approach* approve arrange
arrest* arrive assemble assign assist associate assume attach attempt* attend attract audit* average* avoid await
award* ban* bar* base* battle* behave belong benefit* block* board* bomb* book* boost* border* borrow bother bounce bow*
box* boycott* broaden budget* bury calculate calm* campaign* cancel capture* care* carry cause* cease center*
chair* change* charm* chase* chat* cheat* check* cheer* circulate cite clash* classify clean clear climb* close
coach* collapse* collect combat* combine comfort* commit communicate compete compile complete comply compose
compromise* concentrate concern* conduct* confine conflict* confront confuse connect consist constitute construct
consult consume contact* contain contest* contract* contribute control* convene convert convict* cook* cooperate
coordinate cope copy* correct count* couple* cover* crack* crash* crawl create credit* cripple cross* crowd* crush
culminate cure* curb* curtail damage* dance* dare date* debate* debut* decay* decline* decorate decrease* dedicate deepen
default* defeat* defect define defy delay* delete deliver depart depend deploy deport deposit* derail derive deserve
design* designate destroy detain detect deteriorate develop devote differ digest diminish dine disappear disappoint
discourage discipline* discriminate display* displace dispatch* disperse disrupt dissolve distance* distinguish
distort distribute disturb divert divide* dodge dominate donate double* doubt* download* draft* drag drain* dress* drift*
drop* drown dump earn ease* edge* edit educate elect elevate eliminate embark embarrass emerge employ empty enable
enact encounter* end* endanger endure enforce engage enhance enjoy enlist ensure enter entertain entitle equip erase
erode erupt escalate escape* escort* establish evacuate evaluate evolve examine exceed exchange* exclude excuse*
execute exercise* exhibit* exist expand expel experience* experiment* expire exploit explode explore export* expose
extend extract face* facilitate fade fail falter fan* farm* fasten feature* file* fill film* finance* finish* fire*
fix* flash* float flood* flow* focus* fold follow force* form* foster found frame* free fuel* fulfill function* fund*
further gain* gamble* gather gauge* gaze generate govern grab grant* greet grieve grip* ground group* guard* guide*
halt* hand handle* happen harass harm* harvest* head* heal help* hesitate highlight hire hoist honor* honour* host* house* hug*
hunt* hurry identify ignite ignore impact* impair implement import* impose impress imprison improve include
incorporate increase* incur induce infect inflict influence* inherit initiate inject injure innovate inspect inspire
install institute integrate interact interest* interfere interpret interrogate interrupt intervene interview* intimidate introduce
invade invent invest investigate invite involve isolate jail* join jump* keen kick* kidnap kill* kiss* knock* labor*
lack* land* lash last laugh* launch* leak* lean lease* legalize lift* limit* line* link* list* listen live load* loan* lobby*
locate lock* log* long look* loom loot lower maintain manage mandate* manipulate manufacture march* mark* market* marry
master* match* matter* maximize measure* meddle merge mine* minimize mind miss mix* mobilize model* moderate modify monitor*
motivate mount mourn move* multiply murder* name* narrow need* negotiate nod nominate normalize number* obey oblige
obtain occupy occur offend open operate organize organise originate oust outrage* overhaul* overlook overturn overwhelm
owe own pack* park* participate partner* pass patrol* pause* perform permit* pick* picture* pile* place* play* please
plot* plunge* point* police* poll* pose position* possess postpone pour power* practice* prefer prepare present preserve
preside prevail prevent print* proceed process* produce profit* progress* prohibit prolong promote prompt propel
prosecute protect provide provoke publish pull* punish purchase* pursue qualify quarrel* quell race* raid* raise*
rally* range* rank* rape* rate* ratify reach* react realize reap rebel* rebound* receive recognize reconcile recover
recruit* reduce reelect re-elect reflect reform* refrain regain register* regulate rehearse reinforce reinstate relax release* relieve
relocate rely remain remark* remedy* remove renew rent* repair* repay repeal* replace represent repress rescue* research*
resemble reserve* reshape reside resign resolve* resort* respect* rest* restore restrain restrict result* resume
retain retake retaliate retire retreat* retrieve return* reunite reverse* review* revise revive revoke reward* risk* rival*
roar roll* rob rock* roll* round* rule* rush* sack* safeguard* sail* satisfy save scale* scare* scatter schedule* score* scramble* scrap*
screen* scrutinize seal* search* secure seize select separate serve settle shape* share* shatter shelter* shift* ship* shock* shop* shore
shower* shrug side* sign* simplify skip* slap* slash* slide slip* slow smash smell* smile* smoke* smuggle soar soften solve
sort* sound* spare spark* specialize speed* spell* sponsor* spot* spur* squeeze* stabilize stage* stain* stall* stand* stare* start* starve
stay* stem* step* stir stock* stop* store* storm* strain* strand strengthen stress* stretch* strip* structure* struggle* study*
stumble subject submit subscribe succeed suffer suit* supply* suppress surface* surge* surpass surprise* surrender* surround
survey* survive suspend sustain swap* switch* symbolize tackle* tap* target* taste* tax* team* test* tighten tolerate top* torture*
toss* total touch* tour* tout track* trade* trail* train* transfer* transform translate transmit transport* trap* travel*
treat* trend* trigger* trim triumph* trouble* trust* try* tumble turn* unfold undergo unify unite unleash unveil update* upgrade* urge use*
vacate value* vanish vary veto* violate visit* volunteer* vote* wage* wait* walk* wander wane warrant* wash waste* watch*
water* weaken weigh widen wield win wipe* witness* work* wrap* wreck* yield*
require notice* record* appreciate figure* reference* tend graduate* record* pretend pressure* pray title* price* extradite authorize incite
abandon abolish absorb abstain abuse* accelerate accumulate accustom acquit activate advertise age* aggravate agree
air* amass amplify angle* apply arouse ask aspire assassinate assault* attribute autograph avenge bail* balance* bargain*
bask batter beam* befriend bill* blend* bless blow* blur boil bolster boom* breach* brace breathe brew brush* bubble bully*
bump* bungle burden* butt button* calm* cap* cater chart* chop circle* clap cleanse click* clinch cloud* coat* code* coincide
collaborate collide color* comb commemorate commence commission* commute compensate compound* comprise conceal
conceive condition* confer configure confiscate congregate conquer conserve conspire consolidate contaminate
contend contrast* converge convey cool correspond corrupt cost* court* craft* crave crumble cue* cultivate curse* cycle* dash* dawn* deceive
decimate deem deepen defer deflect degrade delegate* delight* demolish demonstrate* depict deplete deprive descend
destabilize deter devastate deviate diagnose dictate dig direct disable disagree disarm discard discharge* disclose
disclaim discredit disguise dislike* dismantle disqualify dissent* dive* divorce* doom dot* draft* duck* dwell eclipse* emanate embed
emigrate emit empower emulate enclose encompass endeavor* enlarge enrage enrich enroll entail envy* equal* eradicate erect
evade evict evoke exaggerate exacerbate excel exempt exert exhaust expel fabricate falter fashion* favor* feast* fetch finalize
flank* flatten flee flip* flock* flourish flush focus* forge forgo formulate forward fracture* frustrate fumble fuse* gasp*
gear* glance* gloat glow* grasp* graze grill* groom grope guess hail* halve hammer* handcuff* harbor* hasten haul* haunt heat* heckle
heighten hijack hint* hover howl* hurl hustle* immigrate impeach implicate inaugurate indict inflate infuriate inhabit inhibit insert
insulate insure intensify intercept intersect intrude irritate itch* jeopardize jolt* justify lag* lament lavish leave* legislate
liberate license* linger liquidate litigate lodge* loosen lure* magnify meander mediate melt merit* migrate mimic mirror* misjudge mistreat
mitigate moan* mock muddle mumble muster narrow necessitate neglect* neutralize nurture object* oblige obscure obstruct
omit ooze orchestrate orient originate outlast outline* outlaw* outnumber outpace outperform outweigh overlap* override
overrule overshadow overspend paralyze pardon* peak* peel penalize penetrate perceive peril perpetuate persecute persist pervade petition* phase*
phone* photograph* pin* pit pivot* plague* plant* plead pocket* poison* pop* portray precede predominate preempt prescribe
presume prey* prime probe* procure prod profile* prop* prosper protect prune pump* purge* quarantine* quote* rake ram rattle
readjust reassess rebut recede reckon reclaim reconsider reconvene rectify recycle redefine redeem redirect refill refuel refund* refer regroup
reignite reject rejoin relinquish relish remake render renounce renovate reopen reorganize repatriate repel reproduce reschedule resent
reshuffle* resurface retract retrain rethink reunify revamp* revel revolve rework rig ripple* roam route* ruin* ruffle sabotage* salvage sanction*
saturate scan* scoff scold scoop* scorn* scour scout* screw* seat* sentence* shave shield* shoulder shove shower shrink shuffle* shuttle* shy
silence* sip* sketch* skyrocket slay slice* smear* snatch sneak sniff snub* soak socialize solicit span* spearhead spill* splash* spoil
spray* sprawl* sprint* squander stampede* stash* staple* steer stifle stigmatize stimulate stipulate stoke stonewall* straddle streamline stroll*
stun subdue subsidize substitute* subside subvert sully summon supervise supplement* surf* swell* swamp* sway tailor tally* tamper tarnish
taunt* telephone* televise tempt terminate terrorize thrill* thrive thwart tilt* tip* toil* topple torment* tow* trace* tread trample
transcend trick* trickle troll* tutor* twist* uncover undermine underestimate unearth unlock unravel unsettle uproot usher utilize utter
vandalize vent* verify vie vilify vindicate visualize void wade warm waver waive weather* whip* widen wither withstand wonder worsen worship* wound* wrestle yearn zoom
`
