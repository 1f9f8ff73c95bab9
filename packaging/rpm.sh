#!/usr/bin/env bash
# Builds the RPM package from a binary that is there already: .build/rpm/assay-*.rpm
#
#   packaging/rpm.sh BINARY
#
# It needs rpmbuild. The static binary (make release-static) suits every distribution; the other one needs libxml2 and
# PCRE2 of the versions that it was built with, and the package says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

binary=$(realpath "${1:?usage: packaging/rpm.sh BINARY}")
if ! command -v rpmbuild >/dev/null; then echo "rpm: there is no rpmbuild here; install rpm" >&2; exit 2; fi
version=$(sed -n 's/^Version: *//p' packaging/rpm/assay.spec)
if [ "$("$binary" --version)" != "assay $version" ]; then
  echo "rpm: $binary is $("$binary" --version), packaging/rpm/assay.spec is about $version" >&2
  exit 2
fi

work=$PWD/.build/rpm
rm -rf "$work"
mkdir -p "$work/tree"
packaging/install.sh "$binary" "$work/tree" /usr
gzip -9n "$work"/tree/usr/share/man/man*/*
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
SOURCE_DATE_EPOCH=$time rpmbuild -bb --quiet --define "_topdir $work/build" --define "_rpmdir $work" \
  --define "assay_tree $work/tree" --define "_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" \
  --define "use_source_date_epoch_as_buildtime 1" --define "clamp_mtime_to_source_date_epoch 1" \
  --define "_buildhost localhost" packaging/rpm/assay.spec
ls -l "$work"/*.rpm
