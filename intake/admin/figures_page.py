"""The figures: parses the period, the queue and the type, and answers with a page, a report or a file."""

from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse

from intake import access, audit, exporting, figures
from intake.admin.figures_form import FiguresForm, ReportForm
from intake.models import Submission


def figures_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer with every figure of the period that is asked for."""
    form = FiguresForm(request.GET, user=access.signed_in(request.user))
    scope = form.scope()
    made = figures.all_tables(scope)
    context = {
        **site.each_context(request),
        "title": "Figures",
        "opts": Submission._meta,
        "form": form,
        "scope": scope,
        "summary": figures.summary(made),
        "tables": made.values(),
        "comments": figures.comments(scope),
        "query": urlencode(dict(form.pairs())),
        "report_query": urlencode({"queue": scope.queue.pk}) if scope.queue else "",
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/figures/dashboard.html", context)


def table_as_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer with one table as CSV.

    Raises:
        Http404: there is no such table.
    """
    scope = FiguresForm(request.GET, user=access.signed_in(request.user)).scope()
    table = figures.one_table(scope, slug)
    if not table:
        raise Http404("There is no such table.")
    audit.record(audit.Action.EXPORTED_LIST, actor=request.user, about=("figures", slug))
    lines = exporting.csv_lines(table.headers, table.all_rows)
    response = StreamingHttpResponse(lines, content_type=exporting.CSV)
    period = scope.period
    exporting.mark_as_download(response, f"{slug}-{period.first:%Y-%m-%d}-{period.last:%Y-%m-%d}.csv")
    return response


def report_as_pdf(request: HttpRequest) -> HttpResponse:
    """Answer with a queue's month as a PDF.

    Raises:
        Http404: it is not said, or not understood, of which queue and month.
    """
    scope = ReportForm(request.GET, user=access.signed_in(request.user)).scope()
    if not scope or not scope.queue:
        raise Http404("There is no such report.")
    audit.record(audit.Action.EXPORTED_LIST, actor=request.user, about=("report", scope.queue.slug))
    response = HttpResponse(figures.pdf(figures.make_report(scope)), content_type="application/pdf")
    exporting.mark_as_download(response, f"{scope.queue.slug}-{scope.period.first:%Y-%m}.pdf")
    return response


def report_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer with a queue's month on one page."""
    form = ReportForm(request.GET, user=access.signed_in(request.user))
    scope = form.scope()
    context = {
        **site.each_context(request),
        "title": "Monthly report",
        "opts": Submission._meta,
        "form": form,
        "query": urlencode(list(form.pairs())),
    }
    if scope:
        report = figures.make_report(scope)
        context |= {"title": report.title, "report": report}
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/figures/report.html", context)
