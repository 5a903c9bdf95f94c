"""Results to text: one function `(result) -> str` for each form."""
