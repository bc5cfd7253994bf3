"""Small pure cleaners for single values. Nothing here knows pages, files, tables or the clock."""
