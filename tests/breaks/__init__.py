"""What is broken on purpose: one patch for each thing a test claims to guard."""
