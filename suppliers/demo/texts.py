"""The words of the suppliers' demo data: firms and people, all of them invented."""

from typing import NamedTuple


class Firm(NamedTuple):
    """One firm: what it is and sells. Its people and its email address follow from its name."""

    name: str
    type: str
    categories: str
    #: Its size, and "children" and "data" if it works with them.
    about: str
    description: str


def _firms(table: str) -> tuple[Firm, ...]:
    """Read a firm in two lines: name, kind, CPV codes, size and what it handles; its description."""
    lines = table.strip().splitlines()
    return tuple(
        Firm._make([*about.split(" | "), description.strip()])
        for about, description in zip(lines[::2], lines[1::2], strict=True)
    )


#: Those in the register.
FIRMS = _firms("""
Samphire School Meals Ltd | limited_company | 55524000 55523100 | medium children
    Hot meals cooked in the kitchens of nurseries and primary schools.
Quince & Medlar Catering LLP | llp | 55300000 | micro
    Buffets for governors’ meetings and events.
Tamarisk Supply Teachers Ltd | limited_company | 79620000 80100000 | small children data
    Supply teachers and teaching assistants, from a day to a year.
Juniper Cleaning Services Ltd | limited_company | 90910000 | medium children
    Daily cleaning, deep cleans in the holidays, windows.
Teasel Grounds Care | sole_trader | 77310000 | micro
    Grass, hedges, trees and school gardens.
Almond Lock Furniture Ltd | limited_company | 39160000 | small
    Desks, chairs and shelving.
Foxglove Books Ltd | limited_company | 22111000 | small
    Reading schemes and library books.
Larch Lane IT Ltd | limited_company | 72250000 48190000 | small children data
    Computers, networks and help on site for schools.
Damson Playgrounds Ltd | limited_company | 37535200 | micro
    Playground equipment and its inspection.
Hawkweed Building Works Ltd | limited_company | 45453000 50700000 | medium
    Refurbishment and repairs, in term and in the holidays.
Yarrow Coaches Ltd | limited_company | 60172000 | small children
    Coaches with drivers for trips.
Fennel Green Counselling CIC | cic | 85312320 | micro children data
    Counselling for children and young people.
Woodruff Theatre Company | charity | 92312000 | micro children
    Plays and workshops on history and safety.
Catkin Translations | sole_trader | 79530000 | micro data
    Letters and meetings in fifteen languages.
Sorrel Occupational Health Ltd | limited_company | 85147000 | small data
    Occupational health for staff.
Mulberry Training Partnership | partnership | 80500000 80511000 | micro
    First aid, safeguarding and fire warden courses.
Thistle Wharf Architects LLP | llp | 71200000 | small
    Feasibility, design and works on site.
Bramble Print Ltd | limited_company | 22458000 | micro
    Prospectuses, reports, signs and banners.
Pippin Toner Supplies Ltd | limited_company | 30125110 30190000 | micro
    Toner, paper, stationery.
Sorrel Lane Music Trust | charity | 37300000 80310000 | small children
    Instruments on loan and lessons in small groups.
Medlar Educational Software Ltd | limited_company | 48190000 | small children data
    Phonics and times tables, with reports for teachers.
Catkin Journeys Ltd | limited_company | 63516000 | micro children
    Residential trips and museum visits.
Juniper Educational Psychology | partnership | 85121270 | micro children data
    Assessments and advice.
Larch Sports Coaching CIC | cic | 37400000 80310000 | small children
    Clubs before and after school.
Quince Waste Ltd | limited_company | 90511000 | medium
    Bins, recycling and food waste.
Teasel Health and Safety Ltd | limited_company | 71317210 | micro
    Audits, risk assessments, asbestos.
Fennel Security Group plc | limited_company | 79713000 79710000 | large
    Guards, keyholding and alarms.
Hawkweed Payroll Services Ltd | limited_company | 79212000 | small data
    Payroll and audits.
Yarrow Coaching | sole_trader | 80570000 | micro
    Coaching for new head teachers.
Damson Uniforms Ltd | limited_company | 18110000 | micro
    Workwear and uniforms.
Thistle Doors and Windows Ltd | limited_company | 44221000 | small
    Doors, windows and locks.
Pippin Nursery Training Ltd | limited_company | 80110000 | micro
    Training for early years staff.
Bramble Animation Workshops | sole_trader | 92331210 | micro children
    Animation with a class in a day.
Foxglove Legal LLP | llp | 79100000 | small data
    Employment and property law for schools.
Samphire Lifts Ltd | limited_company | 50700000 | micro
    Lifts and hoists, kept in order.
Woodruff Audio Visual Ltd | limited_company | 32000000 | micro
    Screens, hall sound and lighting.
Mulberry Youth Services | charity | 85311300 | small children data
    Mentors for young people.
Almond Couriers Ltd | limited_company | 64110000 | micro
    Post and parcels between sites.
Tamarisk Events Ltd | limited_company | 79952000 | micro
    Conferences and award evenings.
Foxglove Insurance Brokers Ltd | limited_company | 66510000 | micro
    Cover for schools and trips.
""")
#: Those that apply, each for a state that a registration may be in.
APPLICANTS = _firms("""
Hazel Wharf Tutors Ltd | limited_company | 80310000 | micro children
    Tutors for small groups.
Rowan Lock Plumbing | sole_trader | 50700000 | micro
    Boilers, leaks and legionella.
Aspen Green Catering Ltd | limited_company | 55524000 | small children
    School meals.
Alder Lane Scaffolding Ltd | limited_company | 45453000 | small
    Scaffolding and roof repairs.
Foxglove Books | partnership | 22111000 | small
    Library books.
Willow Speech Therapy | sole_trader | 85121270 | micro children data
    Speech and language therapy.
Poplar Minibuses Ltd | limited_company | 60172000 | small children
    Minibuses with drivers.
Hornbeam Trust | charity | 80100000 | micro children
    Reading volunteers.
Elder Photography | sole_trader | 79952000 | micro children
    School photographs.
Maple Vending Ltd | limited_company | 55300000 | micro
    Vending machines.
""")
PEOPLE = """
    Adaeze_Obi Bronwen_Pryce Carlos_Vega Dilys_Hart Ebo_Quaye Fatima_Noor Gethin_Rees Halima_Yusuf Idris_Shah
    Jo_Marsh Kofi_Asante Leah_Stone Mina_Kapoor Noah_Blum Orla_Byrne Petra_Novak
""".split()
#: First name, last name; the first leads the team.
STAFF = (("Hannah", "Osei"), ("Ravi", "Sandhu"))
STREETS = ("Lock Road", "Wharf Street", "Green Lane", "Mill Row", "Orchard Place", "Canal Walk")
USES = (
    ("Half-term club at two primary schools", 5, "On time each day, and the children asked for them again."),
    ("Replacement of worn equipment", 4, "Good work. One delivery was a day late."),
    ("One-off order by a nursery school", 3, "Fine, but the invoice had to be put right twice."),
    ("Summer holiday works", 2, "Finished two weeks late."),
)
APPROVED = (
    "We have approved your registration. You are now in our register of suppliers, where schools and our "
    "teams find you. This is no promise of business."
)
CHANGES = (
    "Please replace the public liability certificate: the one you sent is cut off below the policy number.",
    "Please say who your safeguarding lead is, and send the policy of this year.",
)
REJECTED = (
    "We cannot approve your registration: the cover of your employer’s liability insurance is below the "
    "legal minimum of £5,000,000. You may apply again at any time."
)
WITHDRAWN = "We have decided not to work in London for now."
GROUND = "poor_performance"
GROUND_DETAILS = "A council ended our contract in 2022, after two sites were not served for three weeks."
SELF_CLEANING = (
    "We have changed the manager and the supplier of our vehicles; four contracts since had no fault."
)
SUSPENDED = "Complaints from two schools about unvetted staff; suspended until their records are shown."
DEBARRED = "Two invoices for work that was not done; decided with the council’s audit team."
