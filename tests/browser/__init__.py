"""Journeys through the screens in a real Chromium."""
