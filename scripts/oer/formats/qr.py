"""An address as a code to scan (ISO/IEC 18004), for whoever holds a copy without a link.

Laws change after a file was copied: the code leads to the newest version.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any

import segno


def svg(address: str) -> bytes:
    """For paper."""
    return _drawn(address, kind="svg", scale=4, xmldecl=True, svgclass=None, lineclass=None)


def png(address: str) -> bytes:
    """For Office, which does not show SVG everywhere."""
    return _drawn(address, kind="png", scale=8)


@lru_cache(maxsize=256)
def _drawn(address: str, **look: Any) -> bytes:
    """All files of a lesson show the same one."""
    made = BytesIO()
    segno.make(address, error="m", micro=False).save(made, border=2, **look)
    return made.getvalue()
