"""Recipes for shipped data: the tagger's weights, the gazetteer. Outside the wheel; etl never imports them."""
