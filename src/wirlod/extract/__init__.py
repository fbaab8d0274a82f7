"""Turns the text of a press release into proposed records with evidence; never publishes."""
