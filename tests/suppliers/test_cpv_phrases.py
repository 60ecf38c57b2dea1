"""What people of a school or of HLT type when they look for something, and what they should be offered.

The phrases are not those of suppliers/data/synonyms.csv: other endings, another order, other spellings, and
other words around them.
"""

import sys

from suppliers import cpv

OFFERED = 5
ENOUGH = 45

#: What is typed, and the codes of which one must be among the first five.
PHRASES = {
    "supplying teachers at short notice": "79620000-6 80100000-5",
    "teaching supply agencies": "79620000-6 80100000-5",
    "dinners for our school": "55523100-3 55524000-9",
    "Caterer for a primary school": "55524000-9 55520000-1 55500000-5 55523100-3",
    "hiring a mini-bus": "60172000-4 60170000-0 34114400-3",
    "mini buses for hire, with drivers": "60172000-4 60170000-0",
    "coaches to hire for a trip": "60172000-4",
    "transporting pupils from home to school": "60130000-8 60170000-0",
    "lap-tops for pupils": "30213100-6",
    "i-pads": "30213200-7",
    "inter-active whiteboard": "30195900-1 30231320-6",
    "leased photo-copiers": "30121100-4 30121200-5",
    "psychologist, educational": "85121270-6",
    "therapists for speech and language": "85312500-4 85142000-6",
    "counselor for students": "85312320-8",
    "a cleaner": "90910000-9",
    "cleaning of schools": "90919300-5 90919000-2",
    "wash our windows - window cleaner": "90911300-9",
    "cutting the grass of our school field": "77310000-6 77314000-4",
    "a gardener wanted": "77300000-3 77310000-6 77314000-4",
    "pruning trees": "77341000-2 77340000-5",
    "invigilating exams": "79620000-6",
    "courses in first aid for staff": "80562000-1 80560000-7",
    "tutors": "80590000-6",
    "uniforms for pupils": "18222000-1 18300000-2",
    "translating letters to parents": "79530000-8",
    "sign language interpreting": "79540000-1",
    "organizing a conference": "79950000-8 79951000-5 79952000-2",
    "color printing of leaflets": "79810000-5 79800000-2 22140000-3",
    "photographer for class photos": "79961000-8",
    "school web site designers": "72413000-3",
    "technicians for IT": "72611000-1 72610000-4 72600000-6",
    "plumer": "45330000-9 45332000-3",
    "electricians to rewire a classroom": "45311000-0 45310000-3",
    "mending a leaking roof": "45261910-6 45261900-3 45261000-4",
    "decorators and painters for schools": "45440000-3 45442100-8 45451000-3",
    "servicing of fire extinguishers": "50413200-5",
    "surveys for asbestos": "90650000-8 71315400-3",
    "collecting our rubbish": "90511000-2",
    "pest controller (mice)": "90922000-6",
    "guards for security": "79713000-5 79710000-4",
    "chairs and desks for classrooms": "39160000-1 39120000-9 39110000-6",
    "pens, paper, pencils": "30192000-1 30192700-8 30192130-1",
    "toys for the nursery": "37520000-9 37524100-8",
    "payroll provider for academies": "79211110-0 79631000-6",
    "solicitor": "79100000-5 79110000-8 79111000-5",
    "coaching in sport": "92620000-3 80500000-9 92600000-7",
    "swim lessons": "92600000-7 92610000-0",
    "recruiting a new headteacher": "79600000-0 79610000-3",
    "child care after school": "85312110-3",
}


def test_everyday_phrases_find_the_right_code(capsys):
    missed = {
        phrase: [category.code for category in cpv.search(phrase, OFFERED)]
        for phrase, codes in PHRASES.items()
        if not {category.code for category in cpv.search(phrase, OFFERED)} & set(codes.split())
    }

    with capsys.disabled():
        sys.stdout.write(f"\nphrases missed: {missed or 'none'}\n")
    assert len(PHRASES) - len(missed) >= ENOUGH, missed


def test_the_phrases_are_not_those_of_the_file():
    in_file = {phrase.casefold() for phrase, _ in cpv.synonyms()}

    assert len(PHRASES) >= 50
    assert not in_file & {phrase.casefold() for phrase in PHRASES}
