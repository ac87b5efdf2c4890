"""`python -m sayso`: the same as the command `sayso`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; Ctrl-C counts from the first moment on, while the program is still being loaded."""
    try:
        from sayso.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
