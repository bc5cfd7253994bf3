"""Resolution within one article: repeated names, short forms, referents, bodies that each country has."""
