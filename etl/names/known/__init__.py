"""Names known beforehand: gazetteer, seeds, titles, and the automaton that finds them."""
