"""Everything in one process: web, worker and beat on one folder."""
