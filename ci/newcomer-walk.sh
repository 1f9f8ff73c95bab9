#!/usr/bin/env bash
# Walks the way of a newcomer with a watch: installs the command where nothing of it is known, begins in three kinds of
# repositories, and ends with the first run of a pipeline. Fails when the commands take longer than LIMIT seconds, or
# anything is not green.
#
#   ci/newcomer-walk.sh ASSAY
#
# As root, with debootstrap and Debian at hand, the machine is a Debian tree with nothing but its base, and the Debian
# package is installed in it; making that tree is not counted. Else, or with WALK=folder, it is an empty folder with a
# home of its own, and packaging/install.sh installs. LIMIT is 180, SUITE bookworm, MIRROR where Debian is.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
assay=$(realpath "${1:?usage: ci/newcomer-walk.sh ASSAY}")
limit=${LIMIT:-180}
suite=${SUITE:-$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null || true)}
suite=${suite:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
scratch=$(mktemp -d /tmp/assay-walk.XXXXXX)
root=$scratch/machine

clean() {
  if mountpoint -q "$root/proc" 2>/dev/null; then umount "$root/proc"; fi
  rm -rf --one-file-system "$scratch"
}
trap clean EXIT

walk=${WALK:-}
if [ -z "$walk" ]; then
  walk=folder
  if [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null && command -v dpkg-buildpackage >/dev/null; then
    walk=debian
  fi
fi

mkdir -p "$root"
if [ "$walk" = debian ]; then
  if ! debootstrap --variant=minbase --include=git "$suite" "$root" "$mirror" > "$scratch/debootstrap.log" 2>&1; then
    echo "newcomer-walk: no Debian tree can be made here, so an empty folder is the machine:" >&2
    tail -n 2 "$scratch/debootstrap.log" >&2
    walk=folder
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
  fi
fi

if [ "$walk" = debian ]; then
  "$source/packaging/deb.sh" "$assay" > "$scratch/deb.log" 2>&1 || { tail -n 20 "$scratch/deb.log" >&2; exit 1; }
  cp "$source"/.build/deb/assay_*.deb "$root/tmp/assay.deb"
  mount -t proc proc "$root/proc"
  home=$root/root
  run() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive bash -e -c "$1"; }
  share=/usr/share/assay
  install='apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/assay.deb'
else
  home=$root/home
  mkdir -p "$home"
  run() { env -i PATH="$root/usr/bin:/usr/bin:/bin" HOME="$home" LC_ALL=C.UTF-8 bash -e -c "cd $home; $1"; }
  share=$root/usr/share/assay
  install="cd $source && packaging/install.sh $assay $root /usr"
fi

# What newcomers have: a manager's etc/ in git, a folder per product with ini tests, and some logs.
mkdir -p "$home/manager/rules" "$home/manager/decoders" "$home/products/shop/tests" "$home/logs"
cat > "$home/manager/ossec.conf" <<'XML'
<ossec_config>
  <ruleset>
    <decoder_dir>etc/decoders</decoder_dir>
    <rule_dir>etc/rules</rule_dir>
  </ruleset>
</ossec_config>
XML
cat > "$home/manager/decoders/local_decoder.xml" <<'XML'
<decoder name="shop">
  <program_name>^shop$</program_name>
</decoder>
<decoder name="shop-failed">
  <parent>shop</parent>
  <prematch>^order </prematch>
  <regex offset="after_prematch">^(\d+) failed for (\S+) from (\S+):</regex>
  <order>id, dstuser, srcip</order>
</decoder>
XML
cat > "$home/manager/rules/local_rules.xml" <<'XML'
<group name="shop,">
  <rule id="100200" level="3">
    <decoded_as>shop</decoded_as>
    <description>Shop: a message.</description>
  </rule>
  <rule id="100201" level="6">
    <if_sid>100200</if_sid>
    <match>card refused</match>
    <description>Shop: a card was refused.</description>
  </rule>
</group>
XML
cp "$home/manager/decoders/local_decoder.xml" "$home/products/shop/shop_decoders.xml"
cp "$home/manager/rules/local_rules.xml" "$home/products/shop/shop_rules.xml"
cat > "$home/products/shop/tests/shop.ini" <<'INI'
[Shop: a card is refused]
log 1 pass = Nov  3 10:15:00 web1 shop[412]: order 1001 failed for anna from 192.0.2.7: card refused
rule = 100201
alert = 6
decoder = shop
INI
cat > "$home/logs/shop.log" <<'LOG'
Nov  3 10:15:00 web1 shop[412]: order 1001 failed for anna from 192.0.2.7: card refused
Nov  3 10:15:04 web1 shop[412]: order 1002 failed for bert from 192.0.2.8: no such item
Nov  3 10:15:09 web1 shop[412]: started
LOG
mkdir -p "$home/nothing"

total=0
step() { # TITLE COMMAND: runs it on the machine, and tells how long it took
  local begin end
  begin=${EPOCHREALTIME/[.,]/}
  if ! run "$2" > "$scratch/output" 2>&1; then
    cat "$scratch/output" >&2
    echo "newcomer-walk: failed: $1" >&2
    exit 1
  fi
  end=${EPOCHREALTIME/[.,]/}
  total=$((total + end - begin))
  printf '%7d.%03d s  %s\n' $(((end - begin) / 1000000)) $(((end - begin) % 1000000 / 1000)) "$1"
}

case "$walk" in
  debian) echo "The machine is a Debian ($suite) with nothing but its base and git." ;;
  *) echo 'The machine is an empty folder with a home of its own.' ;;
esac
step 'install' "$install"
step 'which version is it?' 'assay --version'
for place in manager products nothing; do
  case "$place" in
    manager) what="a manager's etc/"; from=' --from ../logs/shop.log --ci github' ;;
    products) what='a folder per product, with ini tests'; from=' --ci gitlab' ;;
    *) what='nothing yet'; from=' --ci none' ;;
  esac
  step "init in $what" "cd ~/$place && git init --quiet . && assay init$from"
  step "first green test there" "cd ~/$place && assay test"
  step "lint there" "cd ~/$place && assay lint"
done
step 'first run of a pipeline' "cd ~/manager && ASSAY=assay ASSAY_FOR=plain $share/ci/check.sh"
printf '%7d.%03d s  altogether, of %d\n' $((total / 1000000)) $((total % 1000000 / 1000)) "$limit"
if [ "$total" -gt $((limit * 1000000)) ]; then echo "newcomer-walk: that is too long" >&2; exit 1; fi
