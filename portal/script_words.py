"""What the scripts of the public pages say, in other languages: in English they say it by themselves."""

from django.utils.translation import gettext, gettext_noop

from intake import languages

#: The texts that the scripts hand to `translated`; a test holds that each is here.
TEXTS = (
    gettext_noop("Searching…"),
    gettext_noop("No category matches. Try other words, or fewer."),
    gettext_noop("Added {category}. {count} category ticked."),
    gettext_noop("Added {category}. {count} categories ticked."),
    gettext_noop(
        "When suggestions are there, use the up and down arrows to review them and enter to select."
    ),
    gettext_noop("Asking Companies House…"),
    gettext_noop("We cannot reach Companies House at the moment. Type the details in yourself."),
    # Those of accessible-autocomplete, for screen readers.
    gettext_noop("Type in {count} or more characters for results"),
    gettext_noop("No search results"),
    gettext_noop("{option} {position} of {count} is highlighted"),
    gettext_noop("{count} result is available. {option}"),
    gettext_noop("{count} results are available. {option}"),
    # Those of the Design System's character count.
    gettext_noop("You have %{count} character remaining"),
    gettext_noop("You have %{count} characters remaining"),
    gettext_noop("You have 0 characters remaining"),
    gettext_noop("You have %{count} character too many"),
    gettext_noop("You have %{count} characters too many"),
)


def translated() -> dict[str, str]:
    """Return each text with its translation; nothing where the page is in English."""
    return {} if languages.name_in_html() == "en" else {text: gettext(text) for text in TEXTS}
