"""Strings that make a further header or recipient where a header takes them as they are."""

#: By what each one tries. The address that must never get anything is always the same.
HEADER_STRINGS: dict[str, str] = {
    "CR": "Jo\rBcc: eve@evil.example",
    "LF": "Jo\nBcc: eve@evil.example",
    "CRLF": "Jo\r\nBcc: eve@evil.example",
    "CRLF and a body": "Jo\r\n\r\n<h1>eve@evil.example</h1>",
    "folded": "Jo\r\n Bcc: eve@evil.example",
    "folded by a tab": "Jo\r\n\tBcc: eve@evil.example",
    "percent-encoded": "Jo%0d%0aBcc:%20eve@evil.example",
    "line separator": "Jo\u2028Bcc: eve@evil.example",
    "paragraph separator": "Jo\u2029Bcc: eve@evil.example",
    "next line": "Jo\x85Bcc: eve@evil.example",
    "vertical tab": "Jo\x0bBcc: eve@evil.example",
    "form feed": "Jo\x0cBcc: eve@evil.example",
    "NUL": "Jo\0\r\nBcc: eve@evil.example",
    "encoded word": "=?utf-8?q?Jo=0D=0ABcc=3A_eve=40evil.example?=",
    "encoded word in base 64": "=?utf-8?b?Sm8NCkJjYzogZXZlQGV2aWwuZXhhbXBsZQ==?=",
    "a header's name": "Bcc: eve@evil.example",
    "display name with a comma": '"Jo, <eve@evil.example>, Brown" <jo@example.com>',
    "display name that ends its quotes": 'Jo" <eve@evil.example>, "Brown',
    "two addresses": "jo@example.com, eve@evil.example",
    "two addresses, semicolon": "jo@example.com; eve@evil.example",
    "group": "friends: jo@example.com, eve@evil.example;",
    "percent hack": "jo%evil.example@example.com@evil.example",
    "right to left": "\u202ejo\u2066 <eve@evil.example>\u2069",
    "name of another country": "jo@bücher.example>\r\nCc: <eve@evil.example",
    "very long": "Jo " + "x" * 1200 + "\r\nBcc: eve@evil.example",
}
EVE = "eve@evil.example"
