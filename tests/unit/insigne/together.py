"""Several threads at once, each with a connection of its own, begun at the same moment."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

Work = Callable[[], object]


def outcomes(works: Sequence[Work]) -> list[object]:
    """Return what each work returned, or raised, in their order; all begin together."""
    found: list[object] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(place: int) -> None:
        try:
            gate.wait()
            found[place] = works[place]()
        except BaseException as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def together(count: int, work: Work) -> None:
    """Run `work` in `count` threads at once; raise what one of them raised."""
    for outcome in outcomes([work] * count):
        if isinstance(outcome, BaseException):
            raise outcome
