#!/usr/bin/env bash
# Follows a real podman with `assay live --docker`, in storage of its own:
#
#   ci/podman-test.sh ASSAY STUDIO
#
# What happens to containers raises its alerts in order, also what happened while the service was away; a request with
# SQL in it, logged as the json-file driver logs, raises 31103 within a second. Where no container can be run, that is
# said, and it ends with 77. OCI_RUNTIME names a runtime that podman does not find by itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

assay=$(realpath "${1:?usage: ci/podman-test.sh ASSAY STUDIO}")
studio=$(realpath "${2:?usage: ci/podman-test.sh ASSAY STUDIO}")
dir=$(mktemp -d)
service='' live=''
socket=$dir/podman.sock
image=localhost/assay-test:latest

podman_options=(--root "$dir/storage" --runroot "$dir/run" --events-backend file --cgroup-manager cgroupfs)
[ -z "${OCI_RUNTIME:-}" ] || podman_options+=(--runtime "$OCI_RUNTIME")
# Where limits cannot be raised, podman's own are too high.
run_options=(--network none --ulimit nofile=1024:1024 --ulimit nproc=1024:1024)

pod() { podman "${podman_options[@]}" "$@"; }

clean() {
  [ -z "$live" ] || kill "$live" 2> /dev/null || true
  [ -z "$service" ] || kill "$service" 2> /dev/null || true
  pod rm -f -a > /dev/null 2>&1 || true
  umount "$dir/storage/overlay" 2> /dev/null || true
  rm -rf "$dir" 2> /dev/null || true
}
trap clean EXIT

skip() {
  echo "podman-test: skipped: $1" >&2
  exit 77
}

fail() {
  echo "podman-test: $1" >&2
  echo "--- what assay said" >&2
  tail -n 40 "$dir/errors" "$dir/output" >&2 || true
  exit 1
}

# An image of what this machine has: a shell and sleep, with their libraries.
make_image() {
  local program library
  mkdir -p "$dir/image/bin"
  for program in /bin/sh /bin/sleep; do
    cp -L "$program" "$dir/image/bin/"
    { ldd "$program" 2> /dev/null || true; } | { grep -oE '/[^ ]+' || true; } | while read -r library; do
      mkdir -p "$dir/image$(dirname "$library")"
      cp -L "$library" "$dir/image$library"
    done
  done
  tar -C "$dir/image" -c . | pod import - "$image" > "$dir/import" 2>&1
}

start_service() {
  podman "${podman_options[@]}" system service --time 0 "unix://$socket" > "$dir/service" 2>&1 &
  service=$!
  for _ in $(seq 100); do
    [ -S "$socket" ] && return
    sleep 0.1
  done
  skip "podman's service does not start: $(tail -n 1 "$dir/service")"
}

stop_service() {
  kill "$service"
  wait "$service" 2> /dev/null || true
  service=''
  rm -f "$socket"
}

# The rules of the alerts so far, with what happened; podman's own words are in the events.
alerts() {
  python3 -c '
import json, sys
for line in open(sys.argv[1]):
    o = json.loads(line)
    action = o.get("data", {}).get("docker", {})
    print(o.get("rule", {}).get("id", "-"), action.get("Action") or action.get("Wodle event", "-"))' "$dir/all.json"
}

# Waits until an event has come: RULE ACTION, for the n-th time.
expect() {
  local count=${2:-1}
  for _ in $(seq 100); do
    [ "$(alerts 2> /dev/null | grep -cxe "$1")" -ge "$count" ] && return
    sleep 0.1
  done
  alerts >&2
  fail "within ten seconds no event '$1' has come"
}

for program in podman python3 tar ldd; do
  command -v "$program" > /dev/null || skip "there is no $program here"
done
[ -x "$studio" ] || skip "assay-studio is not built (make studio)"
make_image || skip "podman makes no image here: $(tail -n 1 "$dir/import")"
pod run --rm "${run_options[@]}" "$image" /bin/sh -c true > "$dir/try" 2>&1 ||
  skip "podman runs no container here: $(tail -n 1 "$dir/try")"

start_service
mkdir -p "$dir/containers/web"
PATH=$(dirname "$studio"):$PATH "$assay" live --ruleset rulesets/docker --docker "unix://$socket" \
  --follow "$dir/containers/*/*-json.log" --all --out "$dir/all.json" --record "${RECORD:-/dev/null}" > "$dir/output" 2> "$dir/errors" &
live=$!
expect '- Connected to Docker service'

echo 'podman-test: a container comes, is paused, stopped and removed'
pod run -d --name test-container "${run_options[@]}" "$image" /bin/sleep 1000 > /dev/null
expect '87901 create'
expect '87903 start'
pod exec test-container /bin/sh -c true
expect '109005 exec'
if pod pause test-container > "$dir/try" 2>&1; then
  expect '87905 pause'
  pod unpause test-container > /dev/null
  expect '87906 unpause'
else
  echo "podman-test: no pausing here: $(tail -n 1 "$dir/try")" >&2
fi
pod stop -t 0 test-container > /dev/null 2>&1
expect '87924 die'
pod rm test-container > /dev/null
expect '109002 remove'
pod run -d --name other --rm "${run_options[@]}" "$image" /bin/sleep 1000 > /dev/null
expect '87903 start' 2
pod kill other > /dev/null
expect '87924 kill'
expect '109002 remove' 2

echo 'podman-test: a request with SQL in it raises 31103 within a second of its line'
python3 - "$dir" << 'PY' || fail 'the alert of the request came late, or not at all'
import http.server, json, sys, threading, time, urllib.error, urllib.request

# A web server that logs as one in a container does, and the json-file driver keeps it.
log, written = open(sys.argv[1] + "/containers/web/web-json.log", "a", buffering=1), []

class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        at = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
        line = f'{self.client_address[0]} - - [{at}] "GET {self.path} HTTP/1.1" 404 153 "-" "curl/8.5" "-"\n'
        entry = {"log": line, "stream": "stdout", "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        log.write(json.dumps(entry, separators=(",", ":")) + "\n")
        written.append(time.monotonic())
        self.send_response(404)
        self.end_headers()
    def log_message(self, *_): pass

server = http.server.HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
try: urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/users/?id=SELECT+*+FROM+users")
except urllib.error.HTTPError: pass
while time.monotonic() < written[0] + 10:
    if '"id":"31103"' in open(sys.argv[1] + "/all.json").read():
        late = time.monotonic() - written[0]
        print(f"podman-test: 31103 after {late * 1000:.0f} ms")
        sys.exit(late > 1)
    time.sleep(0.01)
sys.exit(1)
PY

echo 'podman-test: what happens while the service is away comes when it is back'
stop_service
expect '109023 Disconnected from the Docker service'
pod create --name meanwhile "${run_options[@]}" "$image" /bin/sleep 1000 > /dev/null
start_service
expect '- Connected to Docker service' 2
expect '87901 create' 3
[ "$(alerts | grep -cxe '87903 start')" -eq 2 ] || fail 'an event has come twice'
pod rm meanwhile > /dev/null
pod rmi -f "$image" > /dev/null
expect '87921 delete'

echo 'podman-test: the listener ends with the command'
kill -TERM "$live"
status=0
wait "$live" || status=$?
live=''
[ "$status" -eq 130 ] || fail "ended with $status, not with 130"
! pgrep -f "assay-studio docker --host unix://$socket" > /dev/null || fail 'the listener is still there'
alerts | tr '\n' ';'
echo
echo 'podman-test: all as it should be'
