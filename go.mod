module mijnopladers.nl/opladers

go 1.26.0

// In the program. Why we have each stands behind it; tools/rules_test.go says who may import it.
require (
	github.com/adrg/frontmatter v0.2.0 // cuts the front matter off a page
	github.com/bep/clocks v0.5.0 // sets the clock inside Hugo
	github.com/bep/gowebp v0.4.0 // WebP by libwebp, when built with cgo
	github.com/bep/logg v0.4.0 // the log levels of Hugo's logger
	github.com/emersion/go-imap/v2 v2.0.0-beta.8 // reads a mailbox; its server in memory tests that
	github.com/emersion/go-message v0.18.2 // headers and parts of the mail that we send
	github.com/emersion/go-msgauth v0.7.0 // reads who a receiving server says that a mail is from
	github.com/emersion/go-sasl v0.0.0-20241020182733-b788ff22d5a6 // logs in to servers of mail
	github.com/emersion/go-smtp v0.25.1 // sends the answers to mail; its server tests that
	github.com/fsnotify/fsnotify v1.10.1 // says which files may have changed; and to Hugo, which did
	github.com/gen2brain/heic v0.4.5 // decodes the photos of iPhones, in WebAssembly
	github.com/go-shiori/go-readability v0.0.0-20251205110129-5db1dc9836f0 // finds the article in a saved web page
	github.com/goccy/go-yaml v1.19.2 // YAML, the same reader that Hugo has
	github.com/gohugoio/hugo v0.165.0 // renders the site; the newest that builds with Go 1.26
	github.com/jhillyerd/enmime/v2 v2.3.0 // takes saved mail apart, also malformed
	github.com/klauspost/compress v1.20.3 // unpacks Word files in half the time of the standard library
	github.com/microcosm-cc/bluemonday v1.0.27 // sanitises HTML of strangers
	github.com/nats-io/nats.go v1.55.0 // the client of the queue that spreads photos over machines
	github.com/pelletier/go-toml/v2 v2.4.3 // reads config.toml, as Hugo does
	github.com/richardlehane/mscfb v1.0.9 // opens the container of Outlook messages
	github.com/rogpeppe/go-internal v1.16.0 // a lock between processes, and the scripts that test the command line
	github.com/spf13/afero v1.15.0 // the file systems of Hugo's static mounts
	github.com/spf13/cobra v1.10.2 // verbs, flags and help
	github.com/spf13/pflag v1.0.10 // the errors of cobra's flags, to say them in Dutch
	github.com/tetratelabs/wazero v1.12.0 // runs the decoder of iPhone photos, shut in and within bounds
	github.com/xuri/excelize/v2 v2.11.0 // writes and reads _vragen.xlsx; makes the workbooks that tests read
	github.com/yuin/goldmark v1.8.7 // parses Markdown wherever we look into it
	golang.org/x/image v0.47.0 // decodes WebP
	golang.org/x/net v0.62.0 // parses HTML in calendar descriptions
	golang.org/x/sync v0.24.0 // work side by side within a budget of memory
	golang.org/x/sys v0.49.0 // swaps two folders in one step on Linux; colours in a console of Windows
	golang.org/x/term v0.47.0 // tells a terminal from a file, for progress
	golang.org/x/text v0.43.0 // accents in addresses, and the encodings of old files
	rsc.io/qr v0.2.0 // the address of opladers serve as a picture, for a phone
)

// Only in tests.
require (
	github.com/chromedp/cdproto v0.159.0 // the protocol that chromedp speaks
	github.com/chromedp/chromedp v0.23.0 // drives Chromium
	github.com/nats-io/nats-server/v2 v2.15.2 // the queue's server
	golang.org/x/mod v0.42.0 // reads this file, for the rules
)

