"""The addresses under /suppliers/."""

from django.urls import path

from suppliers import directory, lookups
from suppliers.views import door, home, people, registration, sections, sending

app_name = "suppliers"

urlpatterns = [
    path("", door.guide, name="guide"),
    path("register/", door.register, name="register"),
    path("register/sent/", door.link_sent, name="link-sent"),
    path("enter/<str:token>/", door.enter, name="enter"),
    path("leave/", door.leave, name="leave"),
    path("categories/", lookups.categories, name="categories"),
    path("company/", lookups.company, name="company"),
    path("directory/", directory.directory, name="directory"),
    path("home/", home.home, name="home"),
    path("supplier/<uuid:supplier>/begin/", home.begin, name="begin"),
    path("registration/<uuid:pk>/", registration.registration, name="registration"),
    path("registration/<uuid:pk>/check/", sending.check, name="check"),
    path("registration/<uuid:pk>/sent/", sending.sent, name="sent"),
    path("registration/<uuid:pk>/copy/", registration.copy, name="copy"),
    path("registration/<uuid:pk>/people/", people.people, name="people"),
    path("registration/<uuid:pk>/message/", registration.message, name="message"),
    path("registration/<uuid:pk>/withdraw/", registration.withdraw, name="withdraw"),
    path("registration/<uuid:pk>/delete/", registration.delete, name="delete"),
    path("registration/<uuid:pk>/<slug:slug>/", sections.section, name="section"),
    path("document/<uuid:uuid>/", registration.document, name="document"),
    path("stop/<str:token>/", home.stop, name="stop"),
]
