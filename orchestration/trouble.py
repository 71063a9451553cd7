"""What is told to a user when something cannot be done: one clear line that says what to do, and an exit code.

Belongs here: `Trouble` and the exit codes. Does not belong here: errors of the program itself (those keep their traceback in a log).
"""

RELEASED = 0
"""Released, or nothing new."""
BLOCKED = 1
"""The audit, or a dbt test of severity error, kept the candidate from being released."""
WRONG_USE = 2
"""Wrong use, or nothing readable."""
BROKEN = 3
"""The program itself failed; readers keep the last good release."""


class Trouble(Exception):
    """A problem its user can mend; the message is one line that says what is wrong and what to do."""

    def __init__(self, message: str, exit_code: int = WRONG_USE):
        super().__init__(message)
        self.exit_code = exit_code
