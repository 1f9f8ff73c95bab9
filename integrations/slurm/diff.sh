#!/usr/bin/env bash
# A diff as an array of jobs: sbatch --array=0-63 diff.sh OLD NEW /scratch, after `assay shard --into 64 --output /scratch …`.
# The last step, on any node when the array is done: assay diff OLD NEW --merge /scratch/*.partial
#SBATCH --job-name=assay-diff
#SBATCH --cpus-per-task=1
#SBATCH --mem=512M
set -euo pipefail
old=$1 new=$2 scratch=$3
printf -v shard '%s/shard-%03d' "$scratch" "$SLURM_ARRAY_TASK_ID"
# Written at once at the end: a job that is killed leaves no part, and --merge misses nothing silently because of the count.
exec "${ASSAY:-assay}" diff "$old" "$new" --corpus "$shard.jsonl" --partial "$shard.partial"
