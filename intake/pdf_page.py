"""Draws the first page of a PDF from standard input as a PNG to standard output; run by `thumbnails` alone.

A stranger's PDF is read by code that is not ours and not memory-safe, so that it runs in a process of its
own: without the portal's settings and secrets, with little time and memory, and nothing to write to.
"""

import resource
import sys

_WIDEST = 960
_LIMITS = {
    resource.RLIMIT_AS: 1_000_000_000,  # bytes of memory
    resource.RLIMIT_CPU: 5,  # seconds
    resource.RLIMIT_FSIZE: 0,  # bytes of any file
    resource.RLIMIT_NPROC: 0,  # further processes
}


def main() -> None:
    """Draw it; anything that goes wrong ends the process."""
    for limit, value in _LIMITS.items():
        resource.setrlimit(limit, (value, value))
    import pypdfium2

    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[0]
    # A page may say that it is a mile wide.
    scale = min(1.0, _WIDEST / max(page.get_width(), page.get_height(), 1.0))
    page.render(scale=scale).to_pil().convert("RGB").save(sys.stdout.buffer, "PNG")


if __name__ == "__main__":
    main()
