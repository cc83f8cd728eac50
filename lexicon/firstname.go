// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package lexicon

import "sync"

// FirstName returns the gender that a first name tells, by its key, and whether
// it is in the list. Names that both sexes bear are listed as Ungendered. The
// list only guards pronouns against the wrong person; a name that is missing is
// as good a name.
func FirstName(key string) (Gender, bool) {
	g, ok := firstNameTable()[key]
	return g, ok
}

var firstNameTable = sync.OnceValue(func() map[string]Gender {
	m := map[string]Gender{}
	for w := range set(masculineNames) {
		m[w] = Masculine
	}
	for w := range set(feminineNames) {
		m[w] = Feminine
	}
	for w := range set(sharedNames) {
		m[w] = Ungendered
	}
	return m
})

// Common first names of the people whom international news names, by hand.
const masculineNames = `
aaron abdul abdullah abraham adam adrian ahmed ahmad akira alan albert alberto aleksandr alejandro alessandro alexander
alexandre alexei alexey alfred ali allen amir anatoly anders andre andreas andrei andrew andrey andy angus anthony anton antonio
arnold arthur artur augusto axel barack barry bashar ben benjamin benoit bernard bernd bernie bert bill björn bob boris brad brandon brendan
brent brett brian bruce bruno bryan calvin carl carlos cesar charles chris christian christoph christopher chuck clarence claude
claudio clyde colin conor craig cyril dale damian dan daniel darren dave david dean dennis derek diego dieter dietmar dimitri dimitris dirk
dmitri dmitry dominic don donald douglas doug duncan dwight earl ed edgar eduardo edward edwin elijah emil emmanuel emmett enrico enrique eric erik
ernest ernesto ethan eugene evan evgeny fabian farid felipe felix ferdinand fernando filip francesco francis francois françois frank franz fred
frederick friedrich fritz gabriel gareth gary gavin gene geoff geoffrey george georges georgios gerald gerard gerd gerhard gilbert giorgio giovanni
giuseppe glen glenn gordon graham greg gregory guido guillermo gunther gus gustav guy hamid hans harald harold harry harvey hassan heinz
heinrich helmut henri henrik henry herbert herman hiroshi horst howard hugh hugo hussein ian ibrahim igor ilya imran isaac ivan ivo
jack jacob jacques jaime jake jakob james jan jared jason javier jean jeff jeffrey jeremy jerome jerry jim jimmy joachim joao joe joel johan
johannes john johnny jon jonas jonathan jorge josé jose josef joseph josh joshua juan jules julian julio jürgen justin karel karim karl keith ken kenji
kenneth kevin khalid kirill klaus kofi konrad konstantin kurt kyle lars larry lawrence lee leo leon leonard leonid lewis liam lloyd lorenzo
louis luc luca lucas ludwig luigi luis luke magnus mahmoud malcolm manfred manuel marc marcel marco marcus mario mark markus martin marvin
massimo mateusz mathias matt matthew matthias maurice mauricio max maxim maximilian mehmet michael michal michel miguel mihail mikael mike mikhail
milan milos mitch mohamed mohammad mohammed moritz muhammad murray mustafa nathan nathaniel neil nelson niall nicholas nick nicolas nigel nikita nikolai
nikos noah noel norbert norman olaf oleg oliver olivier omar oscar oskar osama otto owen pablo paolo pascal pat patrick paul pavel pedro per
perry pete peter petr philip philipp philippe phil pierre piotr rafael raj rajesh ralf ralph ramon randy raphael rashid raul ray raymond reinhard
rene ricardo richard rick rob robert roberto robin rodney rodrigo roger roland rolf roman ron ronald rory ross roy rudolf rupert russell ryan
salman sam samuel santiago saul scott sean sebastian serge sergei sergey sergio seth sigmar simon slobodan stan stanislav stefan stefano
stephan stephen steve steven stuart sven tariq ted terence teresio terry theo theodore thomas tim timo timothy tobias todd tom tomas tommy tony torsten travis
trevor tyler ulrich umberto uwe vaclav vadim valery vasily vernon victor viktor vincent vitaly vittorio vlad vladimir volker walter warren wayne werner wilhelm
will william wolfgang xavier yannis yuri yves yusuf zachary zoran abdel abu hamza haruki hideo kenta mao minh naoki nguyen osman rahul recep sanjay shinzo takeshi
tayyip toshio vijay viktoras wei xi yasser yoshi aleksey artem denis egor evgeni fyodor gennady georgy grigory kostas marek maksim nikolay oleksandr petro ruslan serhiy
stanislaw stepan taras tomasz valentin viacheslav volodymyr vyacheslav yevgeny zbigniew`

