"""The addresses under /track/."""

from django.urls import path

from intake import views

app_name = "intake"

urlpatterns = [
    path("", views.lookup, name="tracking-lookup"),
    path("sent/", views.link_sent, name="tracking-link-sent"),
    path("<str:token>/", views.follow, name="tracking"),
]
