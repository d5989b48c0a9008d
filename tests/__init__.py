"""What infralog promises, caused for real."""
