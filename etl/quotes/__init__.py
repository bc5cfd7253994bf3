"""Who said what in one article: quotations and reported statements, from prose and names. Pure; see extract.py."""
