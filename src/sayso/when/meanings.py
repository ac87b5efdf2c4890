"""The meanings that rules of `lexicon/when` name under ``as``: from a `Clue` to a `Reading`, null where the words are no time after all."""

from __future__ import annotations

from collections.abc import Callable

from sayso.when import amounts, days, units
from sayso.when.clues import Clue, Reading

MEANINGS: dict[str, Callable[[Clue], Reading | None]] = {
    function.__name__: function
    for function in (
        days.iso,
        days.slash,
        days.day,
        days.anaphoric_day,
        days.shifted_day,
        days.day_range,
        days.moment,
        units.unit,
        units.anaphoric_unit,
        units.the_unit,
        units.weekend,
        units.week_of,
        units.week_of_month,
        units.month,
        units.anaphoric_month,
        units.month_list,
        units.quarter,
        units.same_quarter,
        units.half,
        units.season,
        units.year,
        units.decade,
        units.century,
        amounts.offset,
        amounts.relative_offset,
        amounts.year_earlier,
        amounts.vague_ago,
        amounts.vague_offset,
        amounts.duration,
        amounts.span,
        amounts.duration_range,
        amounts.vague_span,
        amounts.vague_duration,
        amounts.unit_long,
        amounts.set_unit,
        amounts.set_weekday,
        amounts.set_month,
        amounts.set_part,
        amounts.set_adverb,
        amounts.set_rate,
        amounts.constant,
        amounts.nothing,
        days.holiday,
    )
}
"""Name -> meaning."""
