#!/usr/bin/env bash
# Tests what pipelines use: the scripts of this folder, the action, the GitLab template, the pre-commit hooks and the
# problem matcher. A local repository stands in for the stock ruleset and local files for the releases, so nothing is
# fetched.
#
#   ci/test.sh ASSAY
#
# What needs python3 with PyYAML, or pre-commit, is skipped, visibly, where they are missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
assay=$(cd "$(dirname "${1:?usage: ci/test.sh ASSAY}")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@invalid GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@invalid
unset GITHUB_STEP_SUMMARY

count=0
passed() { count=$((count + 1)); }
failed() { echo "ci/test.sh: $1" >&2; if [ -f "$work/output" ]; then sed 's/^/    /' "$work/output" >&2; fi; exit 1; }
# check TITLE COMMAND...: the command has to succeed.
check() { local title=$1; shift; if "$@" > "$work/output" 2>&1; then passed; else failed "$title"; fi; }
# fails CODE TITLE COMMAND...: the command has to end with this exit code.
fails() {
  local code=$1 title=$2 actual=0
  shift 2
  "$@" > "$work/output" 2>&1 || actual=$?
  if [ "$actual" = "$code" ]; then passed; else failed "$title: exit code $actual, not $code"; fi
}
says() { if grep -qF -- "$1" "$work/output"; then passed; else failed "no \"$1\" in the output"; fi; }
has() { if grep -qF -- "$2" "$1"; then passed; else cp "$1" "$work/output"; failed "no \"$2\" in $1"; fi; }

# A stock ruleset with one decoder and one rule, and much that nobody needs.
stock=$work/stock
mkdir -p "$stock/ruleset/decoders" "$stock/ruleset/rules" "$stock/etc" "$stock/src"
cat > "$stock/ruleset/decoders/0005-gate_decoders.xml" <<'XML'
<decoder name="gate">
  <program_name>^gate$</program_name>
</decoder>
<decoder name="plain">
  <prematch>^plain: </prematch>
</decoder>
XML
cat > "$stock/ruleset/rules/0010-gate_rules.xml" <<'XML'
<group name="syslog,">
  <rule id="1" level="0" noalert="1">
    <category>syslog</category>
    <description>Any log.</description>
  </rule>
  <rule id="5700" level="3">
    <if_sid>1</if_sid>
    <decoded_as>gate</decoded_as>
    <description>Gate: something happened.</description>
  </rule>
</group>
XML
echo '<ossec_config></ossec_config>' > "$stock/etc/ossec.conf"
head -c 100000 /dev/zero > "$stock/src/large.c"
git -C "$stock" init --quiet --initial-branch main
git -C "$stock" add .
git -C "$stock" commit --quiet --message 'A release'
git -C "$stock" tag v4.14.7
git clone --quiet --bare "$stock" "$work/stock.git"
git -C "$work/stock.git" config uploadpack.allowFilter true
export STOCK_REPOSITORY=file://$work/stock.git

# A repository that builds on it.
user=$work/user
mkdir -p "$user/rules" "$user/tests"
cat > "$user/rules/shop_rules.xml" <<'XML'
<group name="shop,">
  <rule id="100100" level="5">
    <if_sid>5700</if_sid>
    <match>refused</match>
    <description>Gate: login refused.</description>
    <group>authentication_failed,</group>
  </rule>
</group>
XML
cat > "$user/tests/gate.ruletest" <<'CASES'
[A refused login]
> Jan  1 00:00:00 web gate[1]: login refused for root
decoder = gate
rule = 100100
CASES
echo 'rules = rules' > "$user/assay.conf"

### The stock ruleset

check 'the stock ruleset is checked out' "$here/stock-base.sh" 4.14.7 "$work/base"
says 'stock ruleset v4.14.7, commit'
check 'it is there' test -f "$work/base/ruleset/rules/0010-gate_rules.xml" -a -f "$work/base/etc/ossec.conf"
fails 1 'nothing else is' test -e "$work/base/src"
blob=$(git -C "$stock" rev-parse v4.14.7:src/large.c)
if git -C "$work/base" cat-file --batch-all-objects --batch-check 2>/dev/null | grep -q "$blob"; then
  failed 'what is not checked out was fetched'
fi
touch "$work/base/kept"
check 'a folder that has it is left as it is' "$here/stock-base.sh" 4.14.7 "$work/base"
check 'really' test -e "$work/base/kept"
fails 2 'another version does not go into it' "$here/stock-base.sh" main "$work/base"
says 'remove it or choose another folder'
check 'a branch is fine' "$here/stock-base.sh" main "$work/base-main"
fails 2 'a version that is not there' "$here/stock-base.sh" 9.9.9 "$work/base-none"
says 'has no v9.9.9'

### The stock ruleset that an assay.conf names

export XDG_CACHE_HOME=$work/cache
named=$work/named
cp -R "$user" "$named"
echo 'base = wazuh-4.14.7' >> "$named/assay.conf"
cd "$named"
fails 2 'it is not there yet' "$assay" test
says 'this base was not unpacked here'
check 'it is fetched' env ASSAY="$assay" "$here/named-base.sh"
check 'the cases run on it' "$assay" test
says '1 passed'
check 'and nothing is fetched again' env ASSAY="$assay" STOCK_REPOSITORY=file:///nowhere "$here/named-base.sh"
echo 'base = wazuh-9.9.9' > assay.conf
fails 2 'a version that is not there' env ASSAY="$assay" "$here/named-base.sh"
says 'has no v9.9.9'
cd "$user"
check 'who names none needs none' env ASSAY="$assay" STOCK_REPOSITORY=file:///nowhere "$here/named-base.sh"

### One version, one address

if git -C "$here" rev-parse --git-dir > /dev/null 2>&1; then
  check 'all files name the same version' "$here/../packaging/set-version" --check
  # In a copy, of what git knows.
  mkdir "$work/source"
  git -C "$here/.." ls-files -z | tar -C "$here/.." --null --files-from=- --create | tar -C "$work/source" --extract
  cd "$work/source"
  git init --quiet . && git add .
  check 'a new version goes into all' packaging/set-version 99.1.2
  check 'so does an address' packaging/set-version --address shop/assay
  check 'and they agree' packaging/set-version --check
  fails 1 'the old ones are gone' git grep -q -e 'OWNER/assay@' -e 'assay@v0' -- ':!packaging/set-version' ':!ci/test.sh'
  sed -i.bak 's/99.1.2/99.1.3/' README.md && rm README.md.bak
  fails 1 'one that disagrees is seen' packaging/set-version --check
  says 'README.md'
  fails 2 'that is no version' packaging/set-version next
  cd "$user"
fi

### The command

version=$("$assay" --version | cut -d ' ' -f 2)
platform=linux-$(uname -m)
releases=$work/releases
pack() { # a release with the given binary
  local name=assay-$version-$platform
  mkdir -p "$work/$name/bin" "$releases/v$version"
  cp "$1" "$work/$name/bin/assay"
  tar -czf "$releases/v$version/$name.tar.gz" -C "$work" "$name"
  (cd "$releases/v$version" && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")
  archive=$releases/v$version/$name.tar.gz
}
# In its place, a script: the archive stays small.
printf '#!/bin/sh\nexec "%s" "$@"\n' "$assay" > "$work/wrapper"
chmod +x "$work/wrapper"

fetches=false
if [ "$(uname -s)" != Linux ] || ! command -v curl >/dev/null; then
  echo 'ci/test.sh: releases are for Linux and fetched with curl; installing was not tested here' >&2
else
  fetches=true
fi
if $fetches; then
  pack "$work/wrapper"
  export ASSAY_DOWNLOADS=file://$releases
  check 'a release is installed' "$here/install.sh" "$work/bin"
  says "$work/bin/assay"
  check 'it runs' "$work/bin/assay" --version
  sum=$(sha256sum "$archive" | cut -d ' ' -f 1)
  check 'the checksum that was given' env ASSAY_CHECKSUM="$sum" "$here/install.sh" "$work/bin2"
  fails 2 'another checksum' env ASSAY_CHECKSUM="${sum//[0-9]/0}" "$here/install.sh" "$work/bin3"
  says 'is not what it should be'
  fails 1 'nothing was installed' test -e "$work/bin3/assay"
  echo 'damage' >> "$archive"
  fails 2 'a damaged archive' "$here/install.sh" "$work/bin3"
  rm "$archive"
  fails 2 'no release and no toolchain' env SWIFT=no-such-swift "$here/install.sh" "$work/bin3"
  says 'no Swift toolchain'
  fails 2 'another version cannot be built here' env ASSAY_VERSION=0.0.1 "$here/install.sh" "$work/bin3"
  says 'there is no release 0.0.1'

  # Building: a make that only says what it was asked for stands in for the toolchain.
  fake=$work/fake
  mkdir -p "$fake/bin" "$fake/tree/Sources/Ground/Bytes"
  cp -r "$here" "$fake/tree/ci"
  cp "$here/../Sources/Ground/Bytes/Release.swift" "$fake/tree/Sources/Ground/Bytes/"
  # shellcheck disable=SC2016 # for the script that is written
  printf '#!/bin/sh\necho "make $*"\nmkdir -p "$2/.build/dist"\ncp "%s" "$2/.build/dist/assay"\n' "$work/wrapper" > "$fake/bin/make"
  printf '#!/bin/sh\n' > "$fake/bin/swift"
  chmod +x "$fake/bin/make" "$fake/bin/swift"
  check 'without a release the source is built' env PATH="$fake/bin:$PATH" "$fake/tree/ci/install.sh" "$work/bin4"
  says "make -C $fake/tree release"
  check 'or because that was asked for' env PATH="$fake/bin:$PATH" ASSAY_VERSION=source "$fake/tree/ci/install.sh" "$work/bin5"
fi

### The checks

export ASSAY=$assay
cd "$user"
check 'all is well' env ASSAY_BASE="$work/base" "$here/check.sh"
says '1 passed'
says 'nothing found'
for report in test.junit.xml test.html lint.junit.xml lint.sarif lint.txt; do
  check "there is a report $report" test -f "assay-reports/$report"
done
check 'for GitLab' env ASSAY_BASE="$work/base" ASSAY_FOR=gitlab ASSAY_REPORTS=gl "$here/check.sh"
check 'code quality' test -s gl/test.code-quality.json -a -s gl/lint.code-quality.json
check 'paths and folders with blanks' env ASSAY_BASE="$work/base" ASSAY_REPORTS="my reports" ASSAY_LINT=false \
  ASSAY_PATHS=$'tests/gate.ruletest\ntests\n' "$here/check.sh"
check 'their report' test -f "my reports/test.junit.xml"
fails 2 'what is said is not read by a shell' env ASSAY_LINT=false ASSAY_PATHS="\$(touch $work/owned)" "$here/check.sh"
fails 1 'really' test -e "$work/owned"
fails 2 'a base that is not there' env ASSAY_BASE="$work/none" "$here/check.sh"
fails 2 'an unknown form' env ASSAY_FOR=cvs "$here/check.sh"

cp rules/shop_rules.xml "$work/good.xml"
sed -i.bak 's/>5700</>5799</' rules/shop_rules.xml && rm rules/shop_rules.xml.bak
export GITHUB_STEP_SUMMARY=$work/summary
fails 1 'a mistake' env ASSAY_BASE="$work/base" ASSAY_FOR=github "$here/check.sh"
says '::error file=tests/gate.ruletest,line=4'
says 'file=rules/shop_rules.xml,line=3'
has "$work/summary" '### assay lint: '
has "$work/summary" '5799'
fails 1 'lint alone' env ASSAY_BASE="$work/base" ASSAY_TEST=false "$here/check.sh"
check 'and it need not fail' env ASSAY_BASE="$work/base" ASSAY_TEST=false ASSAY_FAIL_ON=never "$here/check.sh"
cp assay-reports/lint.txt "$work/lint.txt"
"$assay" test --base "$work/base" --report compact > "$work/test.txt" 2>/dev/null || true
unset GITHUB_STEP_SUMMARY
cp "$work/good.xml" rules/shop_rules.xml

### A repository without an assay.conf: the current folder is the ruleset, whatever the base

bare=$work/bare
mkdir -p "$bare/rules"
sed 's/>5700</>5799</' "$work/good.xml" > "$bare/rules/shop_rules.xml"
cp -r "$user/tests" "$bare/tests"
cd "$bare"
fails 1 'lint sees its rules on the stock ruleset' env ASSAY_BASE="$work/base" ASSAY_TEST=false "$here/check.sh"
says 'rules/shop_rules.xml:3'
says 'in 1 file'
fails 1 'and on the built-in roots' env ASSAY_BASE=minimal ASSAY_TEST=false "$here/check.sh"
fails 1 'so do its cases' env ASSAY_BASE="$work/base" ASSAY_LINT=false "$here/check.sh"
cp "$work/good.xml" rules/shop_rules.xml
check 'and all is well without the mistake' env ASSAY_BASE="$work/base" "$here/check.sh"
says 'nothing found in 1 file'
printf '<!-- a comment without an end\n' > rules/more_rules.xml
fails 2 'a file that is no XML' env ASSAY_BASE="$work/base" "$here/check.sh"
says 'Comment not closed'
rm rules/more_rules.xml
mkdir "$work/nothing"
cd "$work/nothing"
fails 2 'a folder without rules' env ASSAY_BASE="$work/base" ASSAY_TEST=false "$here/check.sh"
says 'no rules and no decoders'
fails 2 'a folder without cases' env ASSAY_BASE="$work/base" ASSAY_LINT=false "$here/check.sh"
says 'no case to run'
cd "$user"

### The action, as a runner would run its steps

if $fetches; then
  pack "$work/wrapper"
  export RUNNER_TEMP=$work/runner GITHUB_OUTPUT=$work/outputs GITHUB_PATH=$work/path GITHUB_STEP_SUMMARY=$work/summary2
  mkdir "$RUNNER_TEMP"
  check 'the action installs' "$here/github/install.sh"
  has "$GITHUB_OUTPUT" "version=$version"
  has "$GITHUB_PATH" "$work/runner/assay/bin"
  check 'and checks on the stock ruleset' env STOCK_VERSION=4.14.7 "$here/github/check.sh"
  has "$GITHUB_OUTPUT" "base=$work/runner/assay/stock-4.14.7"
  has "$GITHUB_OUTPUT" 'result=passed'
  has "$GITHUB_OUTPUT" "sarif=$work/runner/assay/reports/lint.sarif"
  has "$GITHUB_STEP_SUMMARY" '### assay lint: nothing found'
  sed -i.bak 's/>5700</>5799</' "$bare/rules/shop_rules.xml" && rm "$bare/rules/shop_rules.xml.bak"
  cd "$bare"
  fails 1 'it sees a mistake without an assay.conf' env STOCK_VERSION=4.14.7 "$here/github/check.sh"
  says '::error file=tests/gate.ruletest,line=4'
  says 'file=rules/shop_rules.xml,line=3'
  has "$GITHUB_OUTPUT" 'result=failed'
  cd "$work/nothing"
  fails 2 'and an empty repository is not green' env STOCK_VERSION=4.14.7 "$here/github/check.sh"
  has "$GITHUB_OUTPUT" 'result=invalid'
  cd "$user"
  fails 1 'on the built-in roots the case fails' env INPUT_BASE=minimal "$here/github/check.sh"
  has "$GITHUB_OUTPUT" 'result=failed'
  fails 2 'a version that is not there' env STOCK_VERSION=9.9.9 "$here/github/check.sh"
  # The releases of the repository that the action was taken from.
  check 'where releases are' env -u ASSAY_DOWNLOADS PATH="$fake/bin:$PATH" ASSAY_VERSION=source \
    GITHUB_ACTION_PATH=/home/runner/work/_actions/shop/assay/v1 bash -x "$fake/tree/ci/github/install.sh"
  says 'ASSAY_DOWNLOADS=https://github.com/shop/assay/releases/download'
  unset GITHUB_STEP_SUMMARY
fi

### Files that others read

if command -v python3 >/dev/null && python3 -c 'import yaml' 2>/dev/null; then
  check 'action, template, hooks and matcher' python3 "$here/test-files.py" "$work/lint.txt" "$work/test.txt"
  # The job's script, as a runner gives it to the image's sh.
  python3 -c 'import sys, yaml; print(yaml.safe_load(open(sys.argv[1]))[".assay"]["script"][0])' \
    "$here/gitlab/assay.gitlab-ci.yml" | sed "s|/usr/share/assay/ci|$here|; s|/tmp/assay-stock|$work/gitlab-stock|" > "$work/job.sh"
  export ASSAY_FOR=gitlab ASSAY_REPORTS=assay-reports ASSAY_STOCK_VERSION=4.14.7
  check 'the GitLab job on the stock ruleset' env ASSAY_BASE=stock ASSAY_LINT=false sh "$work/job.sh"
  says '1 passed'
  check 'and its other half' env ASSAY_BASE=stock ASSAY_TEST=false sh "$work/job.sh"
  fails 1 'on what assay.conf says' env ASSAY_BASE=configured ASSAY_LINT=false sh "$work/job.sh"
  fails 2 'a version that is not there' env ASSAY_BASE=stock ASSAY_STOCK_VERSION=9.9.9 sh -c \
    "sed 's|gitlab-stock|gitlab-none|' '$work/job.sh' | sh"
  unset ASSAY_FOR ASSAY_REPORTS ASSAY_STOCK_VERSION
else
  echo 'ci/test.sh: no python3 with PyYAML here; action.yml, the GitLab template and the matcher were not read' >&2
fi

### The hooks

if command -v pre-commit >/dev/null; then
  export PRE_COMMIT_HOME=$work/pre-commit PATH=$work/path-bin:$PATH
  mkdir "$work/path-bin" "$work/hooks"
  ln -s "$assay" "$work/path-bin/assay"
  cp "$here/../.pre-commit-hooks.yaml" "$work/hooks/"
  git -C "$work/hooks" init --quiet
  git -C "$work/hooks" add .
  git -C "$work/hooks" commit --quiet --message hooks
  rm -rf assay-reports gl 'my reports'
  echo "base = $work/base" >> assay.conf
  printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n  - id: assay-test\n  - id: assay-lint\n' \
    "$work/hooks" "$(git -C "$work/hooks" rev-parse HEAD)" > .pre-commit-config.yaml
  git init --quiet
  git add .
  check 'the hooks are installed' pre-commit install
  check 'and let a commit through' git commit --message 'Rules with cases'
  says 'assay test'
  says 'Passed'
  sed -i.bak 's/>5700</>5799</' rules/shop_rules.xml && rm rules/shop_rules.xml.bak
  git add .
  fails 1 'a mistake is held back' git commit --message 'A mistake'
  says 'hook id: assay-test'
  says 'hook id: assay-lint'
else
  echo 'ci/test.sh: no pre-commit here; the hooks were not run' >&2
fi

echo "ci/test.sh: $count checks passed"
