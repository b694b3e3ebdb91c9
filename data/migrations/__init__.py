"""All tables of media.db, as numbered migrations that each run in one transaction.

A new step goes into a module named after what it is for, and onto the end of this list.
"""

from __future__ import annotations

from sqlite_utils import Migrations

from data.migrations import crawl, figures, initial, review, scale, tagging

media_migrations = Migrations("media")
for _name, _step in (
    ("0001_initial", initial.create_tables),
    ("0002_people", tagging.add_evidence),
    ("0003_voices", tagging.add_role_and_room),
    ("0004_growth", tagging.mark_uncertain_topics),
    ("0005_crawl", crawl.keep_a_schedule),
    ("0006_figures", figures.create_figures),
    ("0007_review", review.keep_machine_readings),
    ("0008_scale", scale.shrink),
):
    media_migrations(name=_name)(_step)

__all__ = ["media_migrations"]
