"""The addresses of the enquiry forms."""

from django.urls import path

from enquiries import views

app_name = "enquiries"

urlpatterns = [
    path("", views.index, name="index"),
    path("sent/", views.sent, name="sent"),
    path("schools/", views.schools, name="schools"),
    path("<slug:slug>/", views.form, name="form"),
    path("<slug:slug>/check/", views.check, name="check"),
    path("<slug:slug>/solved/", views.solved, name="solved"),
]
