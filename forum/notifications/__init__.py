"""What members are told: in the bell, by mail, in a digest; and how closely they want to be told of each place."""
