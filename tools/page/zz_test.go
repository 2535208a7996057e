package page
import ("testing";"fmt";"strings";"time")
func TestZZ(t *testing.T){
 fr := []string{"[","{","- ","? ","a: ","a:\n","\"","'","|\n","#\n","a\n","%\n",": ",", ","\t"," \n","]","}","\\","b: c\n","- x\n"," ",">","--- ","...\n","0","@","`","[]","{}","é","~"}
 var all []string
 for _,a:=range fr { all=append(all,a); for _,b:=range fr {all=append(all,a+b); } }
 for _, frag := range all {
  for _, pre := range []string{"", "title: ", "a: |\n  "} {
  s := "---\n"+pre+strings.Repeat(frag, 65000/len(frag))+"\n---\n"
  t0:=time.Now(); _,err:=Parse([]byte(s)); d:=time.Since(t0)
  if d>150*time.Millisecond { fmt.Printf("%q %q %v %.80v\n",pre,frag,d,err)}
  }
 }
 var b strings.Builder
 for i:=range 8000 { fmt.Fprintf(&b,"k%d: 1\n",i)}
 t0:=time.Now(); p,err:=Parse([]byte("---\n"+b.String()[:65000]+"\n---\n")); fmt.Println("keys",time.Since(t0),err)
 if p!=nil {t0=time.Now(); _,err=p.Format(); fmt.Println("format",time.Since(t0),err)}
}
