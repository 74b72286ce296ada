"""Real processes and how they die: broker, workers, mail server, each on a free port of its own.

Nothing here is known to the product. A fault is a moment of the dialogue with the mail server, or
of a write to the database, at which the process that has come so far gets SIGKILL.
"""
