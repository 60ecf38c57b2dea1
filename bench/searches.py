"""Every kind of search of the register, by what it is called: tests and benchmarks ask them all."""

from suppliers.register_search import Criteria

SEARCHES = {
    "no filter": Criteria(),
    "every status": Criteria(status="every"),
    "lapsed": Criteria(status="lapsed"),
    "common word": Criteria(text="school"),
    "rare word": Criteria(text="beekeeping"),
    "two words, one begun": Criteria(text="dalston cater"),
    "email address": Criteria(text="hello@supplier17.example.com"),
    "CPV division": Criteria(category="80000000"),
    "CPV code": Criteria(category="80110000"),
    "area": Criteria(area="england"),
    "widest area": Criteria(area="hackney"),
    "phase": Criteria(phase="primary"),
    "SME": Criteria(sme=True),
    "VCSE": Criteria(vcse=True),
    "local": Criteria(local=True),
    "public liability": Criteria(insurance="public_liability", minimum=5_000_000),
    "rare public liability": Criteria(insurance="public_liability", minimum=50_000_000),
    "rare employer's liability": Criteria(insurance="employers_liability", minimum=50_000_000),
    "rare professional indemnity": Criteria(insurance="professional_indemnity", minimum=50_000_000),
    "everything at once": Criteria(
        text="school",
        category="80000000",
        area="hackney",
        phase="primary",
        sme=True,
        insurance="public_liability",
        minimum=1_000_000,
    ),
}
