"""
The words of funding: signs that a sentence funds, calls, demands, looks back, gives prizes.

They stand in ``signs.txt``; the model weighs them, none decides alone.
"""

from wirlod.extract.names import read_patterns

SIGNS = read_patterns("wirlod.extract.grants", "signs")
SURELY_FUNDING = SIGNS["surely_funding"]
CALL = SIGNS["call"]
DEMAND = SIGNS["demand"]
APPLIED = SIGNS["applied"]
GRANTED = SIGNS["granted"]
NEGATED = SIGNS["negated"]
EARLIER = SIGNS["earlier"]
LATER = SIGNS["later"]
BUDGET = SIGNS["budget"]
PRIZE = SIGNS["prize"]
DONATION = SIGNS["donation"]
NO_GRANT_MONEY = SIGNS["no_grant_money"]
HANDING_OVER = SIGNS["handing_over"]
NOTICE = SIGNS["notice"]
NOTICE_DOCUMENT = SIGNS["notice_document"]
COLLECTIVE = SIGNS["collective"]
EVERYWHERE = SIGNS["everywhere"]
STANDS_READY = SIGNS["stands_ready"]
INTO_A_REGION = SIGNS["into_a_region"]
MANY_NOTICES = SIGNS["many_notices"]
THE_SUM_IS = SIGNS["the_sum_is"]
PART_OF_IT = SIGNS["part_of_it"]
PER_YEAR = SIGNS["per_year"]
