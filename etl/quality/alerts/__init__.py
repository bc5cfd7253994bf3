"""Alerts: telling somebody of a failure once, and once that it is mended."""
