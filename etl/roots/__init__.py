"""One module per kind of source: folder, tar, zip, remote address. etl.archive tells them apart."""
