"""What other forums took on the same content, two shared cores, production settings.

NodeBB 4.11 (node, Redis), MyBB 1.8 (php-fpm, MariaDB), Misago 0.39 (gunicorn, PostgreSQL), FlaskBB 2.2 (gunicorn,
PostgreSQL), in November 2026; CPU milliseconds a request where nothing else is said. Repeated runs moved by up to
1.75 times, so differences below 1.8 times are none.
"""

GUEST_HOME = ("11-22", "9-16", "139-157", "51-60")
GUEST_LIST = ("10-21", "14-15", "134-169", "75-99")
GUEST_THREAD = ("15-27", "30-38", "115-125", "158-194")
GUEST_LAST_PAGE = ("17-35", "36-52", "113-138", "185-224")
MEMBER_THREAD = ("19-33", "36-40", "133-149", "408-536")
THREAD_RATE = ("46-71/s", "58/s", "17/s", "10.5/s")
THREAD_WAIT = ("21-22", "31", "126", "185")
REPLY_RATE_1 = ("49-56/s", "60/s", "21/s", "12/s")
REPLY_RATE_8 = ("108-113/s", "108/s", "42/s", "11/s")
REPLY_CPU_1 = ("18-21", "15", "47", "150")
REPLY_CPU_8 = ("10", "15", "41", "117")
SECOND_SOCKET_P50 = ("19", "no live pages", "none", "none")
SECOND_SOCKET_P99 = ("30-34", "", "", "")
GUEST_STATEMENTS = ("59 Redis", "39", "8", "15")
MEMBER_STATEMENTS = ("59 Redis", "45", "14", "24")
FIRST_VIEW_KB = ("662", "101", "465", "337")
FIRST_VIEW_REQUESTS = ("41", "27", "10", "7")
AT_REST_MB = ("700", "384", "182", "230")
COLD_START_S = ("3.3-5.0", "0.2", "2.1", "2.0-2.8")
