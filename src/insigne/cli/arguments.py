"""What may be typed after `insigne`. The work itself is imported by each command when it runs."""

import argparse
import os
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return the parser; each sub-command sets `run`, a function of the arguments that returns an exit status."""
    top = argparse.ArgumentParser(prog="insigne", description="The open platform for digital badges.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser(
        "demo", help="load the demo world, award a badge, verify it, then serve it all"
    )
    demo.add_argument("--once", action="store_true", help="do the whole job once and leave")
    demo.add_argument("--csv", type=Path, metavar="FILE", help="your own list of recipients")
    demo.add_argument("--badge", metavar="SLUG", help="the badge to award (default: the demo's own choice)")
    demo.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the files go (./out)"
    )
    _address(demo)
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="serve the site and work in the background")
    _address(serve)
    serve.set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="work in the background only, beside other servers")
    worker.set_defaults(run=_worker)

    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrate.set_defaults(run=_migrate)
    return top


def _address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    command.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    command.add_argument("--workers", type=int, default=1, help="web processes (1)")


def _demo(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("INSIGNE_DATA", "data/demo")
    os.environ.setdefault("INSIGNE_DEMO", "1")
    os.environ.setdefault("PUBLIC_URL", f"http://{arguments.host}:{arguments.port}")
    _start()
    from insigne.cli.demo import demo

    return demo(arguments)


def _serve(arguments: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insigne.config.settings")
    from django.conf import settings

    from insigne.cli.migrated import tables_are_ours
    from insigne.kernel.supervisor import serve

    if not tables_are_ours(settings.DATABASES["default"]):
        _migrate(arguments)
    serve(arguments.host, arguments.port, arguments.workers)
    return 0


def _worker(arguments: argparse.Namespace) -> int:
    _start()
    from insigne.kernel.worker import main

    main()
    return 0


def _migrate(arguments: argparse.Namespace) -> int:
    _start()
    from insigne.cli.database import up_to_date

    up_to_date()
    return 0


def _start() -> None:
    """Load the settings and the contexts; done here so that `--help` needs neither."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insigne.config.settings")
    import django

    django.setup()
