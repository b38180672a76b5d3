"""The seed stands above the run, what was compared below it."""

import operations
from report import TOLD


def pytest_report_header():
    return f"SES_DELEGATE_SEED={operations.SEED}"


def pytest_terminal_summary(terminalreporter):
    for heading, lines in TOLD.items():
        terminalreporter.section(heading)
        for line in lines:
            terminalreporter.line(line)
