"""A diff on Spark: spark-submit assay_diff.py OLD NEW ARCHIVES... [options]; the report goes to standard output.

Python finds the agent of each line and nothing else: the lines of an agent meet in one partition, in the order in which they
were kept, and go through `assay diff --partial -`. What comes back is kilobytes, which the driver adds up.

Archives are files or folders as Hadoop names them, archives.json as the manager writes it, also in gzip. The command and the
rulesets are at the same path on every node, or come with --files and --archives.
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from pyspark import SparkFiles
from pyspark.sql import SparkSession

AGENT = re.compile(r'"agent":\{"id":"([^"\\]+)"')
TIME = re.compile(r'"timestamp":"([^"]+)"')


def agent(line):
    """The agent of a line; the manager's own where there is none, so that a broken line reaches Assay, which says so."""
    found = AGENT.search(line)
    if found:
        return found.group(1)
    try:
        document = json.loads(line)
        return str(document.get("_source", document)["agent"]["id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return "000"


def hash_of(name):
    """The same number in every worker: Python's own hash differs from process to process."""
    value = 0xCBF29CE484222325
    for byte in name.encode("utf-8", "surrogateescape"):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def placed(index, lines):
    """Each line with its place in the corpus, which is what it is sorted by, and its agent."""
    for number, line in enumerate(lines):
        if line:
            yield ((index, number, agent(line)), line)


def first_time(context, path):
    """The time of a file's first line: files are read in its order, whatever they are called."""
    line = context.textFile(path).take(1)
    found = TIME.search(line[0]) if line else None
    return found.group(1) if found else ""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("old")
    arguments.add_argument("new")
    arguments.add_argument("archives", nargs="+")
    arguments.add_argument("--assay", default="assay", help="the command, as the workers find it")
    arguments.add_argument("--files", action="store_true", help="the command and the rulesets came with --files: names are looked up")
    arguments.add_argument("--partitions", type=int, default=0)
    arguments.add_argument("--report", default="pretty")
    arguments.add_argument("--arguments", default="", help="further arguments of assay diff")
    given = arguments.parse_args()

    spark = SparkSession.builder.appName("assay diff").getOrCreate()
    context = spark.sparkContext
    paths = sorted(given.archives, key=lambda path: first_time(context, path)) if len(given.archives) > 1 else given.archives
    lines = context.union([context.textFile(path) for path in paths])
    partitions = given.partitions or max(2, context.defaultParallelism * 2)

    find = SparkFiles.get if given.files else (lambda name: name)
    more = shlex.split(given.arguments)
    command = [given.assay, "diff", given.old, given.new, *more, "--corpus", "-", "--partial", "-"]
    if given.files:
        # SparkFiles knows the places on the worker only.
        command = ["sh", "-c", 'chmod +x ./"$0" 2>/dev/null; exec ./"$0" "$@"', *command]
    parts = (
        lines.mapPartitionsWithIndex(placed)
        .repartitionAndSortWithinPartitions(partitions, lambda key: hash_of(key[2]) % partitions)
        .values()
        # Without checkCode an exit code of 2 would be an empty part.
        .pipe(shlex.join(command), checkCode=True)
        .collect()
    )
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "parts")
        path.write_text("".join(part + "\n" for part in parts), encoding="utf-8")
        local = [find(given.assay), "diff", find(given.old), find(given.new)]
        code = subprocess.run([*local, *more, "--report", given.report, "--merge", str(path)]).returncode
    spark.stop()
    return code


if __name__ == "__main__":
    sys.exit(main())
