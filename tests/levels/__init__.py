"""Three levels with made-up plans and answers: what becomes of each task and figure, beside a reckoning of its own."""
