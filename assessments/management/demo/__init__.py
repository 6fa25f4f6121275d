"""Demo data: fictional companies in the proportions of docs/demo_data.md, the same on every machine.

Large sets are written in bulk; the rows are those that the services would have written, the history chain included.
"""
