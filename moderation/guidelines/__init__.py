"""The rules of the community: numbered, translated, in editions that members acknowledge."""
