"""Nothing but a level or a province's name → the units that the country has there, to choose from.

places.py       A province's name → it and its communes, by the national list
usual_units.py  A level of government and a day → the offices that there usually are
"""
