#!/usr/bin/env bash
# Does a broken rule fail the right test at the right line? Breaks one in a copy of this package, runs `swift test`
# there, and looks at what it says. The argument is a scratch path to build in, so that nothing is built twice.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
assay=$(cd "$here/../.." && pwd)
scratch=${1:-$here/.build}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
copy=$folder/swift-package
mkdir "$copy"
cp -R "$here/Package.swift" "$here/ruleset" "$here/Tests" "$copy"
sed -i.orig "s|path: \"../..\"|path: \"$assay\"|" "$copy/Package.swift"

# The rule for refused logins waits for a word that the store never writes.
sed -i.orig 's|<field name="result">^denied\$</field>|<field name="result">^refused$</field>|' \
  "$copy/ruleset/rules/vault_rules.xml"
rm "$copy/ruleset/rules/vault_rules.xml.orig"

code=0
${SWIFT:-swift} test --package-path "$copy" --scratch-path "$scratch" --disable-xctest \
  --attachments-path "$folder" > "$folder/output" 2>&1 || code=$?

line() { grep -nF -- "$2" "$here/$1" | head -n 1 | cut -d : -f 1; }
case_line=$(line ruleset/tests/audit.ruletest 'rule    = 100202')
swift_line=$(line Tests/RulesetTests/VaultTests.swift '#expect(fifth.rule?.id == 100203)')

missing=0
expect() {
  grep -qF -- "$1" "$folder/output" || {
    echo "check-failure: the output lacks: $1" >&2
    missing=1
  }
}
expect "rule → A refused login names the address at audit.ruletest:$case_line:"
expect 'rule = 100202, but it is 100200'
expect "at: ruleset/tests/audit.ruletest:$case_line"
expect 'because: Rule 100202 was tried and failed: `field result` wants `^refused$`, it is `denied`.'
expect "Attached 'a-refused-login-names-the-address.txt'"
expect "at VaultTests.swift:$swift_line:"
expect 'Test aLoginIsDecodedAndSeen() passed'
grep -qs 'rules tried' "$folder/a-refused-login-names-the-address.txt" || {
  echo 'check-failure: the attachment does not tell which rules were tried' >&2
  missing=1
}
if [ "$code" -eq 0 ]; then
  echo 'check-failure: swift test passed although a rule is broken' >&2
  missing=1
fi
if [ "$missing" -ne 0 ]; then
  cat "$folder/output" >&2
  exit 1
fi
echo "A broken rule fails at ruleset/tests/audit.ruletest:$case_line and at VaultTests.swift:$swift_line."