const feminineNames = `
abigail ada adele adriana agnes aisha alexandra alice alicia alina alison allison amal amanda amelia amy ana anastasia andrea angela angelina
anita ann anna anne annette annie antonia april ariana astrid audrey aung ayesha barbara beata beatrice beatriz becky bella bernadette beth betty
beverly birgit bonnie brenda brigitte britta camilla camille carla carmen carol carola carole caroline carolyn carrie cassandra catherine cathy
cecilia celia celine charlene charlotte chelsea cheryl chloe christa christiane christina christine cindy claire clara claudia colleen
connie constance cordelia corinna cristina cynthia dagmar daniela danielle dawn deborah debbie debra deirdre delia denise diana diane dilma dolores donna
dora doris dorothea dorothy edith eileen elaine eleanor elena elisa elisabeth elise elizabeth ella ellen eloise elsa elsie emilia emily emma erica
erika esther eugenia eva eve evelyn faith fatima federica felicia fiona florence frances francesca franziska frida gabriela gabriele gail
galina genevieve georgia geraldine gerda gertrude gina ginny giovanna gisela giulia gloria grace greta gretchen gudrun gwen hannah
harriet hayley hazel heather heidi heike helen helena helene helga henrietta hilary hilda hillary holly ida inga inge ingrid irena irene irina iris
irma isabel isabella isabelle ivana ivanka ivy jacqueline jana jane janet janice jasmine jean-marie jeanette jeanne jennifer jenny jessica jill joan
joanna joanne jodi johanna josephine joy joyce juanita judith judy julia juliana julianne julie juliet june karen karin karla kate katarina
katharina katherine kathleen kathryn kathy katie katja katrin kay kellyanne kerstin kim kimberly kirsten kristen kristin kristina lara larissa laura lauren laurie lea
leila lena leonie leslie leticia lidia liliana lily linda lisa liz liza loretta lori lorraine louisa louise lucia lucille lucy ludmila luisa lydia lynn
mabel maddie madeleine madonna maggie malala mandy manuela marcela marcia margaret margarita margot maria mariam mariana marianne marie marija marilyn marina marine marion marissa
marjorie marlene marta martha martina mary maryam matilda maureen maya megan melania melanie melinda melissa mercedes meredith michelle mildred
mina miranda miriam moira molly mona monica monika muriel nadezhda nadia nadine nancy naomi natalia natalie natasha nathalie nell nicola nicole nikki nina nora
norma odette olga olivia ottilie paige pamela patricia patty paula pauline pearl peggy penelope penny petra phyllis pia polly priscilla rachel ramona raquel
rebecca regina renate renee rhonda rita roberta rosa rosalind rose rosemary rosie roxanne ruth sabine sabrina sally samantha sandra sandy sara sarah selma
serena shannon sharon sheila shelley sheryl shirley silke silvia simone sofia sonia sonja sophia sophie stacy stella stephanie sue summer
susan susanna susanne suzanne svetlana sylvia sylvie tamara tania tanja tanya tara tatiana tatyana teresa terri tess thea theresa therese tiffany tina tracy
trudy ulrike ulla uma ursula uta valentina valerie vanessa vera verena veronica victoria viktoria viola violet virginia vivian wanda wendy
whitney wilma winifred xenia yasmin yelena yolanda yulia yvonne zahra zainab zoe zsuzsa aiko akiko ayumi keiko mei michiko noriko sakura yoko yuki yuriko alena daria ekaterina
elvira halyna iryna ksenia kateryna lyudmila mariya nataliya oksana olena raisa sofya tetyana veronika yuliya`

const sharedNames = `
alex andie ashley avery bailey billie blake bobbie cameron casey charlie chris corey dakota dana danny drew dylan elliot emery finley
frankie gale harper hayden jackie jamie jan jess jesse jo jordan jules kelly kerry kit lane lee leslie logan lou lynn mackenzie marion
max mel micah morgan nicky pat peyton quinn reese riley robin rowan sacha sasha sam sandy sasha shane shawn shay sidney skyler stevie sydney taylor terry
toni tracy val vanja wyn kai nikola jean sascha`

// IsFamily reports a word that is a surname behind the word before it, a first name or
// honorific as printed, though it means something else: "Theresa May", "Mr Friday". What
// days are called is a surname behind honorifics alone: "Ann Lee Friday said". The word
// must have a capital within its sentence.
func IsFamily(before, key string, kind Kind) bool {
	if kind == 0 || key == "i" || before == "" || before[0] < 'A' || before[0] > 'Z' && before[0] < 0x80 {
		return false
	}
	if _, honorific := Honorific(Key(before)); honorific {
		return true
	}
	_, given := GivenName(Key(before))
	return given && WordKind(Key(before)) == 0 && !IsWeekday(key) && !kind.Has(Subject|ObjectPron|Possessive|Det|Prep|Coord|Rel|Sub)
}

// IsWeekday reports the name of a day.
func IsWeekday(key string) bool {
	switch key {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}
