package read
import ("testing";"fmt";"strings";"time";"mijnopladers.nl/opladers/tools/page")
func TestZZ(t *testing.T){
 for _, frag := range []string{"- ","1. ","> ","a\n> ","\t","![","|a","|a|b\n","|a|-|","|-|-|\n","a\n","# ","'a \"b ","\"","'a'","www.a.b ","http://a ","a@b.nl ",": a\n","[^1]","[^1]: a\n\n","[a]: b\n","{.a}","$","\\","&amp;","a  \n","- a\n","- a\n\n","* * ","```\n","    a\n","a\n===\n","<a>\n\n","<a><!-- ","<!--\n\n","*a*\n\n","[a](b)\n\n","![](a.jpg)\n\n","Toestemming: x\n\n","- - a\n","  "," \n","\n","a: b\n","---\n","(","a(b","[a]: <b\n\n", "{{<","![](a.jpg)\n", "<p>\n\n","1) a\n\n   ","1) a\n\n"} {
  s := strings.Repeat(frag, (1<<20)/len(frag))
  if len(s)>1<<20 {s=s[:1<<20]}
  t0:=time.Now(); _,_,err:=Read(page.Source{Name:"zutphen/initiatieven/x.md",Data:[]byte(s),Photos:photos}); d:=time.Since(t0)
  if d>500*time.Millisecond { fmt.Printf("%q %v %.120v\n",frag,d,err)}
 }
}
