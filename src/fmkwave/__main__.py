"""The entry of the command line, as `fmkwave` and as `python -m fmkwave`.

Nothing is imported up here but what signals take: an interrupt while the rest is imported would
otherwise end in a traceback.
"""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command line."""
    # Python turns an interrupt into an exception wherever it happens to be. By default it ends the
    # process, so that the shell sees it. Where it is ignored, as by `nohup`, it stays ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from fmkwave.cli import main as run

    run()


if __name__ == "__main__":
    main()
