"""A type's form as the public would see it: as it is stored, or as it is being typed in the admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enquiries import form_factory
from enquiries.definitions import Definition
from intake import wording


def page(request: HttpRequest, form: Definition) -> HttpResponse:
    """Answer with the form; it can be filled in, and never sent."""
    context = {
        "enquiry_type": form.enquiry_type,
        "introduction": form.introduction,
        "form": form_factory.build(form)(),
        "notices": form.form_notices(),
        "target": wording.response_target_in_words(form.enquiry_type.usual_queue),
        "is_preview": True,
    }
    return render(request, "enquiries/form.html", context)
