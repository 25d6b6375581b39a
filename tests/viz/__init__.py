"""The pictures: compared with stored images, in the pinned environment."""
