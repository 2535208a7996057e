package tongue

import (
	"testing"
	"time"

	"mijnopladers.nl/opladers/tools/page"
	"mijnopladers.nl/opladers/tools/when"
)

func TestSay(t *testing.T) {
	begin := page.WallTime(time.Date(2026, 9, 1, 9, 30, 0, 0, time.UTC)) // a Tuesday
	for rule, want := range map[string]map[string]string{
		"FREQ=WEEKLY": {
			"en": "every Tuesday", "uk": "щовівторка", "ar": "كل يوم ثلاثاء", "tr": "her salı", "pl": "w każdy wtorek",
		},
		"FREQ=WEEKLY;BYDAY=WE,FR": {
			"en": "every Wednesday and every Friday", "uk": "щосереди і щопʼятниці", "ar": "كل يوم أربعاء وكل يوم جمعة",
			"tr": "her çarşamba ve her cuma", "pl": "w każdą środę i w każdy piątek",
		},
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;UNTIL=20270701": {
			"en": "every two weeks on Saturday", "uk": "кожні два тижні в суботу", "ar": "كل أسبوعين يوم السبت",
			"tr": "İki haftada bir cumartesi", "pl": "co dwa tygodnie w sobotę",
		},
		"FREQ=MONTHLY;BYDAY=2TU": {
			"en": "the second Tuesday of every month", "uk": "другий вівторок кожного місяця", "ar": "ثاني يوم ثلاثاء من كل شهر",
			"tr": "her ayın ikinci salı günü", "pl": "drugi wtorek każdego miesiąca",
		},
		"FREQ=MONTHLY;BYDAY=-1SU": {
			"en": "the last Sunday of every month", "uk": "остання неділя кожного місяця", "ar": "آخر يوم أحد من كل شهر",
			"tr": "her ayın son pazar günü", "pl": "ostatnia niedziela każdego miesiąca",
		},
		"FREQ=MONTHLY;BYMONTHDAY=15": {
			"en": "day 15 of every month", "uk": "15 числа кожного місяця", "ar": "اليوم 15 من كل شهر",
			"tr": "her ayın 15. günü", "pl": "15. dnia każdego miesiąca",
		},
		"FREQ=DAILY": {"en": "every day", "uk": "щодня", "ar": "كل يوم", "tr": "her gün", "pl": "codziennie"},
	} {
		r, ok := when.RhythmOf(&page.Activity{Begin: begin, Recurrence: rule})
		if !ok {
			t.Errorf("%s: no rhythm", rule)
			continue
		}
		for _, language := range Languages() {
			if got := Say(r, language); got != want[language] {
				t.Errorf("%s in %s: %q, not %q", rule, language, got, want[language])
			}
		}
	}
}

func TestNothingToSay(t *testing.T) {
	begin := page.WallTime(time.Date(2026, 9, 1, 9, 30, 0, 0, time.UTC))
	for _, rule := range []string{"FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "FREQ=WEEKLY;BYMONTH=9", "FREQ=MONTHLY;BYDAY=1TU,3TU", "FREQ=YEARLY", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=3"} {
		if r, ok := when.RhythmOf(&page.Activity{Begin: begin, Recurrence: rule}); ok {
			t.Errorf("%s has more to it than %q", rule, Say(r, "en"))
		}
	}
	if got := Say(when.Rhythm{Weeks: 6, Days: []time.Weekday{2}}, "pl"); got != "" {
		t.Errorf("every six weeks: %q", got)
	}
	if got := Say(when.Rhythm{}, "nl"); got != "" {
		t.Errorf("Dutch is of package when: %q", got)
	}
}
