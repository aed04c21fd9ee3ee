"""What a member's page tells of them: badges, points over time, best answers, thanks."""
