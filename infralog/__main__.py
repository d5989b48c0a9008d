"""The command: `infralog`, or `python -m infralog`."""

import gc


def main() -> None:
    """Run the command with this process's arguments, and exit."""
    gc.disable()  # nothing that is imported is garbage, and to look for it takes 5 ms of a start
    from infralog import cli

    gc.freeze()
    gc.enable()
    cli.main()


if __name__ == "__main__":
    main()
