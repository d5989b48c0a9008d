"""The command: `infralog`, or `python -m infralog`."""

import gc
import sys


def main() -> None:
    """Run the command with this process's arguments, and exit."""
    gc.disable()  # nothing that is imported is garbage, and to look for it takes 5 ms of a start
    try:
        from infralog import cli

        gc.freeze()
        gc.enable()
        cli.main()
    except KeyboardInterrupt:  # before the command could hear it, or after
        sys.exit(130)


if __name__ == "__main__":
    main()
