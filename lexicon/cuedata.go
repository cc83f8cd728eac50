// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"sync"
)

// The reporting verbs. Written by hand for this project. Classes were compared
// with VerbNet 3.3 (say-37.7, tell-37.2, inquire-37.1.2, manner_speaking-37.3,
// complain-37.8, advise-37.9, confess-37.10, conjecture-29.5, judgment-33.1;
// distributed with permission) and coverage with the 257 forms of the Gender
// Gap Tracker (MIT); no annotated corpus of news was copied.
//
// A row reads: lemma, class, frames, prepositions, factivity.
const (
	speech = That | Quote | Inverts | Core
	stance = That | Quote
)

var cueRows = [...]struct {
	lemma  string
	class  Class
	frames Frame
	preps  string
	fact   Factivity
}{
	// Neutral speech.
	{"say", Say, speech | Wh | Artefact, "", Neutral},
	{"add", Say, speech, "", Neutral},
	{"state", Say, speech | Artefact, "", Neutral},
	{"note", Say, speech | Wh | Object | Artefact, "", Positive},
	{"remark", Say, speech, "on", Neutral},
	{"comment", Say, speech, "on", Neutral},
	{"observe", Say, speech, "", Positive},
	{"mention", Say, speech | Object, "", Neutral},
	{"announce", Say, speech | Object | Artefact, "", Neutral},
	{"declare", Say, speech | Object | ObjectAs | Artefact, "", Neutral},
	{"proclaim", Say, speech | Object | ObjectAs, "", Neutral},
	{"pronounce", Say, speech | ObjectAs, "", Neutral},
	{"reply", Say, speech, "", Neutral},
	{"respond", Say, speech, "", Neutral},
	{"answer", Say, speech, "", Neutral},
	{"retort", Say, speech, "", Neutral},
	{"counter", Say, speech, "", Neutral},
	{"interject", Say, speech, "", Neutral},
	{"continue", Say, Quote | Inverts | Core, "", Neutral},
	{"repeat", Say, speech | Object, "", Neutral},
	{"reiterate", Say, speech | Object, "", Neutral},
	{"stress", Say, speech | Object, "", Neutral},
	{"emphasize", Say, speech | Object, "", Neutral},
	{"emphasise", Say, speech | Object, "", Neutral},
	{"underline", Say, speech | Object, "", Neutral},
	{"underscore", Say, speech | Object, "", Neutral},
	{"point", Say, NeedsPrep | speech | Artefact, "out", Positive},
	{"point out", Say, speech | Wh | Artefact, "", Positive},
	{"rule out", Say, Object | Gerund | Core, "", Neutral},
	{"spell out", Say, Wh | Object | Quote | Core | Artefact, "", Neutral},
	{"set out", Say, Wh | Object | Core | Artefact, "", Neutral},
	{"let out", Say, ThatOnly | Core, "", Neutral},
	{"blurt out", Say, speech, "", Neutral},
	{"call out", Say, Quote | Inverts | Core, "", Neutral},
	{"cry out", Say, Quote | Inverts | Core, "", Neutral},
	{"read out", Say, Quote | Object | Core, "", Neutral},
	{"hit out", Say, NeedsPrep | Quote | Core, "at", Neutral},
	{"lash out", Say, NeedsPrep | Quote | Core, "at against", Neutral},
	{"speak out", Say, NeedsPrep | Quote | Core, "against about on", Neutral},
	{"hit back", Say, speech, "at", Neutral},
	{"fire back", Say, speech, "at", Neutral},
	{"shoot back", Say, speech, "at", Neutral},
	{"write back", Write, speech, "", Neutral},
	{"text back", Write, Quote | Inverts | Core, "", Neutral},
	{"call back", Say, Quote | Inverts | Core, "", Neutral},
	{"chime in", Say, speech, "", Neutral},
	{"weigh in", Say, Quote | Inverts | NeedsPrep | Core, "on", Neutral},
	{"sum up", Say, Quote | Object | Inverts | Core, "", Neutral},
	{"pipe up", Say, Quote | Inverts | Core, "", Neutral},
	{"play down", Judge, Object, "", Neutral},
	{"recall", Say, speech | Wh | Gerund, "", Positive}, // with an object it is goods as a rule
	{"recount", Say, speech | Object, "", Neutral},
	{"relate", Say, speech, "", Neutral},
	{"narrate", Say, Quote | Object | Core, "", Neutral},
	{"explain", Say, speech | Wh | Object | Artefact, "", Positive},
	{"elaborate", Say, Quote | Inverts | Core, "on", Neutral},
	{"clarify", Say, speech | Wh, "", Positive},
	{"specify", Say, speech | Wh, "", Positive},
	{"detail", Say, Wh | Object | Core | Artefact, "", Neutral},
	{"outline", Say, Wh | Object | Core | Artefact, "", Neutral},
	{"summarize", Say, Quote | Object | Inverts | Core, "", Neutral},
	{"summarise", Say, Quote | Object | Inverts | Core, "", Neutral},
	{"conclude", Say, speech | Artefact, "", Neutral},
	{"testify", Say, speech, "", Neutral},
	{"swear", Say, speech | Inf, "", Neutral},
	{"affirm", Say, speech | Object, "", Positive},
	{"reaffirm", Say, speech | Object, "", Positive},
	{"confirm", Say, speech | Object | Artefact, "", Positive},
	{"acknowledge", Say, speech | Object | Gerund, "", Positive},
	{"admit", Say, speech | Gerund, "to", Positive},
	{"concede", Say, speech | Object, "", Positive},
	{"confess", Say, speech, "to", Positive},
	{"reveal", Say, speech | Object | Wh | Artefact, "", Positive},
	{"disclose", Say, speech | Object | Wh | Artefact, "", Positive},
	{"divulge", Say, That | Object | Core, "", Positive},
	{"report", Say, speech | Object | Gerund | Artefact, "on", Neutral},
	{"relay", Say, That | Quote | Object | Core, "", Neutral},
	{"opine", Say, speech, "", Neutral},
	{"volunteer", Say, That | Quote | Inverts | Core, "", Neutral},
	{"venture", Say, Quote | Inverts | Core, "", Neutral},
	{"theorize", Say, speech, "", Doubtful},
	{"speculate", Say, speech, "about on", Doubtful},
	{"hint", Say, speech, "at", Doubtful},
	{"imply", Say, That | Core | Artefact, "", Doubtful},
	{"insinuate", Say, That | Core, "", Doubtful},
	{"indicate", Say, That | Wh | Quote | Object | Core | Artefact, "", Neutral},
	{"signal", Say, That | Object | Core, "", Neutral},
	{"suggest", Say, speech | Wh | Object | Gerund | Artefact, "", Neutral},
	{"propose", Say, That | Quote | Inf | Object | Gerund | Inverts | Core, "", Neutral},
	{"recommend", Say, That | Object | Gerund | Core | Artefact, "", Neutral},
	{"predict", Say, speech | Object | Wh | Artefact, "", Neutral},
	{"forecast", Say, That | Object | Core | Artefact, "", Neutral},
	{"estimate", Say, That | Core | Artefact, "", Neutral},
	{"guess", Say, speech, "", Neutral},
	{"reckon", Say, speech, "", Neutral},
	{"joke", Say, speech, "about", Neutral},
	{"quip", Say, speech, "", Neutral},
	{"muse", Say, speech, "about", Neutral},
	{"tease", Say, Quote | Inverts | Core, "", Neutral},
	{"gush", Say, speech, "", Neutral},
	{"rave", Say, Quote | Inverts | Core, "about", Neutral},
	{"boast", Say, speech, "about of", Doubtful},
	{"brag", Say, speech, "about", Doubtful},
	{"complain", Say, speech, "about of", Neutral},
	{"lament", Say, speech | Object, "", Neutral},
	{"bemoan", Say, Object | Quote | Core, "", Neutral},
	{"grumble", Say, speech, "about", Neutral},
	{"gripe", Say, speech, "about", Neutral},
	{"protest", Say, speech, "", Neutral},
	{"object", Say, speech, "to", Neutral},
	{"fume", Say, speech, "", Neutral},
	{"thunder", Say, Quote | Inverts | Core, "", Neutral},
	{"rail", Say, Quote | Inverts | NeedsPrep | Core, "against at", Neutral},
	{"rant", Say, speech, "about", Neutral},
	{"recite", Say, Quote | Object | Core, "", Neutral},
	{"exclaim", Say, speech, "", Neutral},
	{"shout", Say, speech, "", Neutral},
	{"yell", Say, speech, "", Neutral},
	{"scream", Say, speech, "", Neutral},
	{"chant", Say, Quote | Object | Inverts | Core, "", Neutral},
	{"cry", Say, Quote | Inverts | Core, "", Neutral},
	{"whisper", Say, speech, "", Neutral},
	{"mutter", Say, speech, "", Neutral},
	{"murmur", Say, speech, "", Neutral},
	{"sigh", Say, Quote | Inverts | Core, "", Neutral},
	{"snap", Say, Quote | Inverts | Core, "", Neutral},
	{"declaim", Say, Quote | Inverts | Core, "", Neutral},
	{"intone", Say, Quote | Inverts | Core, "", Neutral},
	{"preach", Say, Quote | Object | Core, "", Neutral},
	{"exhort", Say, Quote | Inf | Inverts | Addressee | Core, "", Neutral},
	{"echo", Say, Quote | Object | Core, "", Neutral},
	{"speak", Say, Quote | NeedsPrep | Core, "of about out against", Neutral},
	{"talk", Say, Quote | NeedsPrep | Core, "about of up", Neutral},
	{"discuss", Say, Object | Wh | Core, "", Neutral},
	{"describe", Say, Quote | Object | ObjectAs | Wh | Inverts | Core | Artefact, "", Neutral},
	{"refer", Say, NeedsPrep | Core | Artefact, "to", Neutral},
	{"allude", Say, NeedsPrep | Core, "to", Neutral},
	{"cite", Say, Object | Core | Artefact, "", Neutral},
	{"quote", Say, Object | Quote | Core | Artefact, "", Neutral},
	{"invoke", Say, Object | Core, "", Neutral},
	{"warn", Say, speech | Wh | Inf | Addressee | Artefact, "of against about", Neutral},
	{"caution", Say, speech | Addressee, "against", Neutral},
	{"threaten", Say, That | Quote | Inf | Core, "", Neutral},
	{"promise", Say, speech | Inf | Object | Addressee, "", Neutral},
	{"pledge", Say, speech | Inf | Object, "", Neutral},
	{"vow", Say, speech | Inf | Object, "", Neutral},
	{"guarantee", Say, That | Quote | Object | Core, "", Neutral},
	{"agree", Say, speech | Inf, "with to on", Neutral},
	{"disagree", Say, speech, "with", Neutral},
	{"apologize", Say, Quote | Core, "for", Positive},
	{"apologise", Say, Quote | Core, "for", Positive},
	{"assess", Say, Quote | ThatOnly | Core, "", Neutral},
	{"rule", Say, That | Core, "", Neutral},
	{"decree", Say, That | Core, "", Neutral},
	{"stipulate", Say, That | Core | Artefact, "", Neutral},
	{"hold", Say, ThatOnly | Core | Artefact, "", Neutral},
	{"calculate", Say, That | Wh | Core | Artefact, "", Neutral},
	{"restate", Say, speech | Object, "", Neutral},
	{"reassert", Say, speech | Object, "", Doubtful},
	{"retell", Say, Quote | Wh | Object | Core, "", Neutral},
	{"reconfirm", Say, speech | Object, "", Positive},
	{"persist", Say, Quote | Inverts | Core, "", Neutral},
	{"confide", Say, speech, "", Neutral},
	{"interpose", Say, Quote | Inverts | Core, "", Neutral},
	{"blurt", Say, Quote | Inverts | Core, "", Neutral},
	{"intimate", Say, ThatOnly | Quote | Core, "", Doubtful},
	{"articulate", Say, Quote | Object | Core, "", Neutral},
	{"convey", Say, ThatOnly | Wh | Object | Core, "", Neutral},
	{"flag", Say, ThatOnly | Object | Core | Artefact, "", Neutral},
	{"enthuse", Say, speech, "about", Neutral},
	{"posit", Say, speech, "", Neutral},
	{"avow", Say, speech, "", Neutral},
	{"foretell", Say, That | Object | Core, "", Neutral},
	{"prophesy", Say, speech, "", Neutral},
	{"surmise", Say, speech, "", Doubtful},
	{"moan", Say, speech, "about", Neutral},
	{"whine", Say, speech, "about", Neutral},
	{"pontificate", Say, Quote | NeedsPrep | Core, "about on", Neutral},
	{"utter", Say, Quote | Object | Core, "", Neutral},
	{"voice", Say, Object | Core, "", Neutral},
	{"express", Say, Object | Core, "", Neutral},
	{"issue", Say, Object | Core, "", Neutral},

	// Writing.
	{"write", Write, speech | Wh | Artefact, "about of", Neutral},
	{"tweet", Write, speech | Object, "out about", Neutral},
	{"retweet", Write, Quote | Object | Core, "", Neutral},
	{"post", Write, speech | Object, "", Neutral},
	{"blog", Write, speech, "about", Neutral},
	{"email", Write, speech, "", Neutral},
	{"text", Write, speech, "", Neutral},
	{"read", Write, Quote | Core | Artefact, "", Neutral},
	{"publish", Write, Object | Core, "", Neutral},

	// Telling.
	{"tell", Tell, speech | Wh | Inf | Object | Addressee | NeedsAddressee | Artefact, "of about", Neutral},
	{"hear", Tell, That | Wh | Quote | Core, "", Neutral}, // of courts only
	{"inform", Tell, speech | Addressee | NeedsAddressee, "of about", Neutral},
	{"notify", Tell, speech | Addressee | NeedsAddressee, "of", Neutral},
	{"remind", Tell, speech | Inf | Addressee | NeedsAddressee, "of about", Positive},
	{"assure", Tell, speech | Addressee | NeedsAddressee, "of", Neutral},
	{"reassure", Tell, speech | Addressee | NeedsAddressee, "", Neutral},
	{"advise", Tell, speech | Inf | Addressee, "against on", Neutral},
	{"brief", Tell, Addressee | NeedsAddressee | NeedsPrep | Core, "on about", Neutral},
	{"alert", Tell, ThatOnly | Quote | Addressee | NeedsAddressee | Core, "to about", Neutral},
	{"admonish", Tell, ThatOnly | Quote | Inf | Inverts | Addressee | NeedsAddressee | Core, "", Neutral},
	{"counsel", Tell, ThatOnly | Quote | Inf | Inverts | Addressee | Core, "against", Neutral},
	{"lecture", Tell, Quote | Addressee | Core, "about on", Neutral},

	// Asking.
	{"ask", Ask, ThatOnly | Wh | Quote | Inf | Object | Addressee | Inverts | Core, "for about", Neutral},
	{"inquire", Ask, Wh | Quote | Inverts | Core, "about", Neutral},
	{"enquire", Ask, Wh | Quote | Inverts | Core, "about", Neutral},
	{"wonder", Ask, Wh | Quote | Inverts | Core, "about", Neutral},
	{"question", Ask, Wh | Object | Core, "", Doubtful},
	{"press", Ask, Quote | Inf | Addressee | NeedsPrep | Core, "for about", Neutral},
	{"query", Ask, Wh | Object | Core, "", Doubtful},

	// Denying.
	{"deny", Deny, That | Quote | Object | Gerund | Inverts | Core, "", Negative},
	{"refute", Deny, That | Object | Core, "", Negative},
	{"rebut", Deny, Object | Core, "", Negative},
	{"dispute", Deny, That | Object | Core, "", Negative},
	{"contradict", Deny, Object | Core | Artefact, "", Negative},
	{"reject", Deny, Object | Core, "", Negative},
	{"dismiss", Deny, Object | ObjectAs | Core, "", Negative},
	{"disavow", Deny, Object | Core, "", Negative},
	{"decline", Deny, Inf | Core, "", Neutral},
	{"refuse", Deny, Inf | Core, "", Neutral},

	// Ordering and asking for.
	{"urge", Order, That | Quote | Inf | Object | Addressee | Inverts | Core, "", Neutral},
	{"order", Order, That | Quote | Inf | Object | Addressee | Inverts | Core, "", Neutral},
	{"command", Order, That | Quote | Inf | Addressee | Core, "", Neutral},
	{"instruct", Order, Quote | Inf | Addressee | NeedsAddressee | Core, "", Neutral},
	{"direct", Order, Inf | Addressee | NeedsAddressee | Core, "", Neutral},
	{"demand", Order, That | Quote | Inf | Object | Inverts | Core, "", Neutral},
	{"request", Order, That | Object | Inf | Addressee | Core, "", Neutral},
	{"appeal", Order, Quote | NeedsPrep | Core, "for to", Neutral},
	{"plead", Order, That | Quote | Inf | Inverts | Core, "for", Neutral},
	{"beg", Order, Quote | Inf | Addressee | Inverts | Core, "for", Neutral},
	{"implore", Order, Quote | Inf | Addressee | Core, "", Neutral},
	{"encourage", Order, Inf | Addressee | NeedsAddressee | Core, "", Neutral},
	{"entreat", Order, Quote | Inf | Addressee | NeedsAddressee | Core, "", Neutral},
	{"invite", Order, Inf | Addressee | NeedsAddressee | Core, "", Neutral},
	{"call", Order, Quote | ObjectAs | Core, "for on upon", Neutral},
	{"advocate", Order, That | Object | Gerund | Core, "for", Neutral},
	{"push", Order, NeedsPrep, "for", Neutral},
	{"insist", Order, speech, "on", Doubtful},

	// Claiming: the text keeps its distance.
	{"claim", Claim, speech | Inf | Object | Artefact, "", Doubtful},
	{"allege", Claim, speech | Object | Artefact, "", Doubtful},
	{"assert", Claim, speech | Object | Artefact, "", Doubtful},
	{"contend", Claim, speech | Artefact, "", Doubtful},
	{"maintain", Claim, speech, "", Doubtful},
	{"argue", Claim, speech | Artefact, "for against", Neutral},
	{"aver", Claim, speech, "", Doubtful},
	{"pretend", Claim, That | Inf | Core, "", Doubtful},
	{"profess", Claim, That | Inf | Object | Core, "", Doubtful},
	{"charge", Claim, That | Quote | Inverts | Core, "", Doubtful},
	{"accuse", Claim, Quote | Addressee | NeedsAddressee | Core, "of", Doubtful},
	{"purport", Claim, Inf, "", Doubtful},
	{"falsify", Claim, Object, "", Negative},

	// Evidence.
	{"show", Show, That | Wh | Object | Artefact, "", Positive},
	{"find", Show, That | Artefact, "", Positive},
	{"demonstrate", Show, That | Wh | Artefact, "", Positive},
	{"prove", Show, That | Artefact, "", Positive},
	{"illustrate", Show, That | Wh | Object | Artefact, "", Neutral},
	{"highlight", Show, That | Object | Artefact, "", Neutral},
	{"project", Show, That | Artefact, "", Neutral},
	{"conjecture", Show, stance, "", Doubtful},

	// Thinking.
	{"think", Think, stance | Wh | Inverts, "of about", Neutral},
	{"believe", Think, stance | Inverts, "in", Neutral},
	{"know", Think, That | Wh, "about", Positive},
	{"consider", Think, That | Object | ObjectAs | Gerund, "", Neutral},
	{"regard", Think, ObjectAs, "", Neutral},
	{"view", Think, Object | ObjectAs, "", Neutral},
	{"see", Think, That | ObjectAs, "", Neutral},
	{"deem", Think, ObjectAs, "", Neutral},
	{"expect", Think, That | Inf | Object, "", Neutral},
	{"anticipate", Think, That | Object, "", Neutral},
	{"assume", Think, That, "", Neutral},
	{"presume", Think, That, "", Neutral},
	{"suppose", Think, That, "", Neutral},
	{"suspect", Think, That | Object, "", Neutral},
	{"imagine", Think, That | Wh | Object | Gerund, "", Neutral},
	{"envision", Think, Object | Wh, "", Neutral},
	{"doubt", Think, That | Wh | Object, "", Negative},
	{"realize", Think, That | Wh, "", Positive},
	{"realise", Think, That | Wh, "", Positive},
	{"recognize", Think, That | Object, "", Positive},
	{"recognise", Think, That | Object, "", Positive},
	{"understand", Think, That | Wh, "", Positive},
	{"remember", Think, That | Wh | Object | Gerund, "", Positive},
	{"forget", Think, That | Wh, "", Positive},
	{"learn", Think, That | Wh, "", Positive},
	{"discover", Think, That | Wh, "", Positive},
	{"notice", Think, That | Wh, "", Positive},
	{"decide", Think, That | Wh | Inf, "", Neutral},
	{"determine", Think, That | Wh, "", Neutral},
	{"judge", Think, That | ObjectAs, "", Neutral},
	{"contemplate", Think, Object | Wh | Gerund, "", Neutral},
	{"ponder", Think, Object | Wh, "", Neutral},
	{"dream", Think, ThatOnly | Quote, "", Neutral},
	{"foresee", Think, That | Object, "", Neutral},
	{"infer", Think, That, "", Neutral},

	// Feeling and wanting.
	{"hope", Feel, stance | Inf | Inverts, "for", Neutral},
	{"fear", Feel, stance | Object | Inverts, "", Neutral},
	{"worry", Feel, stance | Inverts, "about", Neutral},
	{"feel", Feel, That | Quote, "", Neutral},
	{"wish", Feel, That | Inf, "for", Neutral},
	{"want", Feel, Inf | Object, "", Neutral},
	{"like", Feel, Inf | Object, "", Neutral},
	{"love", Feel, Object | Inf, "", Neutral},
	{"hate", Feel, Object, "", Neutral},
	{"prefer", Feel, Inf | Object, "", Neutral},
	{"desire", Feel, Object | Inf, "", Neutral},
	{"regret", Feel, That | Object | Gerund, "", Positive},
	{"resent", Feel, Object | Gerund, "", Neutral},
	{"rejoice", Feel, Quote, "", Neutral},

	// Judging.
	{"criticize", Judge, Quote | Object | Artefact, "", Neutral},
	{"criticise", Judge, Quote | Object | Artefact, "", Neutral},
	{"praise", Judge, Quote | Object, "", Neutral},
	{"condemn", Judge, Quote | Object | Artefact, "", Neutral},
	{"deplore", Judge, Quote | Object, "", Neutral},
	{"censure", Judge, Object, "", Neutral},
	{"reproach", Judge, Quote | Object, "for with", Neutral},
	{"reprimand", Judge, Object, "", Neutral},
	{"upbraid", Judge, Object, "", Neutral},
	{"excoriate", Judge, Quote | Object, "", Neutral},
	{"vilify", Judge, Object, "", Neutral},
	{"revile", Judge, Object, "", Neutral},
	{"lampoon", Judge, Object, "", Neutral},
	{"acclaim", Judge, Object | ObjectAs, "", Neutral},
	{"extol", Judge, Object, "", Neutral},
	{"denounce", Judge, Quote | Object | ObjectAs, "", Neutral},
	{"decry", Judge, Quote | Object, "", Neutral},
	{"blast", Judge, Quote | Object, "", Neutral},
	{"slam", Judge, Quote | Object, "", Neutral},
	{"assail", Judge, Object, "", Neutral},
	{"attack", Judge, Object, "", Neutral},
	{"lambaste", Judge, Quote | Object, "", Neutral},
	{"lambast", Judge, Quote | Object, "", Neutral},
	{"castigate", Judge, Object, "", Neutral},
	{"chastise", Judge, Object, "", Neutral},
	{"chide", Judge, Quote | Object, "", Neutral},
	{"rebuke", Judge, Quote | Object, "", Neutral},
	{"scold", Judge, Quote | Object, "", Neutral},
	{"berate", Judge, Object, "", Neutral},
	{"bash", Judge, Object, "", Neutral},
	{"deride", Judge, Object | ObjectAs, "", Neutral},
	{"mock", Judge, Object, "", Neutral},
	{"ridicule", Judge, Object, "", Neutral},
	{"belittle", Judge, Object, "", Neutral},
	{"disparage", Judge, Object, "", Neutral},
	{"malign", Judge, Object, "", Neutral},
	{"insult", Judge, Object, "", Neutral},
	{"blame", Judge, Object, "for on", Doubtful},
	{"fault", Judge, Object, "", Neutral},
	{"defend", Judge, Quote | Object, "", Neutral},
	{"justify", Judge, Object, "", Neutral},
	{"welcome", Judge, Object, "", Neutral},
	{"hail", Judge, Object | ObjectAs, "", Neutral},
	{"laud", Judge, Object, "", Neutral},
	{"applaud", Judge, Object, "", Neutral},
	{"commend", Judge, Object, "", Neutral},
	{"compliment", Judge, Object, "", Neutral},
	{"congratulate", Judge, Object, "", Neutral},
	{"tout", Judge, Object | ObjectAs, "", Neutral},
	{"endorse", Judge, Object | Artefact, "", Neutral},
	{"support", Judge, Object, "", Neutral},
	{"back", Judge, Object, "", Neutral},
	{"favor", Judge, Object | Gerund, "", Neutral},
	{"favour", Judge, Object | Gerund, "", Neutral},
	{"oppose", Judge, Object | Gerund, "", Neutral},
	{"approve", Judge, NeedsPrep, "of", Neutral},
	{"disapprove", Judge, NeedsPrep, "of", Neutral},
	{"accept", Judge, That | Object, "", Positive},
	{"label", Judge, ObjectAs | Core, "", Neutral},
	{"brand", Judge, ObjectAs | Core, "", Neutral},
	{"dub", Judge, ObjectAs | Core, "", Neutral},
	{"term", Judge, ObjectAs | Core, "", Neutral},
	{"characterize", Judge, ObjectAs | Core, "", Neutral},
	{"characterise", Judge, ObjectAs | Core, "", Neutral},
	{"portray", Judge, ObjectAs | Object | Artefact, "", Neutral},
	{"depict", Judge, ObjectAs | Object | Artefact, "", Neutral},
	{"paint", Judge, ObjectAs, "", Neutral},
	{"compare", Judge, Object, "", Neutral},
	{"liken", Judge, Object, "", Neutral},

	// Planning.
	{"plan", Plan, Inf | Object, "", Neutral},
	{"intend", Plan, Inf, "", Neutral},
	{"aim", Plan, Inf, "", Neutral},
	{"seek", Plan, Inf | Object, "", Neutral},
	{"offer", Plan, Inf | Object | Quote, "", Neutral},
	{"choose", Plan, Inf, "", Neutral},
	{"opt", Plan, Inf, "", Neutral},
}

