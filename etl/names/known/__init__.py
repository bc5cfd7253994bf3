"""Names known in advance: gazetteer, seeds, titles, and the automaton that finds them in text."""
