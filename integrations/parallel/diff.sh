#!/usr/bin/env bash
# A diff on all cores of a machine with GNU parallel: diff.sh OLD NEW ARCHIVES... ; the report goes to standard output.
#   ASSAY      the command (assay)
#   SCRATCH    where the shards go (a new folder)
#   ASSAY_ARGS further arguments of `assay diff`, for all its calls
set -euo pipefail
assay=${ASSAY:-assay}
old=$1 new=$2
shift 2
scratch=${SCRATCH:-$(mktemp -d)}
cores=$(getconf _NPROCESSORS_ONLN)
# More shards than cores: agents differ in size.
"$assay" shard --into $((cores * 4)) --output "$scratch" "$@" >&2
read -r -a arguments <<< "${ASSAY_ARGS:-}"
# --halt: a worker that fails ends all, and is not left out of the sum.
parallel --halt now,fail=1 -j "$cores" "$assay" diff "$old" "$new" ${arguments[@]+"${arguments[@]}"} --corpus '{}' --partial '{.}.partial' ::: "$scratch"/*.jsonl
exec "$assay" diff "$old" "$new" ${arguments[@]+"${arguments[@]}"} ${REPORT:+--report "$REPORT"} --merge "$scratch"/*.partial
