"""What the words of narrow mean: dates, verdicts, grades, registers, rules and findings."""
