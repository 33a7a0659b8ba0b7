"""Plan × Unit → what the unit's documents say; pure: no Word, no files, no clock."""
