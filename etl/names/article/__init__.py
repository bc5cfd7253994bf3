"""What an article adds to the names of its lines: repeats, short forms, referents, a country's bodies."""
