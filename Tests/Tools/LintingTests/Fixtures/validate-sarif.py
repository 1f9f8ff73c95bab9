#!/usr/bin/env python3
"""Checks SARIF files against the official JSON schema of SARIF 2.1.0.

  validate-sarif.py sarif-schema-2.1.0.json lint.sarif...

The schema is OASIS's and no part of this repository: it is published at docs.oasis-open.org/sarif/sarif/v2.1.0.
Needs the Python package jsonschema. What the schema wants of the parts that Assay writes is tested without it, too
(SARIFShapeTests).
"""

import json
import sys

from jsonschema import Draft7Validator, FormatChecker

if len(sys.argv) < 3:
    sys.exit(__doc__)
with open(sys.argv[1], encoding="utf-8") as file:
    validator = Draft7Validator(json.load(file), format_checker=FormatChecker())
failures = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for error in validator.iter_errors(document):
        failures += 1
        print(f"{path}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    print(f"{path}: {sum(len(run['results']) for run in document['runs'])} results")
sys.exit(1 if failures else 0)
