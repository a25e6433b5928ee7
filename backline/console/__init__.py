"""The staff's side: sign-in, transcripts, leads, training examples, figures. Mounted at ``/staff``."""
