"""Torture: kills, readers that never pause, any order, damaged pages; by `make torture`, and small in the tests."""
