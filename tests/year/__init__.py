"""A year of an office, played through the public API beside an independent reckoning of every figure.

scenario.py   A seed → the plan in its five texts, and what happened on which day: plain data
reckoning.py  The same data → what each report has to say, reckoned in the simplest way; nothing of gen
office.py     The same data → the office at its desk: forms built, filled in, sent; what gen's reports say
"""
