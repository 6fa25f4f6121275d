"""Reads an uploaded file as a whole, in a process of its own with limits: no other parser meets a file before it.

Run as `python -m suppliers.services.examiner TYPE SOURCE CLEANED`; prints one line of JSON. It knows no Django, no
settings and no secrets. Source: docs/threat_model.md, uploads.
"""
