package markup

import "strings"

// What the value of an attribute must be.
type value uint8

const (
	anything value = iota
	flag           // there or not: no value, or its own name
	number         // whole, may be negative
	count          // whole, from 0
	positive       // whole, from 1
	address
	addresses // srcset
	ident
	identRef
	identRefs
	hash // # and a name
	oneOf
	language
	moment
	styling
)

// attribute is what is known of an attribute.
type attribute struct {
	on    string // the elements that may have it; "" for all
	value value
	words string // of oneOf
	gone  bool   // obsolete
}

// attributes are those of HTML (HTML Standard, indices), a line each: name, what it must be, where it may stand, and its words.
var attributes = attributesOf(`
accept any input
accept-charset any form
accesskey any
action address form
allow any iframe
allowfullscreen flag iframe
alt any area,img,input
as any link
async flag script
autocapitalize oneOf : on off none sentences words characters
autocomplete any form,input,select,textarea
autocorrect oneOf : on off
autofocus flag
autoplay flag audio,video
blocking any link,script,style
charset oneOf meta : utf-8
checked flag input
cite address blockquote,del,ins,q
class any
closedby oneOf dialog : any closerequest none
color any link
colspan positive td,th
cols positive textarea
colorspace any input
command any button
commandfor identRef button
content any meta
contenteditable oneOf : true false plaintext-only
controls flag audio,video
controlslist any audio,video
coords any area
crossorigin oneOf audio,img,link,script,video : anonymous use-credentials
data address object
datetime moment del,ins,time
decoding oneOf img : sync async auto
default flag track
defer flag script
dir oneOf : ltr rtl auto
dirname any input,textarea
disabled flag button,fieldset,input,link,optgroup,option,select,textarea
download any a,area
draggable oneOf : true false
elementtiming any
enctype oneOf form : application/x-www-form-urlencoded multipart/form-data text/plain
enterkeyhint oneOf : enter done go next previous search send
exportparts any
fetchpriority oneOf img,link,script : high low auto
for any label,output
form identRef button,fieldset,input,object,output,select,textarea
formaction address button,input
formenctype any button,input
formmethod oneOf button,input : get post dialog
formnovalidate flag button,input
formtarget any button,input
headers identRefs td,th
headingoffset count
headingreset flag
height count canvas,embed,iframe,img,input,object,source,video
hidden oneOf : hidden until-found
high any meter
href address a,area,base,link
hreflang language a,area,link
http-equiv oneOf meta : content-type default-style refresh x-ua-compatible content-security-policy
id ident
imagesizes any link
imagesrcset addresses link
inert flag
inputmode oneOf : none text tel url email numeric decimal search
integrity any link,script
is any
ismap flag img
itemid address
itemprop any
itemref identRefs
itemscope flag
itemtype any
kind oneOf track : subtitles captions descriptions chapters metadata
label any optgroup,option,track
lang language
list identRef input
loading oneOf iframe,img,video,audio : lazy eager
loop flag audio,video
low any meter
max any input,meter,progress
maxlength count input,textarea
media any link,meta,source,style
method oneOf form : get post dialog
min any input,meter
minlength count input,textarea
multiple flag input,select
muted flag audio,video
name any button,details,fieldset,form,iframe,input,map,meta,object,output,select,slot,textarea
nomodule flag script
nonce any
novalidate flag form
open flag details,dialog
optimum any meter
part any
pattern any input
ping any a,area
placeholder any input,textarea
playsinline flag video
popover oneOf : auto manual hint
popovertarget identRef button,input
popovertargetaction oneOf button,input : toggle show hide
poster address video
preload oneOf audio,video : none metadata auto
property any meta,link
readonly flag input,textarea
referrerpolicy oneOf a,area,iframe,img,link,script : no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url
rel any a,area,form,link
required flag input,select,textarea
reversed flag ol
role any
rows positive textarea
rowspan count td,th
sandbox any iframe
scope oneOf th : row col rowgroup colgroup
selected flag option
shape oneOf area : circle default poly rect
shadowrootmode any template
size positive input,select
sizes any img,link,source
slot any
span positive col,colgroup
spellcheck oneOf : true false
src address audio,embed,iframe,img,input,script,source,track,video
srcdoc any iframe
srclang language track
srcset addresses img,source
start number ol
step any input
style styling
tabindex number
target any a,area,base,form,link
title any
translate oneOf : yes no
type any a,button,embed,input,link,object,ol,script,source,style
usemap hash img
value any button,data,input,li,meter,option,progress,select
width count canvas,embed,iframe,img,input,object,source,video
wrap oneOf textarea : soft hard
writingsuggestions oneOf : true false
xmlns any html,svg,math

align gone
abbr any th
alink gone
allowtransparency gone
axis gone
background gone
bgcolor gone
border gone
bordercolor gone
cellpadding gone
cellspacing gone
char gone
charoff gone
classid gone
clear gone
codebase gone
codetype gone
compact gone
declare gone
event gone
face gone
frame gone
frameborder gone
hspace gone
link gone
longdesc gone
lowsrc gone
manifest gone
marginheight gone
marginwidth gone
noshade gone
nowrap gone
profile gone
rev gone
rules gone
scheme gone
scrolling gone
standby gone
summary gone
text gone
urn gone
valign gone
version gone
vlink gone
vspace gone
language gone
`)

func attributesOf(lines string) map[string]*attribute {
	kinds := map[string]value{
		"any": anything, "flag": flag, "number": number, "count": count, "positive": positive, "address": address, "addresses": addresses,
		"ident": ident, "identRef": identRef, "identRefs": identRefs, "hash": hash, "oneOf": oneOf, "language": language, "moment": moment, "styling": styling,
	}
	m := map[string]*attribute{}
	for line := range strings.Lines(lines) {
		line, words, _ := strings.Cut(strings.TrimSpace(line), ":")
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		a := &attribute{value: kinds[f[1]], gone: f[1] == "gone"}
		if words != "" {
			a.words = words + " "
		}
		if len(f) > 2 {
			a.on = " " + strings.ReplaceAll(f[2], ",", " ") + " "
		}
		m[f[0]] = a
	}
	return m
}
