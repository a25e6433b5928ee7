"""Rasa inside our process: graph components, the tracker store, and one turn of a conversation."""
