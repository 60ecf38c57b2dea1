"""CPV, the Common Procurement Vocabulary: what a supplier sells, in codes that every council knows."""

from suppliers.cpv.index import synonyms
from suppliers.cpv.search import search
from suppliers.cpv.tree import (
    Category,
    ancestors,
    categories,
    children,
    descendants_prefix,
    get,
    is_code,
)

__all__ = [
    "Category",
    "ancestors",
    "categories",
    "children",
    "descendants_prefix",
    "get",
    "is_code",
    "search",
    "synonyms",
]
