"""Personal data: how long it is kept, what a legal hold keeps, and how it is erased (UK GDPR).

A submission is never deleted: it is emptied, and what is left counts in the figures and says nothing of
anybody. What else holds persons is known to `holders`, where each application says its own when it starts.
"""
