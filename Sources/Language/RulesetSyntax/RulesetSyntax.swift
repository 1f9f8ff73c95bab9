// What authors write as decoders and rules: elements, attributes and what each of them means.
