"""Tables, migrations, encryption, redaction and retention: what is kept, and how."""