// manner lists verbs for the sound of a voice or the look of a speaker: next to
// quoted words they report them, elsewhere they report nothing.
const manner = `babble bark bawl bellow blare bleat bluster boom bray burble cackle carol caterwaul chirp chortle
	chuckle cluck coo croak croon crow drawl drone gabble gasp giggle groan grouch grouse growl grunt gurgle hiss
	holler howl jabber jest keen mumble prattle purr quaver rasp roar rumble screech shriek shrug smirk sneer
	sniff snarl snigger snort sob splutter squawk squeak squeal stammer stutter vociferate wail warble wheeze
	whimper whoop yammer yap yelp laugh grin smile beam deadpan scoff bristle rage seethe marvel trill purr`

// Nouns that stand for an act of speech or a stance, with the class of the verb
// that they stand for. Singular; the plural counts as well.
var nominalCues = nouns(`
	claim:claim report:say rumour:claim rumor:claim allegation:claim accusation:claim charge:claim assertion:claim contention:claim argument:claim
	statement:say announcement:say remark:say comment:say declaration:say admission:say confession:say
	acknowledgement:say acknowledgment:say suggestion:say proposal:say recommendation:say prediction:say
	forecast:say warning:say threat:say promise:say pledge:say vow:say assurance:tell explanation:say
	confirmation:say complaint:say insistence:claim testimony:say revelation:say hint:say apology:say
	criticism:judge condemnation:judge denunciation:judge praise:judge endorsement:judge support:judge
	opposition:judge attack:judge critique:judge objection:deny denial:deny rejection:deny refusal:deny
	call:order demand:order request:order appeal:order plea:order order:order
	question:ask query:ask
	belief:think view:think opinion:think expectation:think assumption:think notion:think doubt:think
	suspicion:think conviction:think understanding:think idea:think conclusion:think assessment:think
	hope:feel fear:feel worry:feel concern:feel desire:feel wish:feel
	plan:plan intention:plan decision:plan effort:plan`)

