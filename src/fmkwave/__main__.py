"""The entry of the command line, as `fmkwave` and as `python -m fmkwave`.

Nothing is imported up here but what signals take, from what is built into Python: an interrupt
while a file is imported would otherwise end in a traceback.
"""

import _signal  # type: ignore[import-not-found]


def main() -> None:
    """Run the command line."""
    # Python turns an interrupt into an exception wherever it happens to be. By default it ends the
    # process, so that the shell sees it. Where it is ignored, as by `nohup`, it stays ignored.
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from fmkwave.cli import main as run

    run()


if __name__ == "__main__":
    main()
