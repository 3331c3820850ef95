"""From a rule to a statement: what to scan and combine (plan), and how that is said in SQL."""
