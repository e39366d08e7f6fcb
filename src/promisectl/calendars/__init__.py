"""Business days and business hours. Only the act that starts or resumes a clock opens a calendar; replay never does."""
