"""The index of the reviewed lists: etl/lexicon/README.md, written from the lists and from the code that reads them."""
