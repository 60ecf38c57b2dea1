"""Copy what the pages need from node_modules to build/vendor, in the portal's own dress.

The GOV.UK Design System's CSS is used without what is the government's alone: the font GDS Transport and the
royal crest, neither of which other organisations may use.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "build" / "vendor"

#: Where each package's files lie, and which are wanted; the .map files are named by the others.
WANTED = {
    "govuk-frontend": (
        "dist/govuk",
        [
            "govuk-frontend.min.css",
            "govuk-frontend.min.css.map",
            "govuk-frontend.min.js",
            "govuk-frontend.min.js.map",
        ],
    ),
    "accessible-autocomplete": (
        "dist",
        [
            "accessible-autocomplete.min.css",
            "accessible-autocomplete.min.css.map",
            "accessible-autocomplete.min.js",
            "accessible-autocomplete.min.js.map",
        ],
    ),
    "htmx.org": ("dist", ["htmx.min.js"]),
    "chart.js": ("dist", ["chart.umd.min.js", "chart.umd.min.js.map"]),
}


def own_dress(css: str) -> str:
    """Return the Design System's CSS without its font faces, its font's name and the crest's image."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,\s*', "", css)
    return re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", css)


def main() -> None:
    """Make build/vendor anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, (folder, names) in WANTED.items():
        target = VENDOR / package.partition(".")[0]
        target.mkdir(parents=True)
        for name in names:
            shutil.copy(NODE_MODULES / package / folder / name, target / name)
    css = VENDOR / "govuk-frontend" / "govuk-frontend.min.css"
    css.write_text(own_dress(css.read_text()))
    if "/assets/" in css.read_text():
        raise SystemExit("govuk-frontend's CSS names an /assets/ address that nobody serves")


if __name__ == "__main__":
    main()
