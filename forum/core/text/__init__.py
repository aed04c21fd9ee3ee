"""What people write: Markdown in, HTML that may be trusted out."""

from forum.core.text.changes import Run, diff
from forum.core.text.clean import SOURCE_LIMIT, clean_line, clean_source
from forum.core.text.plain import excerpt, plain
from forum.core.text.rendering import RENDER_VERSION, Picture, Rendered, Resolver, render
from forum.core.text.sanitizing import sanitize

__all__ = [
    "RENDER_VERSION",
    "SOURCE_LIMIT",
    "Picture",
    "Rendered",
    "Resolver",
    "Run",
    "clean_line",
    "clean_source",
    "diff",
    "excerpt",
    "plain",
    "render",
    "sanitize",
]
