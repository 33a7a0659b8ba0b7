"""A PDF → whether it is the archival copy that it claims to be; and what makes it one.

validation.py     A PDF → what keeps it from being the archival copy that it claims to be
reproducible.py   A converter's PDF → the same PDF without the hour of its making
declaration.py    A PDF that has what an archive needs but its declaration → the same PDF with it
color_profile.py  The colours of a screen (IEC 61966-2-1) → their ICC profile, which every PDF/A has to hold
dates.py          A date as PDFs and XML write it → the moment that it means
objects.py        A PDF's objects → the fonts, actions, fields and files among them
xmp.py            XMP packet ↔ the properties in it
"""
