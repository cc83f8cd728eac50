// SPDX-FileCopyrightText: The Hearsay authors
// SPDX-License-Identifier: Apache-2.0

package grammar

var turkish = source{
	code: "tr", common: `çok olarak olan oldu olacak var yok en her`, order: VerbLast, lowNouns: true,
	words: []words{
		{Person, `o onlar biz ben kendisi`},
		{Article, `bir bu şu`},
		{Coord, `ve veya ama fakat ancak ya`},
		{Sub, `çünkü eğer iken`},
		{That, `ki`},
		{Not, `değil hiç hiçbir`},
		{Adverb, `dün bugün yarın pazartesi salı çarşamba perşembe cuma cumartesi pazar da de diye şeklinde ayrıca sonra önce daha artık şimdi burada orada
			ifadelerini ifadesini sözlerini sözleriyle ise yine şunları şöyle hâlâ gazetecilere`},
		{Medium, `gazetesi gazete ajansı ajans kanalı kanal dergisi dergi radyosu radyo televizyonu`},
		{Indefinite, `bir`},
		{Body, `polis bakanlığı bakanlık hükümet parti belediye savcılık üniversite şirket tersane sendika dernek banka ordu mahkeme`},
		{Office, `bakanı bakan başkanı başkan cumhurbaşkanı başbakan sözcüsü sözcü müdürü müdür valisi vali milletvekili genel sekreteri uzman avukat teknik direktör profesör`},
		{Month, `ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık`},
		{Abbreviation, `dr prof av vb`},
		{Comment, `yorum açıklama`},
		{Prep, `için ile gibi kadar`},
	},
	after: `göre`,
	// The verb of the reported clause is a noun with a possessive and the accusative.
	thatEnd: `dığını diğini duğunu düğünü tığını tiğini tuğunu tüğünü acağını eceğini yacağını yeceğini dıklarını diklerini duklarını düklerini tıklarını tiklerini
		acaklarını eceklerini ması mesi masını mesini malarını melerini`,
	verbs: []verbs{
		{Say, `demek dedi dediler diyor diyorlar, söylemek söyledi söylediler söylüyor, belirtmek belirtti belirttiler belirtiyor, açıklamak açıkladı açıkladılar açıklıyor, vurgulamak vurguladı vurguladılar vurguluyor,
			kaydetmek kaydetti kaydettiler, konuşmak konuştu, aktarmak aktardı aktardılar, bildirmek bildirdi bildirdiler, duyurmak duyurdu duyurdular, eklemek ekledi ekliyor, anlatmak anlattı anlatıyor,
			yazmak yazdı yazıyor, yanıtlamak yanıtladı, savunmak savundu savunuyor, uyarmak uyardı uyarıyor, kullanmak kullandı, ifade etti, hatırlatmak hatırlattı, doğrulamak doğruladı, fısıldamak fısıldadı, bağırmak bağırdı,
			öne sürdü, dile getirdi, iddia etti, etmek etti`},
		{Ask, `sormak sordu soruyor`},
		{Deny, `yalanlamak yalanladı yalanlıyor, reddetmek reddetti reddediyor`},
		{Demand, `istemek istedi istiyor, çağırmak çağırdı`},
		{Think, `düşünmek düşünüyor, inanmak inanıyor, ummak umuyor`},
	},
}
