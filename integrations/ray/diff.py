"""A diff on Ray: diff.py OLD NEW SHARDS... [--assay PATH] [--address ADDRESS]; the report goes to standard output.

The shards are files that every worker sees, made by `assay shard`. What Assay writes comes back through Ray.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import ray


@ray.remote(max_retries=2)
def count(assay, old, new, shard):
    """Counts a shard; an exit code that is not 0 ends the run."""
    return subprocess.run(
        [assay, "diff", old, new, "--corpus", shard, "--partial", "-"], check=True, stdout=subprocess.PIPE).stdout


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("old")
    arguments.add_argument("new")
    arguments.add_argument("shards", nargs="+")
    arguments.add_argument("--assay", default="assay")
    arguments.add_argument("--address")
    arguments.add_argument("--report", default="pretty")
    given = arguments.parse_args()
    ray.init(address=given.address, log_to_driver=False)
    parts = ray.get([count.remote(given.assay, given.old, given.new, shard) for shard in given.shards])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "parts")
        path.write_bytes(b"".join(parts))
        return subprocess.run(
            [given.assay, "diff", given.old, given.new, "--report", given.report, "--merge", str(path)]).returncode


if __name__ == "__main__":
    sys.exit(main())
