"""What several actions share: reading a tracker, saying things, and the base of the forms."""
