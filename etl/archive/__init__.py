"""Where documents come from: one module per kind of root, and what brings their files into raw_documents."""
