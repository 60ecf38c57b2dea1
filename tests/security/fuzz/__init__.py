"""Whatever is posted to the portal, the answer is a page, and nothing that was typed is markup in it.

There is no public JSON API. FUZZ_EXAMPLES, 2,000 unless it is set, are shared out among the properties.
"""
