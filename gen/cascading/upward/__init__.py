"""What the own bodies of an office reported → the form that it owes its superior, filled in.

fill.py       A form, the plan and its store → the form filled in, shown before it is written
own_form.py   A form from the superior → which report of the own plan answers it, which cells it has, what stands there
combine.py    What own bodies reported → each cell of the superior's form: what to write, or why it stays blank
messages.py   A FilledForm → what `gen fill` prints
"""
