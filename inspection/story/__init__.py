"""Stories: a campaign as data, replayed through the same verbs as the screens."""
