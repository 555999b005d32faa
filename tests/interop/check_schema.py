"""Holds programmes against the JSON Schema that `jela programme schema` prints.

Reads the schema from standard input; each argument is a programme.toml. Prints, as JSON, how many faults each has and how
many it has with a key that there is not.
"""

import json
import sys
import tomllib

import jsonschema

schema = json.load(sys.stdin)
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
found = {}
for file in sys.argv[1:]:
    with open(file, "rb") as opened:
        programme = tomllib.load(opened)
    as_it_is = [fault.message[:300] for fault in validator(schema).iter_errors(programme)]
    programme["measure"][0]["overtime"] = "sum"
    spoilt = sum(1 for _ in validator(schema).iter_errors(programme))
    found[file] = {"faults": as_it_is, "spoilt": spoilt}
json.dump(found, sys.stdout)
