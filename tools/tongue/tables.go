package tongue

import "fmt"

var tables = map[string]*words{"en": english(), "uk": ukrainian(), "ar": arabic(), "tr": turkish(), "pl": polish()}

// each puts a name behind a word.
func each(before string, names [7]string, after string) (out [7]string) {
	for i, n := range names {
		out[i] = before + n + after
	}
	return out
}

// ordinal gives the word for 1 to 4, and the last one of the list for -1.
func ordinal(n int, list [5]string) string {
	if n < 0 {
		return list[4]
	}
	return list[n-1]
}

func english() *words {
	days := [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	nth := [5]string{"first", "second", "third", "fourth", "last"}
	return &words{
		daily: "every day", every: each("every ", days, ""), on: each("", days, ""),
		weeks:   [5]string{2: "every two weeks", 3: "every three weeks", 4: "every four weeks"},
		nth:     func(n, d int) string { return fmt.Sprintf("the %s %s of every month", ordinal(n, nth), days[d]) },
		ofMonth: "day %d of every month", comma: ", ", and: " and ", order: "%[1]s on %[2]s",
	}
}

func ukrainian() *words {
	every := [7]string{"щонеділі", "щопонеділка", "щовівторка", "щосереди", "щочетверга", "щопʼятниці", "щосуботи"}
	on := [7]string{"в неділю", "в понеділок", "у вівторок", "в середу", "в четвер", "в пʼятницю", "в суботу"}
	days := [7]string{"неділя", "понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота"}
	his := [5]string{"перший", "другий", "третій", "четвертий", "останній"}
	her := [5]string{"перша", "друга", "третя", "четверта", "остання"}
	return &words{
		daily: "щодня", every: every, on: on,
		weeks: [5]string{2: "кожні два тижні", 3: "кожні три тижні", 4: "кожні чотири тижні"},
		nth: func(n, d int) string {
			which := his
			if feminine(d) {
				which = her
			}
			return fmt.Sprintf("%s %s кожного місяця", ordinal(n, which), days[d])
		},
		ofMonth: "%d числа кожного місяця", comma: ", ", and: " і ", order: "%[1]s %[2]s",
	}
}

// feminine are Sunday, Wednesday, Friday and Saturday in Polish and Ukrainian.
func feminine(day int) bool { return day == 0 || day == 3 || day == 5 || day == 6 }

func polish() *words {
	days := [7]string{"niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"}
	at := [7]string{"niedzielę", "poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę"}
	his := [5]string{"pierwszy", "drugi", "trzeci", "czwarty", "ostatni"}
	her := [5]string{"pierwsza", "druga", "trzecia", "czwarta", "ostatnia"}
	w := &words{
		daily:   "codziennie",
		weeks:   [5]string{2: "co dwa tygodnie", 3: "co trzy tygodnie", 4: "co cztery tygodnie"},
		ofMonth: "%d. dnia każdego miesiąca", comma: ", ", and: " i ", order: "%[1]s %[2]s",
	}
	for d := range at {
		w.every[d], w.on[d] = "w każdy "+at[d], "w "+at[d]
		if polishFeminine(d) {
			w.every[d] = "w każdą " + at[d]
		}
		if d == 2 { // w wtorek cannot be said
			w.every[d], w.on[d] = "w każdy wtorek", "we wtorek"
		}
	}
	w.nth = func(n, d int) string {
		which := his
		if polishFeminine(d) {
			which = her
		}
		return fmt.Sprintf("%s %s każdego miesiąca", ordinal(n, which), days[d])
	}
	return w
}

// polishFeminine leaves Friday out: piątek.
func polishFeminine(day int) bool { return feminine(day) && day != 5 }

// A rhythm begins a sentence, and the capital of i is not what Hugo makes of it: İki.
func turkish() *words {
	days := [7]string{"pazar", "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi"}
	nth := [5]string{"ilk", "ikinci", "üçüncü", "dördüncü", "son"}
	return &words{
		daily: "her gün", every: each("her ", days, ""), on: each("", days, ""),
		weeks:   [5]string{2: "İki haftada bir", 3: "üç haftada bir", 4: "dört haftada bir"},
		nth:     func(n, d int) string { return fmt.Sprintf("her ayın %s %s günü", ordinal(n, nth), days[d]) },
		ofMonth: "her ayın %d. günü", comma: ", ", and: " ve ", order: "%[1]s %[2]s",
	}
}

func arabic() *words {
	days := [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
	nth := [5]string{"أول", "ثاني", "ثالث", "رابع", "آخر"}
	bare := [7]string{"أحد", "اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت"}
	return &words{
		daily: "كل يوم", every: each("كل يوم ", bare, ""), on: each("يوم ", days, ""),
		weeks:   [5]string{2: "كل أسبوعين", 3: "كل ثلاثة أسابيع", 4: "كل أربعة أسابيع"},
		nth:     func(n, d int) string { return fmt.Sprintf("%s يوم %s من كل شهر", ordinal(n, nth), bare[d]) },
		ofMonth: "اليوم %d من كل شهر", comma: "، ", and: " و", order: "%[1]s %[2]s",
	}
}
