"""A year of an office, played through the public API beside an independent reckoning of every figure.

scenario.py          A seed → the plan in its five texts, and what happened on which day: plain data
reckoning.py         The same data → what each report has to say, reckoned in the simplest way; nothing of gen
boards.py            The same data → what the boards show on a day, and who is reminded of what; nothing of gen
words.py             What was reckoned → the words and numbers in which an office writes it; nothing of gen
prose.py             What was reckoned → the pages for leaders and the draft, each figure with its cells
office.py            The same data → the office at its desk: forms built, filled in, sent; what gen says of them
differences.py       Two tables → where they differ
comparison.py        The report's workbook × the reckoning
word_comparison.py   The report in Word × the reckoning
board_comparison.py  The boards, the reminder × the reckoning
playing.py           A seed → the year played, and everything compared
"""