var artefacts = set(`report poll survey study letter email e-mail memo statement document documents
	transcript book article story column editorial ad advertisement video audio recording tape speech
	lawsuit suit complaint filing indictment affidavit ruling order bill law constitution resolution
	analysis review paper research data figures numbers statistics evidence records results tweet post
	blog website site page headline release notice sign banner placard poster slogan text message note
	diary memoir interview film documentary broadcast programme program agency newspaper magazine
	plan proposal draft agreement treaty deal contract census count tally forecast estimate estimates
	invitation questionnaire manifesto platform declaration motion decision caption label list`)

var voices = set(`words word phrase view opinion account estimation reckoning telling judgment judgement admission count assessment`)

var channels = set(`statement tweet tweets post email e-mail letter interview interviews message memo
	speech address conference briefing broadcast call release blog column article op-ed editorial
	video testimony remarks comments report facebook twitter telegram instagram youtube television
	tv radio note text book memoir debate hearing rally event meeting reply response appearance
	news programme program show page account channel essay filing affidavit document podcast`)

var classNames = map[string]Class{"say": Say, "write": Write, "tell": Tell, "ask": Ask, "deny": Deny, "order": Order,
	"claim": Claim, "show": Show, "think": Think, "feel": Feel, "judge": Judge, "plan": Plan}

func nouns(rows string) map[string]Class {
	m := map[string]Class{}
	for _, row := range strings.Fields(rows) {
		noun, class, _ := strings.Cut(row, ":")
		m[noun] = classNames[class]
	}
	return m
}

var cueTable = sync.OnceValue(func() map[string]*CueEntry {
	m := make(map[string]*CueEntry, len(cueRows))
	for _, r := range cueRows {
		m[r.lemma] = &CueEntry{r.lemma, r.class, r.frames, strings.Fields(r.preps), r.fact}
	}
	for _, lemma := range strings.Fields(manner) {
		m[lemma] = &CueEntry{Lemma: lemma, Class: Say, Frames: Quote | Inverts | Core}
	}
	return m
})
