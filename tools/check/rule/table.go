package rule

import "mijnopladers.nl/opladers/tools/notice"

// table holds all rules.
var table = []Rule{
	// People.
	{ID: "foto-zonder-toestemming", Level: notice.Warning, Firm: true, Why: "Wie herkenbaar op een foto staat, moet daar toestemming voor geven. Tot dan staat de foto niet op de site."},
	{ID: "toestemming-verloopt", Level: notice.Advice, Why: "Na de laatste dag van de toestemming gaat de foto van de site."},
	{ID: "foto-op-site", Level: notice.Error, Firm: true, Why: "Voor deze foto is geen toestemming, en hij staat toch in de site."},
	{ID: "herkomst-in-foto", Level: notice.Error, Firm: true, Why: "In een foto kan staan waar en door wie hij gemaakt is, zoals het adres van een gezin."},
	{ID: "telefoonnummer", Level: notice.Warning, Why: "Een privénummer op het web is niet meer terug te halen."},
	{ID: "mailadres", Level: notice.Warning, Why: "Een privéadres op het web krijgt ongewenste mail, en zegt wie iemand is."},
	{ID: "bsn", Level: notice.Error, Why: "Een burgerservicenummer mag nooit op een site staan."},
	{ID: "adres-van-kind", Level: notice.Error, Why: "Wie leest waar een kind woont, kan er naartoe."},
	{ID: "geboortedatum", Level: notice.Warning, Why: "Met een naam en een geboortedatum kan iemand zich voor een ander uitgeven."},
	{ID: "kind-met-school", Level: notice.Warning, Why: "Met achternaam en school weet iedereen waar een kind te vinden is."},
	{ID: "rekeningnummer", Level: notice.Warning, Why: "Een privérekening op het web is te misbruiken."},
	{ID: "groepslink", Level: notice.Error, Why: "Met deze link komt iedereen in de groep, en ziet alle telefoonnummers."},

	// Photos.
	{ID: "alt-ontbreekt", Level: notice.Error, Why: "Wie de foto niet ziet, weet dan niet wat erop staat. De wet eist een beschrijving."},
	{ID: "alt-bestandsnaam", Level: notice.Error, Why: "Een voorleesprogramma leest de naam van het bestand voor. Die zegt niets."},
	{ID: "alt-foto-van", Level: notice.Advice, Why: "Een voorleesprogramma zegt zelf al dat het een afbeelding is."},
	{ID: "alt-lang", Level: notice.Advice, Why: "Een voorleesprogramma leest alles achter elkaar voor, zonder pauze."},
	{ID: "alt-is-bijschrift", Level: notice.Advice, Why: "Een voorleesprogramma leest dezelfde zin dan twee keer voor."},
	{ID: "foto-elders", Level: notice.Error, Why: "Een andere site ziet dan wie hier kijkt."},
	{ID: "foto-onbekend", Level: notice.Error, Why: "Alleen foto's die bij de pagina horen, komen op de site."},
	{ID: "foto-weg", Level: notice.Warning, Why: "Zonder het bestand is er niets te tonen."},
	{ID: "foto-klein", Level: notice.Advice, Why: "Een kleine foto wordt op de site onscherp."},

	// Structure of the text.
	{ID: "kop-leeg", Level: notice.Error, Why: "Een voorleesprogramma noemt de kop, en dan niets."},
	{ID: "kop-sprong", Level: notice.Warning, Why: "Wie van kop naar kop gaat, denkt dat er iets ontbreekt."},
	{ID: "kop-nep", Level: notice.Advice, Why: "Vette letters zijn voor een voorleesprogramma geen kop."},
	{ID: "kop-lang", Level: notice.Advice, Why: "Een korte kop is in één blik te lezen."},
	{ID: "lijst-nep", Level: notice.Advice, Why: "Getypte streepjes zijn voor een voorleesprogramma geen lijst."},
	{ID: "tabel-zonder-kop", Level: notice.Advice, Why: "Zonder koppen zegt een voorleesprogramma niet bij welke kolom een vakje hoort."},
	{ID: "html-in-tekst", Level: notice.Warning, Why: "HTML in een tekst komt niet op de site."},
	{ID: "tekst-ontbreekt", Level: notice.Advice, Why: "Een pagina zonder tekst helpt niemand."},

	// Links.
	{ID: "link-kapot", Level: notice.Error, Why: "Wie klikt, komt nergens."},
	{ID: "link-plaats", Level: notice.Error, Why: "Wie klikt, komt niet op de plaats die u bedoelt."},
	{ID: "link-zonder-tekst", Level: notice.Error, Why: "Niemand ziet of hoort waar de link heen gaat."},
	{ID: "link-tekst", Level: notice.Warning, Why: "Wie van link naar link gaat, hoort alleen deze woorden."},
	{ID: "link-adres", Level: notice.Advice, Why: "Een voorleesprogramma spelt het hele adres."},
	{ID: "link-bestand", Level: notice.Advice, Why: "Een bestand opent anders dan een pagina, en kost data."},
	{ID: "link-zelfde-tekst", Level: notice.Advice, Why: "Twee links met dezelfde woorden lijken naar hetzelfde te gaan."},
	{ID: "link-onveilig", Level: notice.Advice, Why: "Via http kan iemand onderweg meelezen."},
	{ID: "link-elders-kapot", Level: notice.Warning, Why: "Wie klikt, komt op een pagina die er niet is."},

	// Plain language.
	{ID: "lange-zin", Level: notice.Advice, Why: "Wie minder goed leest, is bij het eind van een lange zin het begin kwijt."},
	{ID: "lijdende-vorm", Level: notice.Advice, Why: "In een lijdende zin staat niet wie iets doet."},
	{ID: "jargon", Level: notice.Advice, Why: "Niet iedereen kent dit woord."},
	{ID: "afkorting", Level: notice.Advice, Why: "Niet iedereen kent deze afkorting, en een voorleesprogramma spelt haar."},
	{ID: "vage-tijd", Level: notice.Warning, Why: "Wie dit later leest, weet niet wanneer het is."},
	{ID: "hoofdletters", Level: notice.Advice, Why: "Woorden in hoofdletters lezen moeilijk, en lijken op schreeuwen."},
	{ID: "en-teken", Level: notice.Advice, Why: "Niet iedereen kent dit teken."},
	{ID: "leesbaarheid", Level: notice.Advice, Why: "Veel ouders lezen moeilijke teksten niet uit."},

	// Front matter.
	{ID: "voorblok-onleesbaar", Level: notice.Error, Firm: true, Why: "De pagina kan zo niet gemaakt worden."},
	{ID: "onbekend-veld", Level: notice.Warning, Why: "De site doet niets met een veld dat zij niet kent."},
	{ID: "verkeerde-soort-waarde", Level: notice.Error, Why: "De site kan deze waarde niet lezen."},
	{ID: "onbekende-waarde", Level: notice.Error, Why: "De site kent dit woord niet, en doet er dus niets mee."},
	{ID: "onleesbare-datum", Level: notice.Error, Why: "De site weet dan niet welke dag u bedoelt."},
	{ID: "verloopt-voor-publiceren", Level: notice.Error, Why: "Zo staat de pagina nooit op de site."},
	{ID: "verplicht-veld", Level: notice.Error, Why: "Zonder dit veld is de pagina niet te vinden of niet te gebruiken."},
	{ID: "onveilig-adres", Level: notice.Error, Why: "Dit is geen adres waar bezoekers veilig op kunnen klikken."},
	{ID: "postcode", Level: notice.Warning, Why: "Met een verkeerde postcode vinden bezoekers de plek niet."},
	{ID: "kleur-onleesbaar", Level: notice.Warning, Why: "De site kent deze kleur niet."},
	{ID: "te-lang", Level: notice.Advice, Why: "Zoekmachines en tabbladen laten alleen het begin zien."},
	{ID: "stil-zonder-reden", Level: notice.Warning, Firm: true, Why: "Wie later kijkt, moet weten waarom deze controle uit staat."},

	// Activities.
	{ID: "activiteit-voorbij", Level: notice.Advice, Why: "Wat lang voorbij is, staat bezoekers in de weg."},
	{ID: "activiteit-klopt-niet", Level: notice.Warning, Why: "Bezoekers staan anders voor een dichte deur."},
	{ID: "dag-klopt-niet", Level: notice.Error, Why: "Bezoekers weten niet of de dag klopt of de datum."},
	{ID: "botsing", Level: notice.Warning, Why: "Op één plek kan maar één activiteit tegelijk."},
	{ID: "dubbel", Level: notice.Warning, Why: "Bezoekers zien dezelfde activiteit twee keer."},
	{ID: "aanmelden-zonder-link", Level: notice.Warning, Why: "Bezoekers lezen dat zij zich moeten aanmelden, maar niet hoe."},

	// The site as visitors get it.
	{ID: "html-fout", Level: notice.Error, Firm: true, Why: "Niet elke browser en elk voorleesprogramma herstelt fouten in de HTML."},
	{ID: "pagina-titel", Level: notice.Error, Firm: true, Why: "De titel is het eerste dat een voorleesprogramma zegt."},
	{ID: "pagina-taal", Level: notice.Error, Firm: true, Why: "Een voorleesprogramma kiest zijn uitspraak op de taal."},
	{ID: "pagina-kop", Level: notice.Error, Firm: true, Why: "Aan de koppen ziet en hoort een bezoeker waar hij is."},
	{ID: "pagina-beschrijving", Level: notice.Warning, Why: "Zoekmachines tonen de beschrijving onder de titel."},
	{ID: "pagina-zwaar", Level: notice.Warning, Why: "Een zware pagina is traag op een telefoon, en kost data."},
	{ID: "pagina-delen", Level: notice.Error, Firm: true, Why: "Wie met het toetsenbord of een voorleesprogramma komt, vindt de inhoud niet."},
	{ID: "formulier-label", Level: notice.Error, Firm: true, Why: "Niemand hoort wat er in het veld moet."},
	{ID: "knop-naam", Level: notice.Error, Firm: true, Why: "Niemand hoort wat de knop doet."},
	{ID: "kader-titel", Level: notice.Error, Firm: true, Why: "Niemand hoort wat er in het kader staat."},
	{ID: "aria-fout", Level: notice.Error, Firm: true, Why: "Een voorleesprogramma zegt dan iets anders dan er staat."},
	{ID: "tabvolgorde", Level: notice.Warning, Why: "Wie met het toetsenbord komt, springt heen en weer."},
	{ID: "zoom-uit", Level: notice.Error, Firm: true, Why: "Wie slecht ziet, moet kunnen vergroten."},
	{ID: "verversen", Level: notice.Error, Firm: true, Why: "Een pagina die uit zichzelf verandert, is niet rustig te lezen."},
	{ID: "beweging", Level: notice.Warning, Why: "Wat uit zichzelf speelt of beweegt, leidt af en kan misselijk maken."},
	{ID: "ander-domein", Level: notice.Error, Firm: true, Why: "Een andere site ziet dan wie hier kijkt."},
	{ID: "script-in-pagina", Level: notice.Error, Firm: true, Why: "De regels van de site laten dit niet toe: het werkt niet."},
	{ID: "taal-wissel", Level: notice.Warning, Why: "Wie een andere taal kiest, komt niet op dezelfde pagina."},
	{ID: "feed-fout", Level: notice.Error, Firm: true, Why: "Wie zich heeft geabonneerd, krijgt niets nieuws meer."},
	{ID: "agenda-fout", Level: notice.Error, Firm: true, Why: "De agenda op de telefoon van bezoekers wordt niet meer bijgewerkt."},
	{ID: "gegevens-fout", Level: notice.Error, Firm: true, Why: "Programma's die deze gegevens gebruiken, vallen stil."},
	{ID: "kopregels", Level: notice.Warning, Why: "Met deze regels beschermt de site haar bezoekers."},
	{ID: "thema-contrast", Level: notice.Error, Why: "Wie slecht ziet, of in de zon staat, kan het niet lezen."},
	{ID: "bouwen", Level: notice.Error, Why: "Bij het bouwen van de site ging iets niet goed."},
}
