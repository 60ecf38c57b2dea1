"""The public addresses of suppliers."""

from django.urls import path

from suppliers import directory

app_name = "suppliers"

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
]
