"""The addresses under /anymail/: anymail's own, each with what a broken post of its provider comes to."""

from anymail import urls as anymails
from django.urls import URLPattern

from intake import webhooks

app_name = anymails.app_name

urlpatterns = [
    URLPattern(each.pattern, webhooks.forgiving(each.callback.view_class), each.default_args, each.name)
    for each in anymails.urlpatterns
]
