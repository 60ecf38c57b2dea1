"""Email that comes in: stored once as it came, applied afterwards.

`storing` keeps it, `reading` takes it apart, `automatic` and `bounces` tell what no person wrote, `threads`
finds the submission it answers, `replies` adds it there, `starting` makes a new submission of it, and
`applying` puts these in order.
"""