require (
	github.com/BurntSushi/locker v0.0.0-20171006230638-a6e239ea1c69 // indirect
	github.com/BurntSushi/toml v1.5.0 // indirect
	github.com/JohannesKaufmann/dom v0.3.1 // indirect
	github.com/JohannesKaufmann/html-to-markdown/v2 v2.5.2 // indirect
	github.com/alecthomas/chroma/v2 v2.27.0 // indirect
	github.com/andybalholm/cascadia v1.3.4 // indirect
	github.com/antithesishq/antithesis-sdk-go v0.8.0-default-no-op // indirect
	github.com/araddon/dateparse v0.0.0-20210429162001-6b43995a97de // indirect
	github.com/aymerick/douceur v0.2.0 // indirect
	github.com/bep/debounce v1.2.0 // indirect
	github.com/bep/gitmap v1.9.0 // indirect
	github.com/bep/goat v0.5.0 // indirect
	github.com/bep/godartsass/v2 v2.5.0 // indirect
	github.com/bep/golibsass v1.2.0 // indirect
	github.com/bep/golocales v0.2.0 // indirect
	github.com/bep/goportabletext v0.2.0 // indirect
	github.com/bep/helpers v0.12.0 // indirect
	github.com/bep/imagemeta v1.0.0 // indirect
	github.com/bep/lazycache v0.8.1 // indirect
	github.com/bep/overlayfs v0.11.0 // indirect
	github.com/bep/textandbinarywriter v0.1.0 // indirect
	github.com/bep/tmc v0.6.0 // indirect
	github.com/bits-and-blooms/bitset v1.24.5 // indirect
	github.com/cention-sany/utf7 v0.0.0-20170124080048-26cad61bd60a // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/clbanning/mxj/v2 v2.7.0 // indirect
	github.com/clipperhouse/displaywidth v0.10.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.6.0 // indirect
	github.com/davecgh/go-spew v1.1.2-0.20180830191138-d8f796af33cc // indirect
	github.com/dlclark/regexp2/v2 v2.2.1 // indirect
	github.com/ebitengine/purego v0.8.3 // indirect
	github.com/evanw/esbuild v0.28.2 // indirect
	github.com/fatih/color v1.18.0 // indirect
	github.com/frankban/quicktest v1.14.6 // indirect
	github.com/getkin/kin-openapi v0.146.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-openapi/jsonpointer v0.22.5 // indirect
	github.com/go-openapi/swag/jsonname v0.25.5 // indirect
	github.com/go-shiori/dom v0.0.0-20230515143342-73569d674e1c // indirect
	github.com/gobuffalo/flect v1.0.3 // indirect
	github.com/gobwas/glob v0.2.3 // indirect
	github.com/gogs/chardet v0.0.0-20211120154057-b7413eaefb8f // indirect
	github.com/gohugoio/gift v0.2.0 // indirect
	github.com/gohugoio/go-i18n/v2 v2.1.3-0.20251018145728-cfcc22d823c6 // indirect
	github.com/gohugoio/go-radix v1.2.0 // indirect
	github.com/gohugoio/hashstructure v1.0.0 // indirect
	github.com/gohugoio/httpcache v0.8.0 // indirect
	github.com/gohugoio/hugo-goldmark-extensions/extras v0.7.0 // indirect
	github.com/gohugoio/hugo-goldmark-extensions/passthrough v0.5.0 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/google/go-tpm v0.9.8 // indirect
	github.com/gorilla/css v1.0.1 // indirect
	github.com/hairyhenderson/go-codeowners v0.7.0 // indirect
	github.com/hashicorp/golang-lru/v2 v2.0.7 // indirect
	github.com/inbucket/html2text v1.0.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/jdkato/prose v1.2.1 // indirect
	github.com/kr/pretty v0.3.1 // indirect
	github.com/kr/text v0.2.0 // indirect
	github.com/kyokomi/emoji/v2 v2.2.14 // indirect
	github.com/makeworld-the-better-one/dither/v2 v2.4.0 // indirect
	github.com/marekm4/color-extractor v1.2.1 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/mattn/go-runewidth v0.0.19 // indirect
	github.com/minio/highwayhash v1.0.4 // indirect
	github.com/mitchellh/mapstructure v1.5.1-0.20231216201459-8508981c8b6c // indirect
	github.com/muesli/smartcrop v0.3.0 // indirect
	github.com/nats-io/jwt/v2 v2.8.2 // indirect
	github.com/nats-io/nkeys v0.4.16 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	github.com/niklasfasching/go-org v1.9.1 // indirect
	github.com/oasdiff/yaml v0.1.1 // indirect
	github.com/oasdiff/yaml3 v0.0.14 // indirect
	github.com/olekukonko/cat v0.0.0-20250911104152-50322a0618f6 // indirect
	github.com/olekukonko/errors v1.2.0 // indirect
	github.com/olekukonko/ll v0.1.6 // indirect
	github.com/olekukonko/tablewriter v1.1.4 // indirect
	github.com/pbnjay/memory v0.0.0-20210728143218-7b4eea64cf58 // indirect
	github.com/pkg/errors v0.9.1 // indirect
	github.com/pmezard/go-difflib v1.0.1-0.20181226105442-5d4384ee4fb2 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.2 // indirect
	github.com/spf13/cast v1.10.0 // indirect
	github.com/ssor/bom v0.0.0-20170718123548-6386211fdfcf // indirect
	github.com/tdewolff/minify/v2 v2.24.16 // indirect
	github.com/tdewolff/parse/v2 v2.8.15 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/xuri/efp v0.0.1 // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	github.com/yuin/goldmark-emoji v1.0.6 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/time v0.16.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	google.golang.org/protobuf v1.36.11 // indirect
	gopkg.in/yaml.v2 v2.4.0 // indirect
)
