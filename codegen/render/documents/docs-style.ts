/** The page's style: readable without any external file, light and dark. */
export const style = `
:root{color-scheme:light dark;--text:#1b1f24;--soft:#5b6470;--line:#d9dee5;--panel:#f5f7fa;--page:#fff;--accent:#0b62b8;
--command:#0b62b8;--event:#9a5b00;--notification:#12704a}
@media(prefers-color-scheme:dark){:root{--text:#e6e9ee;--soft:#9aa5b3;--line:#313843;--panel:#1a1f27;--page:#12161c;--accent:#6db3f8;
--command:#6db3f8;--event:#f0b35a;--notification:#5fd3a1}}
*{box-sizing:border-box}
body{margin:0;color:var(--text);background:var(--page);font:16px/1.55 system-ui,sans-serif}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.page{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:80rem;margin:auto}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem 1rem;border-right:1px solid var(--line);font-size:.9rem}
nav h2{font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.2rem 0 .3rem}
nav ul{list-style:none;margin:0;padding:0}nav li{padding:.1rem 0}
input{width:100%;padding:.45rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--panel);color:inherit;font:inherit}
main{padding:2rem 2.5rem 6rem;min-width:0}
h1{margin:0 0 .2rem}h2{margin:2.5rem 0 1rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{margin:0 0 .4rem;font-size:1.15rem}h4{margin:1.1rem 0 .4rem;font-size:.8rem;color:var(--soft)}
section.message{margin:0 0 1.6rem;padding:1.2rem 1.4rem;border:1px solid var(--line);border-radius:10px}
.tag{display:inline-block;margin-right:.4rem;padding:.05rem .5rem;border:1px solid currentColor;border-radius:1rem;font-size:.75rem;color:var(--soft)}
.command{color:var(--command)}.event{color:var(--event)}.notification{color:var(--notification)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.4rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th{color:var(--soft);font-weight:600}
code,pre{font:.88em ui-monospace,SFMono-Regular,Consolas,monospace}code{overflow-wrap:anywhere}
pre{margin:.3rem 0;padding:.8rem 1rem;overflow:auto;border-radius:8px;background:var(--panel)}
.soft{color:var(--soft)}p{margin:.3rem 0 .6rem}
.flow{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}.flow span{color:var(--soft)}
[hidden]{display:none!important}
@media(max-width:48rem){.page{grid-template-columns:1fr}nav{position:static;height:auto;border-right:0}main{padding:1rem}}
@media print{nav{display:none}.page{display:block}}
`.trim();

/** The search box: hides what does not hold every word. */
export const script = `
const box=document.getElementById("search");
const all=[...document.querySelectorAll("[data-words]")];
box.addEventListener("input",()=>{
  const words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for(const item of all)item.hidden=!words.every((word)=>item.dataset.words.includes(word));
  document.getElementById("none").hidden=all.some((item)=>!item.hidden);
});
`.trim();
