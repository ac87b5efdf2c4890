"""The meanings that rules of `lexicon/when` name under ``as``: from a `Clue` to a `Reading`, null where the words are no time after all."""

from __future__ import annotations

from collections.abc import Callable

from sayso.when import amounts, days, holidays, units
from sayso.when.clues import Clue, Reading

MEANINGS: dict[str, Callable[[Clue], Reading | None]] = {
    function.__name__: function
    for function in (
        days.iso,
        days.slash,
        days.day,
        days.weekday_of_week,
        days.anaphoric_day,
        days.shifted_day,
        days.anaphoric_part,
        days.listed_day,
        days.bare_day,
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
        amounts.event_offset,
        amounts.event_unit,
        amounts.year_earlier,
        amounts.vague_ago,
        amounts.vague_offset,
        amounts.duration,
        amounts.span,
        amounts.duration_one,
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
        holidays.holiday,
        holidays.islamic_day,
        holidays.islamic_month,
        holidays.persian_day,
        holidays.named_day,
    )
}
"""Name -> meaning."""
