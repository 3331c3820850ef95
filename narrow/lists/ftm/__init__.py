"""FollowTheMoney: JSON lines, flat or nested."""
