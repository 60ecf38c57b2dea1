"""The addresses under /track/."""

from django.urls import path

from intake import views

app_name = "intake"

urlpatterns = [
    path("", views.lookup, name="tracking-lookup"),
    path("sent/", views.link_sent, name="tracking-link-sent"),
    path("<str:token>/", views.follow, name="tracking"),
    path("<str:token>/write/", views.write, name="tracking-write"),
    path("<str:token>/details/", views.details, name="tracking-details"),
    path("<str:token>/solved/", views.solved, name="tracking-solved"),
    path("<str:token>/feedback/", views.feedback, name="tracking-feedback"),
    path("<str:token>/withdraw/", views.withdraw, name="tracking-withdraw"),
    path("<str:token>/file/<uuid:uuid>/", views.file, name="tracking-file"),
]
