"""Scheduling of work: worker processes, queues of pending documents, passes over the whole archive."""
