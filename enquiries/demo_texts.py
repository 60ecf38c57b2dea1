"""The words of the demo data. Nobody in them exists; addresses are example.org's (RFC 2606)."""

FIRST_NAMES = """
    Amara Ayesha Bola Callum Chidi Danielle Ebony Farah Gareth Hannah Ibrahim Jasmine Kwame Leila
    Marcus Naomi Omar Priya Rosa Samuel Tunde Usha Victor Winston Yusuf Zainab
""".split()
LAST_NAMES = """
    Adeyemi Ahmed Begum Brown Chukwu Clarke Davies Evans Grant Hussain Johnson Kaya Khan Lewis
    Mensah Morgan Nguyen Okafor Patel Roberts Sharma Thompson Walker Yilmaz
""".split()
STREETS = """
    Albion Alder Amhurst Ash Beech Benthal Birch Brook Cazenove Cedar Cherry Clapton Colvestone
    Dalston Downham Durlston Elder Elm Fern Forest Gayhurst Grange Graham Hazel Heather Holly
    Holmleigh Ivy Jasmine Juniper Kingsmead Larch Lavender Lime London Mandeville Maple Maury Mead
    Middleton Mossbourne Myrtle Northwold Oak Oldhill Olive Orchard Parkwood Pine Poplar Primrose
    Queensbridge Randal Ridley Ridge Rose Rowan Rushmore Sage Sandringham Sebright Shacklewell
    Sigdon Southwold Springfield Sycamore Thistle Thyme Tyssen Upland Victoria Walnut Warwick
    Wentworth Whitmore Wick Willow Woodberry Yew
""".split()
STAFF = (
    ("Grace", "Mensah", ("press", "general")),
    ("Tom", "Hartley", ("press", "web-team")),
    ("Nadia", "Rahman", ("it-helpdesk",)),
    ("Lewis", "Campbell", ("it-helpdesk", "web-team")),
    ("Sofia", "Costa", ("general", "information-requests", "complaints")),
)
SCHOOL_ROLES = (
    "School business manager",
    "Head teacher",
    "Office manager",
    "Class teacher",
    "SENCO",
    "IT technician",
)
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
PRESS = (
    ("statement", "We are writing about this year’s exam results in Hackney. Could we have a statement?"),
    ("facts", "How many primary school places were left in September, by planning area?"),
    ("interview", "We would like to interview somebody about the new reading programme in primary schools."),
    (
        "filming",
        "May we film in a school kitchen for a piece on free school meals, for half a day next week?",
    ),
    ("statement", "Parents told us that a school’s crossing patrol has ended. What is your answer to them?"),
    ("facts", "What was spent on supply teachers in the last three financial years?"),
    ("interview", "Could a head teacher talk to our programme on how schools deal with mobile phones?"),
    ("other", "We have an embargoed report on early years funding and would like your view of it."),
)
IT_HELPDESK = (
    ("sign_in", "Two members of staff are asked for a new password each morning and are then locked out."),
    ("sign_in", "A new teacher has started and has no account yet. Could one be made, please?"),
    ("email", "Emails to parents come back with “message rejected”. It began after the weekend."),
    ("email", "The office mailbox is full and I can’t archive anything from it."),
    ("network", "The wifi drops out in the whole upper corridor every few minutes."),
    ("network", "No computer in the school reaches the internet. The lights on the box are red."),
    ("mis", "Attendance marks from this morning have gone from the register."),
    ("mis", "The census return stops at 80 % and says that a field is missing, but not which one."),
    ("filter", "The website of the museum that we visit on Friday is blocked for pupils."),
    ("device", "The interactive screen in room 4 shows a picture but does not react to touch."),
    ("device", "The printer in the office prints one page and then says that it is offline."),
    ("telephone", "Callers hear the old opening times on our answering machine."),
    ("other", "We are moving two classes in half-term and need the computers moved as well."),
)
TRIED = (
    "",
    "",
    "Turned it off and on again.",
    "Another computer; it is the same there.",
    "Asked a colleague.",
)
WEB_TEAM = (
    ("/schools/admissions", "broken_link", "The link to the admissions booklet leads to an error page."),
    ("/schools/term-dates", "content", "The term dates still show last year’s half-term."),
    ("/governors", "content", "The name of the chair of governors is out of date."),
    ("/events", "accessibility", "My screen reader does not say which day of the calendar is chosen."),
    ("/training/book", "form", "The form empties itself when I press Book."),
    ("/early-years", "request", "Could there be a page about the new hours of funded childcare?"),
    ("/contacts", "accessibility", "At large text the telephone numbers run over each other."),
)
GENERAL = (
    ("admissions", "parent", "We are moving to Hackney in spring. How do I apply for a place in year 3?"),
    ("admissions", "parent", "I missed the deadline for secondary school. What can I do now?"),
    ("send", "parent", "Who can I talk to about support for my son, who has autism and starts school soon?"),
    ("school_meals", "parent", "Does my daughter get free school meals now that our benefits have changed?"),
    ("governors", "resident", "I would like to become a school governor. How do I begin?"),
    ("training", "school_staff", "Is there still a place on the first aid course in January?"),
    ("term_dates", "parent", "On which day do schools close for Christmas?"),
    ("early_years", "parent", "Which nurseries offer the 30 hours for two-year-olds?"),
    ("school_improvement", "governor", "Could somebody present last year’s results at our meeting?"),
    ("traded_services", "school_staff", "What does your payroll service cost for a school of our size?"),
    ("data_or_foi", "resident", "Please send me the number of exclusions by school year since 2022."),
    ("complaint", "parent", "I have rung four times about my application and nobody has rung back."),
    ("other", "supplier", "We would like to show you our reading scheme. Who is the right person?"),
)
NOTES = (
    "Rang them; they will ring back in the afternoon.",
    "Asked the service for the figures, promised for tomorrow.",
    "The same as last week’s; answer alike.",
    "Needs the head of service’s agreement before it goes out.",
)
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
