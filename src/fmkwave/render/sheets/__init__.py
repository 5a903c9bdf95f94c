"""Results as sheets, one for each question: what a spreadsheet shows, whatever file it is in."""
