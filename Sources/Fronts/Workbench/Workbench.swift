// What users do, as values that command, editor and page share.
