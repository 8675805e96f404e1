"""What may be typed after `insigne`. The work itself is imported by each command when it runs."""

import argparse
import os
from importlib.metadata import version
from pathlib import Path

_DEMO = """\
Everything in the demo is invented. With --once, each person of the list gets four files in DIR: NAME.png, NAME.pdf
and NAME.json (the signed badge) and NAME.eml (the email); documents.json lets anyone verify them offline.

your own list is a CSV file: a line of headings, then one person per line. Only the address is needed.
  email,name,evidence,narrative,date
  ana@school.example,Ana Ruiz,https://school.example/ana,Led the team.,2026-06-30
commas, semicolons or tabs; headings in English or French. A line that cannot be used is reported with its number
and the reason, and the others go on. The same list awards nobody twice.

  insigne demo --once
  insigne demo --once --csv my-list.csv --badge code-game-jam-2026 --out out"""

_SERVE = """\
Without any setting, everything is kept in ./data, on SQLite.
Settings are environment variables: docs/en/operator.md lists them."""


def parser() -> argparse.ArgumentParser:
    """Return the parser; each sub-command sets `run`, a function of the arguments that returns an exit status."""
    top = argparse.ArgumentParser(prog="insigne", description="The open platform for digital badges.")
    top.add_argument("--version", action="version", version=f"insigne {version('insigne')}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    demo = _command(
        commands, "demo", "load the demo world, award a badge, verify it, then serve it all", _DEMO
    )
    demo.add_argument("--once", action="store_true", help="do the whole job once and leave")
    demo.add_argument("--csv", type=Path, metavar="FILE", help="your own list of people")
    demo.add_argument("--badge", metavar="SLUG", help="the badge to award (default: the demo's own choice)")
    demo.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where the files go (default: ./out)"
    )
    demo.add_argument("--lang", choices=("en", "fr"), help="language to speak (default: that of the system)")
    _address(demo)
    demo.set_defaults(run=_demo)

    serve = _command(commands, "serve", "serve the site and work in the background", _SERVE)
    _address(serve)
    serve.set_defaults(run=_serve)

    worker = _command(commands, "worker", "work in the background only, beside other servers", _SERVE)
    worker.set_defaults(run=_worker)

    migrate = _command(commands, "migrate", "bring the database's tables up to date", _SERVE)
    migrate.set_defaults(run=_migrate)
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str, more: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    command.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    command.add_argument("--workers", type=int, default=1, help="number of web processes (default: 1)")


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
