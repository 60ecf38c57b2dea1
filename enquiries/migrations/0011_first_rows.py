"""The four types of enquiry that the site begins with. They are HLT's own to edit from then on."""

from django.db import migrations
from django.utils import timezone

SAFEGUARDING = (
    "Do not use this form in an emergency, or if you are worried about the safety of a child. If a child is in "
    "danger now, call 999. If you are worried about a child, call the children’s social care team of Hackney "
    "Council, or the police on 101."
)


def question(name, label, kind, hint="", required=True, **more):
    return {"name": name, "label": label, "kind": kind, "hint": hint, "required": required, **more}


def choices(*pairs):
    return "\n".join(f"{value} | {label}" for value, label in pairs)


def sender(organisation_hint="", organisation_meaning="sender_organisation"):
    return [
        question(
            "name", "Your name", "short_text", meaning="sender_name", autocomplete="name", max_length=200
        ),
        question(
            "email",
            "Email address",
            "email",
            "We send your reference and our reply to this address.",
            meaning="sender_email",
            autocomplete="email",
        ),
        question(
            "telephone",
            "Telephone number",
            "telephone",
            "If you would like us to be able to ring you.",
            required=False,
            meaning="sender_telephone",
            autocomplete="tel",
        ),
        question(
            "organisation",
            "Organisation",
            "short_text",
            organisation_hint,
            required=False,
            meaning=organisation_meaning,
            autocomplete="organization",
            max_length=200,
        ),
    ]


def message(label, hint=""):
    return question("message", label, "long_text", hint, meaning="message", min_length=10, max_length=5000)


def ending(attachments_hint="For example a screenshot or a letter."):
    return [
        question("attachments", "Attach files", "files", attachments_hint, required=False),
        question("privacy", "I have read how you use my answers", "consent"),
    ]


PRESS = {
    "slug": "press",
    "name": "Press enquiry",
    "position": 10,
    "summary": "For journalists: ask for a statement, an interview, filming, or facts and figures.",
    "introduction": "This form is for journalists, broadcasters and others who publish.",
    "next_steps": "A press officer reads your enquiry and replies by email, or rings you if you gave a number.",
    "usual_queue": "press",
    "questions": [
        *sender("If it is not the outlet below, for example an agency.", ""),
        question(
            "outlet",
            "Newspaper, station, website or programme",
            "short_text",
            "Where your story will appear.",
            meaning="sender_organisation",
            max_length=200,
        ),
        question(
            "role",
            "Your role",
            "short_text",
            "For example, education correspondent.",
            required=False,
            meaning="sender_role",
            autocomplete="organization-title",
            max_length=200,
        ),
        question(
            "outlet_type",
            "What kind of outlet is it?",
            "one_of",
            choices=choices(
                ("newspaper", "Newspaper or magazine"),
                ("broadcast", "Television or radio"),
                ("online", "Online"),
                ("trade", "Trade or education press"),
                ("freelance", "I am freelance"),
                ("student", "Student media"),
                ("other", "Other"),
            ),
        ),
        question(
            "deadline",
            "Your deadline",
            "datetime",
            "The date and time by which you need our answer.",
            meaning="needed_by",
            future_only=True,
        ),
        question(
            "request_type",
            "What do you need?",
            "one_of",
            choices=choices(
                ("statement", "A statement"),
                ("interview", "An interview"),
                ("filming", "Filming or photography"),
                ("facts", "Facts and figures"),
                ("other", "Something else"),
            ),
        ),
        message("Your question", "Tell us what the story is about and what you would like to know."),
        question(
            "school",
            "School",
            "school",
            "If your enquiry is about one school. Its name or its 6-digit URN.",
            required=False,
        ),
        question(
            "publication_date",
            "Date of publication or broadcast",
            "date",
            "If you know it.",
            required=False,
        ),
        question("embargo", "Is there an embargo?", "yes_no", required=False),
        question(
            "embargo_until",
            "When does the embargo end?",
            "datetime",
            only_if_question="embargo",
            only_if_value="yes",
        ),
        *ending("For example the report or the letter you are asking about."),
    ],
    "notices": [
        ("form", SAFEGUARDING, True, "", "", ""),
        (
            "confirmation",
            "Your deadline is close. Please telephone us now as well, so that we do not miss it.",
            True,
            "deadline",
            "within_hours",
            "4",
        ),
    ],
}

