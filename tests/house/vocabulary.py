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
    | {"panels", "decisions", "seeds", "cli", "resolver"}
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
    "members": {
        "emails": "mail addresses as typed, and the key each is known by",
        "keys": "keys that are mailed, each for one purpose, once",
        "letters": "what is mailed to members",
        "names": "what names may look like, and what else they look like",
        "passwords": "how good they must be, and how they are kept",
        "sessions": "opened on the server, carried as a token",
    },
    "media": {
        "bucket": "files in an S3-style store",
        "darkroom": "what a picture becomes, decided",
        "disk": "files in a folder",
        "imaging": "pixels, in a process of their own",
        "press": "runs imaging with limits",
        "storage": "the port that disk and bucket stand behind",
    },
    "threads": {
        "drawing": "a thread's posts as markup",
        "drafts": "what is not sent yet",
        "grounds": "rows loaded with all that a policy asks",
        "reading": "how far a member has read",
        "history": "one post by itself, and its earlier versions",
        "pictures": "who sees the pictures in posts",
        "rerender": "old posts rendered anew",
        "rows": "threads and posts as lists show them",
        "structured": "what machines read of a thread",
        "publishing": "the one door that posts appear through",
        "steering": "closing, pinning and moving",
        "words": "limits and cleaning of titles and texts",
    },
}

# Own words that speak to the web, as views do.
WEB = frozenset({"views", "staff", "api", "hooks", "panels", "cli", "resolver", "live", "current"})

FORBIDDEN = ("utils", "util", "helpers", "helper", "manager", "common", "misc", "service", "base")
