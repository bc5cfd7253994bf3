"""Fit the confidences of links and mentions to annotated mentions, and test them: docs/MODEL.md, "Confidence"."""
