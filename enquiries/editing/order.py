"""The order of a form: its pages, and the questions on each."""

from enquiries import definitions
from enquiries.editing.base import ChangedMeanwhile, changing
from enquiries.models import EnquiryType, Page, Question

_STEP = 10


class Order:
    """The pages of a type and what each asks, as lists to be changed and stored; for a type that is locked.

    The only page of a type without pages is not stored.
    """

    def __init__(self, enquiry_type: EnquiryType) -> None:
        rows = list(enquiry_type.questions.all())
        self._was: dict[tuple[type, int | None], tuple[int | None, ...]] = {
            (Question, row.pk): (row.position, row.page_id) for row in rows
        }
        form = definitions.of_rows(enquiry_type, pages=enquiry_type.pages.all(), questions=rows, notices=())
        self._was |= {(Page, page.pk): (page.position,) for page in form.pages}
        self.pages = list(form.pages)
        self.questions = {id(page): form.questions_on(page) for page in form.pages}

    def on(self, page: Page) -> list[Question]:
        """Return the questions on `page`, a list to be changed."""
        return self.questions.setdefault(id(page), [])

    def page(self, page_id: int | None) -> Page:
        """Return the page with this id; None is the only page of a type without pages."""
        found = next((page for page in self.pages if page.pk == page_id), None)
        if not found:
            raise Page.DoesNotExist
        return found

    def place(self, question_id: int) -> tuple[int, int]:
        """Return the number of the page of a question, and its own number there."""
        for number, page in enumerate(self.pages):
            for place, question in enumerate(self.on(page)):
                if question.pk == question_id:
                    return number, place
        raise Question.DoesNotExist

    def after(self, *, page_id: int | None, question_id: int | None) -> tuple[Page, int]:
        """Return a page, and the number there of the question that stands before; -1 where none does.

        Raises:
            ChangedMeanwhile: the page is gone, or the question is not on it any more.
        """
        try:
            page = self.page(page_id)
            number, place = self.place(question_id) if question_id else (self.pages.index(page), -1)
        except (Page.DoesNotExist, Question.DoesNotExist) as error:
            raise ChangedMeanwhile from error
        if self.pages[number] is not page:
            raise ChangedMeanwhile
        return page, place

    def store(self, moved: Question | Page | None = None) -> None:
        """Store it, without gaps; only the history of what somebody `moved` tells of it."""
        place = 0
        for number, page in enumerate(self.pages, start=1):
            if page.pk:
                self._put(page, moved, position=number * _STEP)
            for question in self.on(page):
                place += 1
                self._put(question, moved, position=place * _STEP, page=page if page.pk else None)

    def _put(self, row: Question | Page, moved: Question | Page | None, **place: object) -> None:
        for name, value in place.items():
            setattr(row, name, value)
        now = (row.position, row.page_id) if isinstance(row, Question) else (row.position,)
        if self._was.get((type(row), row.pk)) == now:
            return
        if row is moved:
            row.save(update_fields=list(place))
        else:
            type(row)._default_manager.filter(pk=row.pk).update(**place)


def move_question(
    *, enquiry_type_id: int, question_id: int, page_id: int | None, after_id: int | None
) -> Question:
    """Put a question on a page, after another one that is there; first, where `after_id` is None.

    Raises:
        ChangedMeanwhile: the page is gone, or the other question is not on it any more.
        Question.DoesNotExist: the question is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        number, place = order.place(question_id)
        if question_id == after_id:
            return order.on(order.pages[number])[place]
        page, after = order.after(page_id=page_id, question_id=after_id)
        question = order.on(order.pages[number]).pop(place)
        if order.pages[number] is page and place < after:
            after -= 1
        order.on(page).insert(after + 1, question)
        order.store(moved=question)
        return question


def shift_question(*, enquiry_type_id: int, question_id: int, up: bool) -> Question:
    """Move a question a place up or down: past its page's first or last, to the page beside it.

    Raises:
        Question.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        number, place = order.place(question_id)
        here = order.on(order.pages[number])
        question = here.pop(place)
        there = place - 1 if up else place + 1
        beside = number - 1 if up else number + 1
        if 0 <= there <= len(here):
            here.insert(there, question)
        elif 0 <= beside < len(order.pages):
            other = order.on(order.pages[beside])
            other.insert(len(other) if up else 0, question)
        else:
            return question
        order.store(moved=question)
        return question


def shift_page(*, enquiry_type_id: int, page_id: int, up: bool) -> Page:
    """Let a page and its neighbour change places; the first cannot go up, and the last not down.

    Raises:
        Page.DoesNotExist: it is gone.
    """
    with changing(enquiry_type_id) as enquiry_type:
        order = Order(enquiry_type)
        page = order.page(page_id)
        here = order.pages.index(page)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order.pages):
            order.pages[here], order.pages[there] = order.pages[there], page
            order.store(moved=page)
        return page
