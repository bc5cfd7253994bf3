"""Named entity recognition in one article of Chinese prose: people, organisations, places. Pure; see recognise.py."""
