"""How etl/quality/accuracy.csv is made: a scorer's runs on annotated articles, an outlet at a time."""
