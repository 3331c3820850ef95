"""What an answer is about: every view begins with it."""

from narrow.model.case import Case
from narrow.model.finding import About
from narrow.model.register import Content


def about(case: Case, content: Content) -> About:
    """Say what a run is about."""
    return About(
        case=case.id,
        title=case.title,
        as_of=case.day.isoformat(),
        subject=case.subject.value,
        purpose=case.purpose,
        register=content.register.id,
        register_title=content.register.title,
        sha256=content.sha256,
        persons=content.persons,
        population_says=case.population.says,
    )