IT_HELPDESK = {
    "slug": "it-helpdesk",
    "name": "IT helpdesk request",
    "position": 20,
    "summary": "For schools and our staff: report a problem with IT, or ask for help.",
    "introduction": "This form is for schools in Hackney and for our own staff.",
    "next_steps": "An IT technician looks at your request. They may email or ring you to ask for more.",
    "usual_queue": "it-helpdesk",
    "questions": [
        *sender(),
        question(
            "school_or_service",
            "Your school or team",
            "school_or_team",
            "Your school’s name or 6-digit URN, or the name of your team.",
        ),
        question(
            "role",
            "Your role",
            "short_text",
            "For example, school business manager.",
            meaning="sender_role",
            autocomplete="organization-title",
            max_length=200,
        ),
        question(
            "impact",
            "Who cannot work?",
            "one_of",
            "We look first at what stops a whole school.",
            choices=choices(
                ("just_me", "Just me"),
                ("several", "Several people"),
                ("whole_school", "The whole school or site"),
            ),
        ),
        question(
            "service",
            "What is it about?",
            "one_of",
            choices=choices(
                ("sign_in", "Signing in or a password"),
                ("email", "Email"),
                ("network", "Network or wifi"),
                ("mis", "Management information system"),
                ("filter", "Website filter"),
                ("device", "A computer, tablet, printer or other device"),
                ("telephone", "Telephone"),
                ("other", "Something else"),
            ),
        ),
        message(
            "What is the problem?",
            "Never send us passwords, or the names or details of pupils.",
        ),
        question("started", "When did it start?", "datetime", "If you know.", required=False),
        question(
            "asset_tag",
            "Asset tag",
            "short_text",
            "The number on the device’s label, if it has one.",
            required=False,
            max_length=100,
        ),
        question(
            "error_text",
            "What does the error message say?",
            "long_text",
            required=False,
            max_length=2000,
        ),
        question("tried", "What have you tried?", "long_text", required=False, max_length=2000),
        question(
            "contact_times",
            "When can we reach you?",
            "short_text",
            "For example, weekdays after 3:30pm.",
            required=False,
            max_length=200,
        ),
        *ending("For example a picture of the screen. Check that it shows no pupils’ details."),
    ],
    "notices": [
        ("form", SAFEGUARDING, True, "", "", ""),
        (
            "form",
            "Never send us a password. Never send the names or details of pupils, in words or in pictures.",
            True,
            "",
            "",
            "",
        ),
        (
            "confirmation",
            "You told us that a whole school or site cannot work. We look at this first. You can also ring us.",
            True,
            "impact",
            "equals",
            "whole_school",
        ),
    ],
}

WEB_TEAM = {
    "slug": "web-team",
    "name": "Website enquiry",
    "position": 30,
    "summary": "Tell us about a page that is wrong, broken or hard to use, or ask for a change.",
    "introduction": "",
    "next_steps": "The web team looks at the page and tells you what they have done.",
    "usual_queue": "web-team",
    "questions": [
        *sender(),
        question(
            "page_url",
            "Address of the page",
            "web_address",
            "Copy it from the top of your browser. The part after the site’s name is enough, such as /contacts.",
        ),
        question(
            "problem",
            "What is the problem?",
            "one_of",
            choices=choices(
                ("broken_link", "A link does not work"),
                ("content", "Something is wrong or out of date"),
                ("accessibility", "I cannot use it: an accessibility problem"),
                ("form", "A form does not work"),
                ("request", "I would like a new page or a change"),
                ("other", "Something else"),
            ),
        ),
        question(
            "assistive_technology",
            "Assistive technology you use",
            "short_text",
            "For example a screen reader or a magnifier, and its version if you know it.",
            required=False,
            max_length=200,
            only_if_question="problem",
            only_if_value="accessibility",
        ),
        message(
            "What happened?", "Tell us what you wanted to do. If you would like a change, tell us which."
        ),
        question(
            "device_browser",
            "Your device and browser",
            "short_text",
            "For example, iPhone with Safari.",
            required=False,
            max_length=200,
        ),
        question(
            "needed_by",
            "When do you need it by?",
            "date",
            "If there is a date after which it is no use.",
            required=False,
            meaning="needed_by",
            future_only=True,
        ),
        *ending("For example a picture of the screen."),
    ],
    "notices": [
        ("form", SAFEGUARDING, True, "", "", ""),
        (
            "confirmation",
            # Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, reg. 12.
            "If you are not happy with how we answer about accessibility, contact the Equality Advisory and Support "
            "Service (EASS): www.equalityadvisoryservice.com. The Equality and Human Rights Commission enforces the "
            "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.",
            False,
            "problem",
            "equals",
            "accessibility",
        ),
    ],
}

