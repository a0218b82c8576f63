// How the HTML report looks: one column to read, system fonts with Chinese ones named, light and dark, and pages that break between things when printed.

export const style = `
:root{--ink:#1d2430;--soft:#5b6675;--line:#d9dee6;--paper:#fff;--tint:#f5f7fa;--bad:#b42318;--badtint:#fdecea;--warning:#8a5300;--warningtint:#fff4dd;--good:#0b6b3a;--goodtint:#e5f6ec;--lamp:#a35f00;--link:#0b57d0}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#9aa5b4;--line:#333c49;--paper:#14181e;--tint:#1c222b;--bad:#ff9489;--badtint:#3a1a17;--warning:#f5c065;--warningtint:#33260d;--good:#72d39d;--goodtint:#10301f;--lamp:#f0a63c;--link:#8ab4f8}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0 auto;max-width:64rem;padding:2.5rem 1.5rem 4rem;background:var(--paper);color:var(--ink);font:16px/1.65 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif;text-rendering:optimizeLegibility}
.cover{border-bottom:3px solid var(--lamp);padding-bottom:1.5rem;margin-bottom:1.5rem}
.brand{margin:0;color:var(--lamp);font-weight:600;letter-spacing:.04em}
h1{margin:.2rem 0 .8rem;font-size:2rem;line-height:1.25}
h2{margin:3rem 0 1rem;padding-bottom:.35rem;border-bottom:1px solid var(--line);font-size:1.4rem;line-height:1.3}
h3{margin:1.8rem 0 .4rem;font-size:1.05rem;line-height:1.45;overflow-wrap:anywhere}
.number{color:var(--lamp);font-variant-numeric:tabular-nums}
p{margin:.5rem 0}
.verdict{display:inline-block;margin:.2rem 0 1rem;padding:.25rem .9rem;border-radius:.4rem;font-size:1.3rem;font-weight:700}
.bad{color:var(--bad);background:var(--badtint)}.warning{color:var(--warning);background:var(--warningtint)}.good{color:var(--good);background:var(--goodtint)}.plain{color:var(--ink);background:var(--tint)}
.note{padding:.6rem 1rem;border-left:4px solid currentColor;border-radius:.2rem;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.2rem 1.5rem;margin:.6rem 0}
dl>div{display:flex;gap:.8rem;padding:.15rem 0}
dt{flex:0 0 6.5em;color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
section>dl{grid-template-columns:1fr}
nav ol{columns:2;column-gap:2rem;margin:.5rem 0;padding-left:1.6rem}
nav h2{margin-top:1rem;font-size:1.1rem}
a{color:var(--link);text-decoration:none}a:hover,a:focus{text-decoration:underline}
ul,ol{margin:.4rem 0;padding-left:1.5rem}
li{margin:.25rem 0;overflow-wrap:anywhere}
.checklist{list-style:none;padding-left:.2rem}
code{padding:.05em .3em;border-radius:.25em;background:var(--tint);font:.86em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;overflow-wrap:anywhere;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.quiet{color:var(--soft);font-size:.86em;overflow-wrap:anywhere}
.table{overflow-x:auto;margin:.8rem 0}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:.92em}
th,td{padding:.45rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
td:empty{height:2.6rem}
th{color:var(--soft);font-weight:600;background:var(--tint)}
.bars{margin:1rem 0}
.bar{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr 7.5rem;align-items:center;gap:.8rem;margin:.35rem 0}
.bar .value{font-variant-numeric:tabular-nums;white-space:nowrap}.bar small{color:var(--soft)}
.track{position:relative;height:.95rem;border-radius:.5rem;background:var(--tint);overflow:hidden}
.fill{position:absolute;inset:0 auto 0 0;background:var(--lamp);border-radius:.5rem;opacity:.85}
.band{position:absolute;top:50%;height:2px;margin-top:-1px;background:var(--ink);opacity:.75}
figure{margin:1rem calc(50% - min(50vw - 1.5rem,48rem))}
.drawing{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;padding:.5rem;background:var(--paper)}
.drawing svg{display:block;margin:0 auto}
figcaption{max-width:61rem;margin:.4rem auto 0;color:var(--soft);font-size:.9em}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85em}
@media(max-width:40rem){nav ol{columns:1}.bar{grid-template-columns:1fr auto}.bar .track{grid-column:1/-1;grid-row:2}
table,tbody,tr,td{display:block;width:100%}colgroup,thead{display:none}tr{padding:.5rem 0;border-bottom:1px solid var(--line)}td{border:0;padding:.15rem 0}td::before{content:attr(data-head);display:block;color:var(--soft);font-size:.8em}}
@page{size:A4;margin:18mm 16mm}
@page wide{size:A4 landscape;margin:14mm}
@media print{:root{--ink:#111;--soft:#555;--line:#ccc;--paper:#fff;--tint:#f4f4f4;--bad:#9b1c12;--badtint:#fbe9e7;--warning:#7a4b00;--warningtint:#fdf3df;--good:#0b5d33;--goodtint:#e6f4ec;--lamp:#a35f00;--link:#111}
body{max-width:none;padding:0;font-size:10.5pt}.cover{margin-bottom:.8rem;padding-bottom:.6rem}nav ol{columns:3}nav li{margin:0}nav h2{margin-top:.4rem}figure{margin:1rem 0}h2{break-after:avoid;margin-top:1.6rem}h3{break-after:avoid}tr,figure,.bar,.note,li{break-inside:avoid}thead{display:table-header-group}.table,.drawing{overflow:visible}#graph{page:wide}.drawing svg{max-width:100%;height:auto}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`.trim()
