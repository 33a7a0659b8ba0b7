"""plan.yaml → Plan: what the source plan says, checked, with line and column for every mistake."""
