"""The tagger: sentences to tokens, a small neural network, tags to spans."""
