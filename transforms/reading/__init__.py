"""The reader: articles in, claims out. Pure polars, one stage a module, in the order of `pipeline.read`."""
