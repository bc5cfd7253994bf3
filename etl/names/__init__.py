"""The names of one article: people, organisations and places in Chinese prose. Pure; recognise.py is the door."""
