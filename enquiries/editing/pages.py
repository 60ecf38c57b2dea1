"""Adding, changing and deleting the pages of a form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from enquiries.editing.base import changing, require_unchanged, write
from enquiries.editing.names import name_of_page
from enquiries.editing.order import Order
from enquiries.models import EnquiryType, Page

_FIRST_TITLE = "Your enquiry"


def add_page(*, enquiry_type_id: int, said: Mapping[str, Any], first_title: str = "") -> Page:
    """Add a page at the end of a form.

    A form without pages gets two: what it asks now stays on the first, which is called `first_title`.

    Args:
        enquiry_type_id: the type.
        said: what is typed of the page, by field; its name is made from the title.
        first_title: what the page is called that was the only one.

    Raises:
        ValidationError: something is wrong with it, by field.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        only = order.pages[0]
        if not only.pk and order.on(only):
            _write(enquiry_type, only, {"title": first_title or _FIRST_TITLE})
        elif not only.pk:
            order.pages.clear()
        page = Page(enquiry_type=enquiry_type)
        _write(enquiry_type, page, said)
        order.pages.append(page)
        order.store()
        return page


def change_page(*, enquiry_type_id: int, page_id: int, seen: str, said: Mapping[str, Any]) -> Page:
    """Change what a page says, and when it is asked.

    Raises:
        ChangedMeanwhile: somebody has changed it since it was `seen`.
        ValidationError: something is wrong with it, by field.
        Page.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        page = enquiry_type.pages.get(pk=page_id)
        require_unchanged(page, seen)
        write(page, said)
        return page


def delete_page(*, enquiry_type_id: int, page_id: int, to_page_id: int | None) -> None:
    """Delete a page; its questions go to the end of another one.

    Raises:
        ValidationError: the other page is gone, or is the same.
        Page.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        page = order.page(page_id)
        questions = order.on(page)
        others = [each for each in order.pages if each is not page]
        to = next((each for each in others if each.pk == to_page_id), None)
        if questions and others and not to:
            raise ValidationError("Choose the page to which its questions go.")
        if to:
            order.on(to).extend(questions)
        elif questions:
            # The last page of all: they stay, and the form is one page without a title.
            only = Page(enquiry_type=enquiry_type, name="", title="")
            order.on(only).extend(questions)
            others = [only]
        order.pages = others
        order.store()
        page.delete()


def _write(enquiry_type: EnquiryType, page: Page, said: Mapping[str, Any]) -> None:
    name = name_of_page(enquiry_type, str(said.get("title", "")))
    write(page, {**said, "name": name})
