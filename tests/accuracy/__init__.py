"""Accuracy of the reader by field, on the bundled articles and on any other folder of gold annotations."""
