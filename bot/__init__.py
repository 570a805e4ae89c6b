"""The core of Meespraak: guides, interviews, safety, the store and the channels."""
