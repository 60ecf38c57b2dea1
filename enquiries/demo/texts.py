"""The words of the demo data: people, schools, questions and answers, all of them invented.

In the questions, `{school}`, `{year}`, `{room}` and `{day}` are filled in.
"""

FIRST_NAMES = """
    Amara Ayesha Bola Callum Chidi Danielle Ebony Farah Gareth Hannah Ibrahim Jasmine Kwame Leila
    Marcus Naomi Omar Priya Rosa Samuel Tunde Usha Victor Winston Yusuf Zainab
""".split()
LAST_NAMES = """
    Adeyemi Ahmed Begum Brown Chukwu Clarke Davies Evans Grant Hussain Johnson Kaya Khan Lewis
    Mensah Morgan Nguyen Okafor Patel Roberts Sharma Thompson Walker Yilmaz
""".split()
#: First name, last name, and the queues they work in; they lead the first one.
STAFF = (
    ("Grace", "Mensah", ("press", "general")),
    ("Tom", "Hartley", ("web-team", "press")),
    ("Nadia", "Rahman", ("it-helpdesk",)),
    ("Lewis", "Campbell", ("general", "it-helpdesk", "web-team")),
    ("Sofia", "Costa", ("complaints", "information-requests", "general")),
)
#: Each of the first with each of the second names a school.
SCHOOL_PLANTS = """
    Almond Bramble Catkin Damson Fennel Foxglove Hawkweed Juniper Larch Medlar Mulberry Pippin Quince
    Samphire Sorrel Tamarisk Teasel Thistle Woodruff Yarrow
""".split()
SCHOOL_PLACES = ("Wharf", "Lock", "Green", "Lane")
SCHOOL_ROLES = (
    "School business manager",
    "Head teacher",
    "Office manager",
    "Class teacher",
    "SENCO",
    "IT technician",
)
PRESS_ROLES = ("Reporter", "Education correspondent", "Producer", "News editor", "")
ROOMS = ("the office", "the hall", "the library", "room 4", "room 11", "the staff room", "the science block")
YEARS = ("reception", "year 1", "year 3", "year 5", "year 7", "year 9", "year 10", "year 12")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OUTLETS = (
    ("Hackney Post", "newspaper"),
    ("East London Echo", "newspaper"),
    ("Radio Lea Valley", "broadcast"),
    ("London Tonight", "broadcast"),
    ("Schools Today", "trade"),
    ("The Classroom Journal", "trade"),
    ("E8 News", "online"),
    ("Freelance for several titles", "freelance"),
    ("Campus Voice", "student"),
)
#: What is needed, and the question.
PRESS = (
    ("statement", "We are writing about this year’s exam results in Hackney. Could we have a statement?"),
    ("statement", "Parents told us that the crossing patrol at {school} has ended. What is your answer?"),
    ("statement", "We understand that {school} will take one class fewer in {year}. Can you confirm this?"),
    ("statement", "A petition on school streets has 900 names. We would like your response to it."),
    ("facts", "How many primary school places were left in September, by planning area?"),
    ("facts", "What was spent on supply teachers in the last three financial years?"),
    ("facts", "How many children started {year} this autumn, and how many last autumn?"),
    ("interview", "We would like to interview somebody about the reading programme in primary schools."),
    ("interview", "Could a head teacher talk to our programme on {day} on how schools deal with phones?"),
    ("filming", "May we film in the kitchen of {school} for a piece on free school meals, for half a day?"),
    ("filming", "Could a photographer come to the {year} science fair at {school}?"),
    ("other", "We have an embargoed report on early years funding and would like your view of it."),
)
#: What it is about, and the problem.
IT_HELPDESK = (
    ("sign_in", "Two members of staff are asked for a new password each morning and are then locked out."),
    ("sign_in", "A new teacher starts on {day} and has no account yet. Could one be made, please?"),
    ("sign_in", "The code for signing in goes to a telephone that I do not have any more."),
    ("email", "Emails to parents of {year} come back with “message rejected”. It began after the weekend."),
    ("email", "The office mailbox is full and I can’t archive anything from it."),
    ("email", "Somebody sends emails in our head teacher’s name from an address outside."),
    ("network", "The wifi drops out in {room} every few minutes."),
    ("network", "Nothing in the school reaches the internet. The lights on the box in {room} are red."),
    ("network", "The connection is too slow for the online tests of {year} on {day}."),
    ("mis", "Attendance marks of {year} from this morning have gone from the register."),
    ("mis", "The census return stops at 80 % and says that a field is missing, but not which one."),
    ("mis", "We need a report of free school meals by class before {day}."),
    ("filter", "The website of the museum that {year} visits on {day} is blocked for pupils."),
    ("filter", "A game site has got through the filter in {room}. Please block it."),
    ("device", "The interactive screen in {room} shows a picture but does not react to touch."),
    ("device", "The printer in {room} prints one page and then says that it is offline."),
    ("device", "Six tablets of {year} do not charge any more."),
    ("telephone", "Callers hear the old opening times on our answering machine."),
    ("telephone", "The telephone in {room} rings once and then cuts off."),
    ("other", "We are moving {year} in half-term and need the computers moved as well."),
)
TRIED = (
    "",
    "",
    "Turned it off and on again.",
    "Another computer; it is the same there.",
    "Asked a colleague.",
)
CONTACT_TIMES = ("", "", "Weekdays after 3:30pm.", "Mornings before 8:45am.", "Any time: the office knows.")
#: The page, the problem, and what happened.
WEB_TEAM = (
    ("/schools/admissions", "broken_link", "The link to the admissions booklet leads to an error page."),
    ("/schools/find", "broken_link", "The link to the website of {school} leads to another school."),
    ("/schools/term-dates", "content", "The term dates still show last year’s half-term."),
    ("/governors", "content", "The name of the chair of governors of {school} is out of date."),
    ("/events", "accessibility", "My screen reader does not say which day of the calendar is chosen."),
    ("/contacts", "accessibility", "At large text the telephone numbers run over each other."),
    ("/training/book", "form", "The form empties itself when I press Book."),
    ("/schools/apply", "form", "The form does not take my postcode, which is a new one."),
    ("/early-years", "request", "Could there be a page about the new hours of funded childcare?"),
    ("/schools/news", "request", "Please add the open day of {school}: it is on {day}, from 9:30am."),
)
DEVICES = ("", "Windows laptop with Edge", "iPhone with Safari", "Android telephone with Chrome")
ASSISTIVE = ("NVDA 2026.1", "VoiceOver", "A magnifier", "")
#: What it is about, who asks, and the question.
GENERAL = (
    ("admissions", "parent", "We are moving to Hackney in spring. How do I apply for a place in {year}?"),
    ("admissions", "parent", "I missed the deadline for secondary school. What can I do now?"),
    ("admissions", "parent", "Where are we on the waiting list for {year} at {school}?"),
    ("send", "parent", "Who can I talk to about support for my son, who has autism and starts school soon?"),
    ("send", "school_staff", "When will the panel look at the requests that {school} sent in?"),
    ("school_meals", "parent", "Does my daughter get free school meals now that our benefits have changed?"),
    ("governors", "resident", "I would like to become a school governor. How do I begin?"),
    ("governors", "governor", "Is there training for new governors of {school} this term?"),
    ("training", "school_staff", "Is there still a place on the first aid course on {day}?"),
    ("term_dates", "parent", "On which day do schools close for Christmas?"),
    ("term_dates", "parent", "Is {day} of next week an inset day at {school}?"),
    ("early_years", "parent", "Which nurseries offer the 30 hours for two-year-olds?"),
    ("early_years", "supplier", "I would like to register as a childminder. What do I need?"),
    ("school_improvement", "governor", "Could somebody present last year’s results at our meeting?"),
    ("traded_services", "school_staff", "What does your payroll service cost for a school of our size?"),
    ("data_or_foi", "resident", "Please send me the number of exclusions by school year since 2022."),
    ("data_or_foi", "parent", "I would like a copy of the letters about my child’s school transport."),
    ("complaint", "parent", "I have rung four times about my application and nobody has rung back."),
    ("complaint", "resident", "Coaches for {school} wait in our street with their engines on each morning."),
    ("other", "supplier", "We would like to show you our reading scheme. Who is the right person?"),
)
CLOSINGS = (
    "",
    "",
    "",
    " Thank you.",
    " It would help us to know by {day}.",
    " I wrote last week as well.",
    " Please email; I am hard to reach by telephone.",
    " Many thanks for your help.",
)
NOTES = (
    "Rang them; they will ring back in the afternoon.",
    "Asked the service for the figures, promised for tomorrow.",
    "The same as last week’s; answer alike.",
    "Needs the head of service’s agreement before it goes out.",
)
#: Where what is misrouted goes, by the queue it came to, and why.
MOVES = {
    "press": ("general", "Not for publication: a parent who took the wrong form."),
    "it-helpdesk": ("web-team", "It is our website, not the school’s network."),
    "web-team": ("general", "The page is right; it is a question about the service."),
    "general": ("web-team", "The page they looked at is out of date."),
}
REPLIES = {
    "press": (
        "Thank you for getting in touch. Our statement is below and may be attributed to a spokesperson.",
        "The figures you asked for are as follows. Please name us as the source.",
        "We can offer an interview on Thursday morning. Would 10am by telephone suit you?",
    ),
    "it-helpdesk": (
        "We have reset the account. Please sign in with the link that was sent to your school email.",
        "A technician will be with you tomorrow between 9am and 11am.",
        "This is mended now. Please tell us if it happens again.",
        "The address is open for pupils as of this afternoon.",
    ),
    "web-team": (
        "Thank you for telling us. The page is right now.",
        "We have mended the link. It may take an hour until everyone sees it.",
        "Thank you. We are working on it and will have it done with this month’s changes.",
    ),
    "general": (
        "Thank you for your enquiry. You find what you need on our admissions page, and can ring us as well.",
        "We have passed this to the service, who will write to you by the end of the week.",
        "Please send us your application number, so that we can look it up.",
    ),
}
LAST_REPLIES = (
    "Thank you for writing again. This is done now.",
    "We are sorry that it was not finished. It is now; please tell us if anything is left.",
)

#: What senders say could be better, by how satisfied they are; most say nothing.
FEEDBACK: dict[int, tuple[str, ...]] = {
    5: ("", "", "", "Nothing. It was quick and clear."),
    4: ("", "", "It took me a while to find the right form."),
    3: ("", "I had to ask twice what the answer meant."),
    2: ("", "Answer sooner. I had to ring in the end."),
    1: ("Nobody read my question to the end.", "Please tell us when you are late."),
}
