"""How etl/topics/weights.csv.gz is made: `make train-topics`. Nothing that a build runs imports it."""
