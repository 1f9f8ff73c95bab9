// What authors write as patterns, as tokens and trees with places.
