"""How shipped data is made: the tagger's weights and the gazetteer. Outside the wheel; etl never imports it."""
