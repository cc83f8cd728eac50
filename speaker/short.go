// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package speaker

import "strings"

// Short forms of first names, by the form in full. Those that begin it ("Dan",
// "Alex") need no list.
var shortForms = map[string][]string{
	"andrew": {"andy", "drew"}, "anthony": {"tony"}, "charles": {"charlie", "chuck"}, "david": {"dave", "davy"}, "edward": {"eddie", "ned", "ted"},
	"frederick": {"freddie"}, "francis": {"frank", "frankie"}, "henry": {"harry", "hank"}, "james": {"jim", "jimmy", "jamie"}, "john": {"jack", "johnny"}, "joseph": {"joe"},
	"lawrence": {"larry"}, "michael": {"mike", "mick", "mickey"}, "patrick": {"paddy"}, "richard": {"dick", "rick", "ricky"}, "robert": {"bob", "bobby", "robbie"}, "ronald": {"ron", "ronnie"},
	"samuel": {"sammy"}, "stephen": {"steve"}, "steven": {"steve"}, "terence": {"terry"}, "theodore": {"ted", "teddy"}, "thomas": {"tom", "tommy"}, "timothy": {"timmy"}, "william": {"bill", "billy", "liam"},
	"barbara": {"babs"}, "catherine": {"kate", "cathy"}, "deborah": {"debbie"}, "dorothy": {"dot", "dolly"}, "eleanor": {"nell", "nelly"}, "elizabeth": {"liz", "beth", "betty", "lizzie"}, "jennifer": {"jenny"},
	"katherine": {"kate", "kathy"}, "kathleen": {"kate", "kathy"}, "margaret": {"maggie", "peggy", "meg"}, "mary": {"molly", "polly"}, "patricia": {"trish", "patty"},
	"rebecca": {"becky"}, "susan": {"sue", "susie"}, "victoria": {"vicky"}, "virginia": {"ginny"},
	"aleksandr": {"sasha"}, "dmitri": {"dima"}, "francisco": {"paco", "pancho"}, "giuseppe": {"beppe"}, "jose": {"pepe"}, "luiz": {"lula"}, "vladimir": {"volodya"},
}

// isShortFor reports that one first name is a short form of the other: "Tom" of
// "Thomas", "Dan" of "Daniel".
func isShortFor(short, full string) bool {
	short, full = strings.ToLower(short), strings.ToLower(full)
	if len(short) > 2 && len(full) >= len(short)+2 && strings.HasPrefix(full, short) && !strings.Contains(full, "-") {
		return full[len(short):] != "ina" && full[len(short):] != "ine" // "Paul", "Pauline"
	}
	for _, form := range shortForms[full] {
		if form == short {
			return true
		}
	}
	return false
}
