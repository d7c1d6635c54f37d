"""What is drawn on the pages of a PDF: text runs, paths and pictures, each with its box, colour and state.

The one door to pypdf for reading content streams, for the gate, the printers' rules and files of any origin alike.
"""
