"""The published copy as files for others: tables, spreadsheets, and articles in the forms that loaders exist for."""
