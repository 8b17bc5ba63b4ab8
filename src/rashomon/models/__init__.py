"""The trained models: they predict only; what fits them is in ``training/``, what they rest on in the cards here."""
