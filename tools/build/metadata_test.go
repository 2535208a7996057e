package build

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// harmless are the tags that exiftool makes up itself, and those that say how large a picture is and how it is packed.
var harmless = regexp.MustCompile(`^(SourceFile|ExifTool:.*|System:.*|Composite:(ImageSize|Megapixels)|` +
	`File:(FileType|FileTypeExtension|MIMEType|ImageWidth|ImageHeight|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling)|` +
	`JFIF:(JFIFVersion|ResolutionUnit|XResolution|YResolution)|` +
	`RIFF:(ImageWidth|ImageHeight|VP8Version|HorizontalScale|VerticalScale|AlphaIsUsed|WebP_Flags|AlphaPreprocessing|AlphaFiltering|AlphaCompression)|` +
	`PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency))$`)

// What exiftool, which knows more kinds of metadata than anybody, finds in the pictures of the sample: no more than their size.
func TestPublishedPicturesHoldNoMetadata(t *testing.T) {
	if _, err := exec.LookPath("exiftool"); err != nil {
		if os.Getenv("OPLADERS_CI") != "" {
			t.Fatal("exiftool is not installed (Debian: libimage-exiftool-perl)")
		}
		t.Skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
	}
	public := sample(t, t.TempDir())
	for _, dir := range []string{filepath.Join(public, PhotoDir), filepath.Join("..", "..", "content")} {
		out, err := exec.Command("exiftool", "-json", "-G1", "-a", "-u", "-r", "-ext", "jpg", "-ext", "png", "-ext", "webp", dir).Output()
		if err != nil {
			t.Fatal(err)
		}
		var pictures []map[string]any
		if err := json.Unmarshal(out, &pictures); err != nil {
			t.Fatal(err)
		}
		if len(pictures) < 10 {
			t.Errorf("%d pictures in %s", len(pictures), dir)
		}
		for _, tags := range pictures {
			for tag, value := range tags {
				if !harmless.MatchString(tag) {
					t.Errorf("%s has %s: %v", tags["SourceFile"], tag, value)
				}
			}
		}
	}
}
