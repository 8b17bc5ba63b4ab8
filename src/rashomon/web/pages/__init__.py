"""What each page shows, as records: the template draws them, and ``.json`` gives them out as they are."""
