"""The few exceptions with a name. Their message is one line and says what to do next."""

from __future__ import annotations


class MediagranskningError(Exception):
    """Something the user can act on; the command line prints the message and exits with 2."""


class DatabaseTooNew(MediagranskningError):
    """The database was written by a newer version of this program."""


class NothingToDo(MediagranskningError):
    """A stage was asked to work on an empty or missing database."""


class UnknownOutlet(MediagranskningError):
    """An outlet id that no outlet file describes."""


class BadInput(MediagranskningError):
    """A file from outside that cannot be read as what it should be."""


class Busy(MediagranskningError):
    """Another run holds the database or the port."""


class ModelUnavailable(MediagranskningError):
    """The pipeline asked for is not installed or finds no persons."""


class WorkerDied(MediagranskningError):
    """A process of several that share a job was killed."""


class NotPublishable(MediagranskningError):
    """A draft of public.db holds what must not be public; the old file stays."""


class ExtraMissing(MediagranskningError):
    """Something was asked for that an optional package does, and the package is not installed."""
