// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package quote

// Verbs of speech are deeds with some objects: a firm offers a service, a winner
// accepts the prize.

// isDeed reports such a verb at group k with such an object.
func (r *reader) isDeed(k int) bool {
	object := r.headWord(k + 1)
	switch r.ts[r.chunks[k].main].verb.Lemma {
	case "offer":
		return isWare(object) || k+2 < len(r.chunks) && isWare(r.headWord(k+2)) || !r.chunks[k].passive && !r.speaksBefore(k) // "offers viewers a service"
	case "order":
		return !r.chunks[k].passive && r.isOrderedWare(k+1)
	case "accept":
		return isGift(object)
	case "claim":
		return isPrize(object)
	case "tell":
		return (object == "story" || object == "tale") && r.chunkIs(k+2, "of")
	case "seek":
		return object == "comment"
	default: // "favour"
		return !r.chunks[k].passive && !r.speaksBefore(k)
	}
}

// speaksBefore reports that nothing shows the subject of group k to be a thing.
func (r *reader) speaksBefore(k int) bool {
	s := r.subjectOf(k, 0)
	return s.empty() || s.relative || r.ts[s.first].tag == tagPron || r.canSpeak(s.span)
}

// headWord is the last word of the noun phrase at chunk k, or "".
func (r *reader) headWord(k int) string {
	if k >= len(r.chunks) || r.chunks[k].kind != chunkNP {
		return ""
	}
	return r.ts[r.chunks[k].main].key
}

// isThing reports what is slammed or posted without a word said.
func isThing(noun string) bool {
	switch noun {
	case "door", "doors", "gate", "lid", "brakes", "phone", "receiver", "fist", "hand", "hands", "car", "ball", "head",
		"photo", "photos", "picture", "pictures", "video", "videos", "thread", "link", "links", "profit", "profits", "loss", "losses", "results", "gains":
		return true
	}
	return false
}

// isWare reports what is offered by having it.
func isWare(noun string) bool {
	switch noun {
	case "service", "services", "programme", "programmes", "program", "programs", "product", "products", "content", "channel", "channels", "range", "selection", "choice",
		"discount", "discounts", "price", "prices", "rate", "rates", "access", "amenity", "amenities", "perk", "perks", "benefit", "benefits", "advantage", "advantages",
		"chance", "chances", "opportunity", "opportunities", "glimpse", "preview", "contrast", "edge", "course", "courses", "class", "classes",
		"ticket", "tickets", "package", "packages", "loan", "loans", "film", "films", "music", "video", "videos", "games", "software", "version", "versions",
		"customers", "users", "viewers", "subscribers", "consumers", "visitors", "reach", "insurance", "treatment", "clue", "clues", "insight", "insights":
		return true
	}
	return false
}

// isOrderedWare reports at chunk k what is ordered to be had: "tea", "40 aircraft". "ordered
// 40 ships to leave" is said.
func (r *reader) isOrderedWare(k int) bool {
	object := r.headWord(k)
	if object == "" || k+1 < len(r.chunks) && r.chunks[k+1].kind == chunkVG && r.chunks[k+1].form == infinitive {
		return false
	}
	return r.ts[r.chunks[k].first].tag == tagNum || isMeal(object)
}

// isMeal reports what is ordered in a restaurant or a shop.
func isMeal(noun string) bool {
	switch noun {
	case "tea", "coffee", "beer", "beers", "wine", "champagne", "whisky", "water", "drink", "drinks", "cocktail", "cocktails", "round", "pint", "food", "meal", "meals", "breakfast", "lunch", "dinner",
		"dessert", "pizza", "pizzas", "burger", "burgers", "chips", "fries", "sandwich", "sandwiches", "salad", "steak", "soup", "takeaway", "takeout", "cake", "bottle", "bottles", "cup", "cups", "glass",
		"taxi", "cab", "uber", "copy", "copies", "book", "books", "parts", "supplies", "equipment", "aircraft", "planes", "jets", "ships", "trains", "buses", "vaccines", "doses":
		return true
	}
	return false
}

// isGift reports what is accepted by taking it.
func isGift(noun string) bool {
	switch noun {
	case "award", "awards", "prize", "prizes", "medal", "trophy", "oscar", "gift", "gifts", "money", "cash", "donation", "donations", "bribe", "bribes",
		"payment", "payments", "funding", "contribution", "contributions", "millions", "dollars", "refugees", "migrants", "patients", "students", "applications",
		"interviews", "cards", "delivery", "coins":
		return true
	}
	return false
}

// isPrize reports what is claimed by winning or taking it.
func isPrize(noun string) bool {
	switch noun {
	case "victory", "win", "wins", "title", "titles", "crown", "medal", "medals", "gold", "silver", "bronze", "prize", "trophy", "point", "points", "place", "spot", "wicket", "wickets",
		"goal", "goals", "scalp", "life", "lives", "victim", "victims", "benefit", "benefits", "compensation", "asylum", "expenses", "refund", "refunds", "throne", "seat", "seats":
		return true
	}
	return false
}
