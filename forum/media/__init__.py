"""Pictures in posts, avatars and logos: taken in, made safe, kept and served."""
