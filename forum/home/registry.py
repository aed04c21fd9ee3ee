"""How rooms above let something happen in the demo world, once everybody has had their say."""

from collections.abc import Callable, Mapping

from forum.core.access import Actor

Scene = Callable[[Mapping[str, Actor]], None]
SCENES: list[tuple[str, Scene]] = []


def plays(name: str) -> Callable[[Scene], Scene]:
    """Let the function act in the demo world; it is given the people by name."""

    def register(scene: Scene) -> Scene:
        SCENES.append((name, scene))
        return scene

    return register
