"""Results as text: one function for each result and form; none of them owns a console."""
