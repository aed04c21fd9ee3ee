"""The words that files in a room may be called by: the design's table, and each room's own."""

TABLE = frozenset(
    {
        "__init__",
        "models",
        "events",
        "policy",
        "queries",
        "actions",
        "forms",
        "views",
        "staff",
        "api",
        "hooks",
    }
    | {
        "registry",
        "live",
        "notifications",
        "indexing",
        "merits",
        "review",
        "gates",
        "listeners",
        "jobs",
        "kind",
    }
    | {"panels", "decisions", "seeds", "cli", "resolver", "freshness", "labels"}
)

# One hard idea each: pure where it can be, below the views. Say what it is, in a few words.
OWN: dict[str, dict[str, str]] = {
    "brands": {
        "cleaning": "what a brand may say and look like",
        "current": "the brand of this request",
        "theme": "a palette made from a few colours",
        "words": "what colours are called",
        "colour": "contrast and steps of lightness",
    },
    "categories": {
        "permissions": "what staff chose, spread over what lies inside",
        "words": "what a category may be called",
    },
    "home": {
        "first_run": "the page of a house that nobody has founded yet",
        "founding": "a brand, its administrator and first categories at once",
        "moving": "the road of an embedded house into a scaled one",
    },
    "importing": {
        "archive": "reads the JSON of a public archive",
        "audit": "a dump's own counters beside ours",
        "bulk": "many rows in one statement",
        "discourse": "what a Discourse archive means here",
        "dump": "reads the XML of a data dump, row by row",
        "moving": "the road of a sorted community into the house",
        "naming": "names for many people at once",
        "placing": "the order and numbers of a thread's posts",
        "report": "what came in, and what did not and why",
        "rows": "one foreign row and its checked values",
        "shapes": "what comes in, whatever format it had",
        "sorting": "the statements of the sorting table",
        "stackexchange": "what a data dump means here",
        "staging": "the table on disk where things are sorted",
        "storing": "whole threads with all that hangs on them",
        "tallying": "what rows say, not counters",
        "typeset": "foreign texts made ours, in other processes",
    },
    "members": {
        "emails": "mail addresses as typed, and the key each is known by",
        "keys": "keys that are mailed, each for one purpose, once",
        "letters": "what is mailed to members",
        "names": "what names may look like, and what else they look like",
        "passwords": "how good they must be, and how they are kept",
        "sessions": "opened on the server, carried as a token",
    },
    "realtime": {
        "asking": "what pages ask for, read with distrust",
        "catching": "what came after a cursor, for one reader",
        "crowd": "the open pages of this process",
        "door": "who may knock, from where, how often",
        "drawing": "what was touched, drawn once for all alike",
        "grammar": "what a socket may say",
        "line": "one WebSocket",
        "sockets": "Flask-SocketIO and its events",
        "telling": "what happened, sent to those it touches",
        "watching": "ends the sockets of those who are out",
    },
    "media": {
        "bucket": "files in an S3-style store",
        "darkroom": "what a picture becomes, decided",
        "disk": "files in a folder",
        "imaging": "pixels, in a process of their own",
        "press": "runs imaging with limits",
        "storage": "the port that disk and bucket stand behind",
    },
    "notifications": {
        "audience": "whom news reaches",
        "levels": "how closely somebody listens, and which place decides",
        "sentences": "names of several people in a phrase",
        "telling": "each fact once to each",
        "writing": "rows for many members by one statement",
    },
    "threads": {
        "drawing": "a thread's posts as markup",
        "drafts": "what is not sent yet",
        "grounds": "rows loaded with all that a policy asks",
        "reading": "how far a member has read",
        "history": "one post by itself, and its earlier versions",
        "pictures": "who sees the pictures in posts",
        "places": "threads as places that members are told of",
        "rerender": "old posts rendered anew",
        "rows": "threads and posts as lists show them",
        "structured": "what machines read of a thread",
        "publishing": "the one door that posts appear through",
        "steering": "closing, pinning and moving",
        "words": "limits and cleaning of titles and texts",
    },
}

# Own words that speak to the web, as views do.
WEB = frozenset({"views", "staff", "api", "hooks", "panels", "cli", "resolver", "live", "current", "first_run"})

FORBIDDEN = ("utils", "util", "helpers", "helper", "manager", "common", "misc", "service", "base")
