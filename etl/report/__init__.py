"""Reports: pages to read in a browser, without a network."""
