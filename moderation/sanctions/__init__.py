"""What a decision means for a member: warnings, strikes, silence, suspension, and the reasons."""
