"""Spam and abuse: what comes in from the public is looked at by rules that anybody can read.

What looks suspicious is kept and held until somebody passes it on; nothing is dropped, and no rule of these
learns by itself. `scoring` says what counts, `thresholds` from when on, `holding` what becomes of it.
"""
