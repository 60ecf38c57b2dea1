"""Signing in through the council's directory: what it says of a person, and what they are here for it.

`claims` reads what the provider says, `mapping` says what groups give, `sign_in` brings the account into line
with it. `provider`, `adapter` and `pages` are the boundary to allauth, and the only ones that know it.
"""
