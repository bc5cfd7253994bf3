"""How work is done: worker processes, pending documents in batches, and passes over the whole archive."""
