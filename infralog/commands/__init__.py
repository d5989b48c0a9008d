"""The commands, a module each: options to a Query or a Source, one core call, one view."""
