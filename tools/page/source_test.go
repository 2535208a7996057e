package page

import "testing"

func TestHidden(t *testing.T) {
	for name, want := range map[string]bool{
		"Soep.docx": false, "A1B2C3D4.xlsx": false, "12345678.docx": false, "Tmp.docx": false, "deadbeef": false, "verhaal": false,
		"~$Soep.docx": true, "~WRD0001.tmp": true, "~WRL0002.tmp": true, "A1B2C300": true, "20261008": false, "10410399": true, "lu123abc.TMP": true, ".~lock.Soep.docx#": true,
		"_vragen.xlsx": true, ".DS_Store": true, "Thumbs.db": true, "desktop.ini": true,
	} {
		if got := Hidden(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
