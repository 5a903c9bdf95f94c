"""Engines behind one call."""
