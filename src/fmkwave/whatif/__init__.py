"""What if: the inputs as they would be if the files said something else of one thing or another.

`options` takes what a user asks for, `keys` and `owners` find what a key names, `settings` knows
how each thing is read, shown and changed, `values` reads the text of a value, and `clashes` tells
what does not fit together once all is set. `replanned` is about what stays as it was announced.
"""

from __future__ import annotations

from fmkwave.whatif.options import answer_setting, changed, labelled, link_setting, wish_setting
from fmkwave.whatif.replanned import replanned

__all__ = ["answer_setting", "changed", "labelled", "link_setting", "replanned", "wish_setting"]
