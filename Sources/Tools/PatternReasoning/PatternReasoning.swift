// Questions about patterns: facts, alternatives, comparison, translation, progress.
