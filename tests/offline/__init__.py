"""What keeps the tests from turning to other machines."""
