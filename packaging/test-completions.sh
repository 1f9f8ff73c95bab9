#!/usr/bin/env bash
# Asks the completions of a binary for what a user would, in the shells that are there:
#
#   packaging/test-completions.sh BINARY
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary=$(realpath "${1:?usage: packaging/test-completions.sh BINARY}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$binary" "$work/bin/assay"
export PATH=$work/bin:$PATH

# Words that are typed, and what is offered among others.
questions=(
  'assay te=test'
  'assay test --rep=--report'
  'assay test --report j=junit'
  'assay lint --report s=sarif'
  'assay lint --explain 761=7617'
  'assay try --format doc=docker'
  'assay test rulesets/docker/tests/walk=walkthrough.ruletest'
  'assay lint --ruleset rulesets/docker/de=decoders'
)
ask() { # SHELL COMMAND...: the command answers the words behind it
  local shell=$1 question answer
  shift
  for question in "${questions[@]}"; do
    answer=$("$@" "${question%%=*}")
    grep -qF -- "${question#*=}" <<< "$answer" || {
      echo "test-completions: $shell offers for \"${question%%=*}\": ${answer:-nothing}" >&2
      exit 1
    }
  done
  echo "test-completions: $shell: ${#questions[@]} answers"
}

"$binary" --generate-completion-script bash > "$work/assay.bash"
cat > "$work/ask.bash" <<'X2'
if [ -f /usr/share/bash-completion/bash_completion ]; then source /usr/share/bash-completion/bash_completion; fi
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_TYPE=9 COMP_KEY=9
read -r -a COMP_WORDS <<< "$2"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_assay assay "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
X2
ask bash bash --norc "$work/ask.bash" "$work/assay.bash"

if command -v fish >/dev/null; then
  "$binary" --generate-completion-script fish > "$work/assay.fish"
  # shellcheck disable=SC2016 # for fish
  ask fish fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$work/assay.fish"
else
  echo 'test-completions: no fish here' >&2
fi

if command -v zsh >/dev/null; then
  # A real one needs a terminal: it is parsed, and has to declare and handle what it completes.
  "$binary" --generate-completion-script zsh > "$work/_assay"
  zsh -n "$work/_assay"
  grep -q '^#compdef assay$' "$work/_assay"
  for command in $("$binary" --help | sed -n '/^SUBCOMMANDS/,$s/^  \([a-z][a-z-]*\)  .*/\1/p'); do
    grep -qF "_assay_$command" "$work/_assay" || { echo "test-completions: zsh knows no $command" >&2; exit 1; }
  done
  echo 'test-completions: zsh: parsed'
else
  echo 'test-completions: no zsh here' >&2
fi
