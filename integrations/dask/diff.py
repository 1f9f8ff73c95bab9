"""A diff on Dask: diff.py OLD NEW SHARDS... [--assay PATH] [--scheduler ADDRESS]; the report goes to standard output.

The shards are files that every worker sees, made by `assay shard`. What Assay writes comes back through Dask.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

from dask.distributed import Client


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
    arguments.add_argument("--scheduler")
    arguments.add_argument("--report", default="pretty")
    given = arguments.parse_args()
    with Client(given.scheduler) if given.scheduler else Client(n_workers=2, threads_per_worker=1) as client:
        parts = client.gather([client.submit(count, given.assay, given.old, given.new, s, pure=False) for s in given.shards])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "parts")
        path.write_bytes(b"".join(parts))
        return subprocess.run(
            [given.assay, "diff", given.old, given.new, "--report", given.report, "--merge", str(path)]).returncode


if __name__ == "__main__":
    sys.exit(main())
