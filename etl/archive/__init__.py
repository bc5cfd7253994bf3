"""Archives: one module per kind of root (folder, tar, zip, remote), and ingest into raw_documents."""