GENERAL = {
    "slug": "general",
    "name": "General enquiry",
    "position": 40,
    "summary": "Ask about admissions, special educational needs, term dates, governors or anything else.",
    "introduction": "",
    "next_steps": "We pass your enquiry to the team that can answer it. They reply by email.",
    "usual_queue": "general",
    "questions": [
        *sender(),
        question(
            "about",
            "What is it about?",
            "one_of",
            choices=choices(
                ("admissions", "School admissions"),
                ("send", "Special educational needs"),
                ("school_meals", "School meals"),
                ("governors", "Governors"),
                ("training", "Training and events"),
                ("term_dates", "Term dates"),
                ("early_years", "Childcare and early years"),
                ("school_improvement", "School improvement"),
                ("traded_services", "Services we sell to schools"),
                ("data_or_foi", "Data protection or freedom of information"),
                ("complaint", "A complaint"),
                ("other", "Something else"),
            ),
        ),
        question(
            "i_am",
            "Which describes you best?",
            "one_of",
            choices=choices(
                ("parent", "A parent or carer"),
                ("school_staff", "A member of a school’s staff"),
                ("governor", "A governor"),
                ("pupil", "A pupil"),
                ("supplier", "A supplier"),
                ("resident", "A resident"),
                ("other", "Someone else"),
            ),
        ),
        question(
            "school",
            "School",
            "school",
            "If your enquiry is about one school. Its name or its 6-digit URN.",
            required=False,
        ),
        message("Your question", "Do not give more about a child than we need in order to answer."),
        *ending(),
    ],
    "notices": [
        ("form", SAFEGUARDING, True, "", "", ""),
        (
            # Freedom of Information Act 2000, s.10.
            "form",
            "Asking for information we hold? The law gives us 20 working days to answer a freedom of information "
            "request. Choose “Data protection or freedom of information” below.",
            False,
            "",
            "",
            "",
        ),
        (
            "form",
            "Making a complaint? Choose “A complaint” below. We aim to answer a complaint in 10 working days. For a "
            "complaint about a school, ask the school for its complaints procedure first.",
            False,
            "",
            "",
            "",
        ),
    ],
}

TYPES = [PRESS, IT_HELPDESK, WEB_TEAM, GENERAL]


def add(apps, schema_editor):
    EnquiryType = apps.get_model("enquiries", "EnquiryType")
    Queue = apps.get_model("intake", "Queue")
    if EnquiryType.objects.exists():
        # Migrated back and forth: what HLT have made of their types stands.
        return
    for row in TYPES:
        fields = {
            key: value for key, value in row.items() if key not in ("questions", "notices", "usual_queue")
        }
        enquiry_type = EnquiryType.objects.create(
            usual_queue=Queue.objects.get(slug=row["usual_queue"]), **fields
        )
        add_questions(apps, enquiry_type, row["questions"])
        add_notices(apps, enquiry_type, row["notices"])


def add_questions(apps, enquiry_type, questions):
    Question = apps.get_model("enquiries", "Question")
    for place, asked in enumerate(questions, start=1):
        begin_history(apps, Question.objects.create(enquiry_type=enquiry_type, position=10 * place, **asked))


def add_notices(apps, enquiry_type, notices):
    Notice = apps.get_model("enquiries", "Notice")
    for number, (place, text, important, field, operator, value) in enumerate(notices, start=1):
        made = Notice.objects.create(
            enquiry_type=enquiry_type,
            position=10 * number,
            place=place,
            text=text,
            important=important,
            field=field,
            operator=operator,
            value=value,
        )
        begin_history(apps, made)


def begin_history(apps, made):
    """Keep what it was at first, so that its history can say what the first change changed."""
    History = apps.get_model("enquiries", f"Historical{made._meta.object_name}")
    values = {field.attname: getattr(made, field.attname) for field in made._meta.concrete_fields}
    History.objects.create(**values, history_date=timezone.now(), history_type="+")


class Migration(migrations.Migration):
    replaces = [
        ("enquiries", "0002_first_types"),
        ("enquiries", "0004_first_question_versions"),
    ]

    dependencies = [
        ("enquiries", "0001_squashed_0010_traps"),
        ("intake", "0105_first_rows"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
