#!/usr/bin/env bash
# A Slurm job array that upscales a folder. Submit it with:
#
#   sbatch --array=1-16 --export=ALL,IN=/data/scans,OUT=/data/scans-4x slurm.sh -x 4
#
# Arguments are passed to upscale. To do what is missing, submit the same again, with any number of shards;
# `upscale report /data/scans-4x` shows what was done. See docs/cluster.md.
#SBATCH --job-name=upscale
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --mem=8G
#SBATCH --time=08:00:00
#SBATCH --signal=TERM@60
#SBATCH --requeue
#SBATCH --open-mode=append
set -euo pipefail
: "${IN:?the folder with the pictures}" "${OUT:?the folder for the results}"

export OMP_NUM_THREADS="${SLURM_CPUS_PER_TASK:-1}"
# Working files belong on a local disk of the node, not in a home folder on the network
export UPSCALER_SCRATCH="${UPSCALER_SCRATCH:-${SLURM_TMPDIR:-${TMPDIR:-/var/tmp}}}"

exec srun upscale "$IN" --recursive -o "$OUT" --shard auto --no-inhibit "$@"
