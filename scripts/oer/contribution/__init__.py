"""A contribution: taken as data, checked against what was there, shown, and answered.

Nothing here runs anything that a contribution brings. What the checking job hands over to the
answering one is read as if an attacker had written it, since one who changes the workflow can.
"""
