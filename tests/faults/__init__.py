"""What must never happen to a user, caused for real: see "What infralog promises" in the README."""
