"""The tagger: sentences to tokens, a small network, tags to spans."""
