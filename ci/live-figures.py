#!/usr/bin/env python3
"""Measures `assay live` on files that grow, rotate and are cut off while it reads: live-figures.py ASSAY [LINES [FILES]]

Every line has to come once, in at most 80 MB of memory, and at 150,000 lines for a second of the processor, from the
file to the judged event. Then it is killed again and again while it reads, and once more every line has to be there once; and at
last its disk is full. Ends with 1 where one of these does not hold."""
import json, os, re, shutil, signal, subprocess, sys, tempfile, time

ASSAY = os.path.abspath(sys.argv[1])
LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
FILES = int(sys.argv[3]) if len(sys.argv) > 3 else 200
RULES = ('<group name="live,"><rule id="100001" level="3"><match>line 7</match>'
         "<description>A line with a seven</description></rule>"
         '<rule id="100002" level="3"><match>the last one</match><description>The end</description></rule></group>\n')
MEMORY, SPEED = 80, 150_000
bad = []


def check(holds, what):
    print(("ok    " if holds else "WRONG ") + what, flush=True)
    if not holds: bad.append(what)


def start(folder, *options):
    args = [ASSAY, "live", "--rules", folder + "/rules", "--base", "minimal", "--follow", folder + "/logs/*.log",
            "--from-start", *options]
    return subprocess.Popen(args, cwd=folder, stdout=subprocess.DEVNULL, stderr=open(folder + "/errors", "ab"))


def peak(pid):
    try: text = open(f"/proc/{pid}/status").read()
    except OSError: return 0
    return int(re.search(r"VmHWM:\s+(\d+)", text).group(1)) * 1024 / 1e6


def workspace():
    folder = tempfile.mkdtemp(prefix="assay-live-")
    os.makedirs(folder + "/logs"); os.makedirs(folder + "/rules")
    open(folder + "/rules/local_rules.xml", "w").write(RULES)
    for n in range(FILES): open(f"{folder}/logs/{n:03}.log", "w").close()
    return folder


def recorded(path):
    """How often each line was recorded."""
    seen = {}
    for name in [f"{path}.{n}" for n in range(9, 0, -1)] + [path]:
        if os.path.exists(name):
            for line in open(name, "rb"):
                m = re.search(rb"line (\d+) ", line)
                if m: seen[int(m.group(1))] = seen.get(int(m.group(1)), 0) + 1
    return seen


def once(seen, count, what):
    missing = count - len([n for n in seen if n < count])
    twice = sum(1 for n in seen.values() if n > 1)
    check(missing == 0 and twice == 0, f"{what}: {count} lines, {missing} lost, {twice} twice")


class Lines:
    """How many lines a file that grows has."""

    def __init__(self, path): self.path, self.at, self.count = path, 0, 0

    def now(self):
        if os.path.exists(self.path):
            with open(self.path, "rb") as f:
                f.seek(self.at)
                while block := f.read(1 << 20): self.at += len(block); self.count += block.count(b"\n")
        return self.count


def processor_time(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def text(n):
    return f"Nov 29 12:00:00 web app[17]: line {n} of many from 192.0.2.{n % 250}: a request was answered\n"


def speed():
    """All lines at once, as fast as they can be written."""
    folder = workspace()
    share = LINES // FILES
    end = "Nov 29 12:00:00 web app[17]: the last one\n"
    blocks = [("".join(text(f * share + n) for n in range(share - 1)) + end).encode() for f in range(FILES)]
    p = start(folder, "--out", folder + "/out.json", "--rule", "100002")
    time.sleep(2)
    began, used = time.time(), processor_time(p.pid)
    half = [len(b) // 2 for b in blocks]
    for part in (0, 1):
        for f in range(FILES):
            with open(f"{folder}/logs/{f:03}.log", "ab") as h: h.write(blocks[f][half[f]:] if part else blocks[f][:half[f]])
    ends = Lines(folder + "/out.json")
    while ends.now() < FILES and p.poll() is None: time.sleep(0.01)
    ended, used = time.time(), processor_time(p.pid) - used
    memory = peak(p.pid)
    p.send_signal(signal.SIGTERM); p.wait()
    count = int(re.search(r"(\d+) events", open(folder + "/errors").read()).group(1))
    print(f"      all at once: {count / (ended - began):,.0f} lines/s by the clock, whatever else this machine does")
    rate = count / max(used, 0.01)
    check(count == share * FILES, f"all at once: {count} of {share * FILES} events")
    check(rate >= SPEED, f"all at once: {rate:,.0f} lines for a second of the processor")
    check(memory <= MEMORY, f"all at once: {memory:.0f} MB")
    shutil.rmtree(folder)


def reports(folder):
    """How many events are the collector's own, about files that were rotated or cut off."""
    return int(subprocess.run(["grep", "-c", '"location":"logcollector"', folder + "/events"], capture_output=True, text=True).stdout or 0)


def churn():
    """Files rotate and are cut off between the lines, each one when it has been read as far as it was written."""
    folder = workspace()
    p = start(folder, "--record", folder + "/events")
    time.sleep(1)
    n, round_, memory, events = 0, 0, 0, Lines(folder + "/events")
    while n < LINES:
        step = min(LINES - n, 100 * FILES)
        for f in range(FILES):
            path = f"{folder}/logs/{f:03}.log"
            if round_ % 3 == 1 and f % 2: os.rename(path, path + ".1")
            part = range(n + f, n + step, FILES)
            with open(path, "ab") as h: h.write("".join(text(m) for m in part).encode())
        n += step; round_ += 1
        memory = max(memory, peak(p.pid))
        if round_ % 3 == 0:
            while events.now() - reports(folder) < n and p.poll() is None: time.sleep(0.05)
            for f in range(0, FILES, 2): os.truncate(f"{folder}/logs/{f:03}.log", 0)
        time.sleep(0.25)
    for _ in range(600):
        if events.now() - reports(folder) >= LINES or p.poll() is not None: break
        time.sleep(0.1)
    p.send_signal(signal.SIGTERM); p.wait()
    once(recorded(folder + "/events"), LINES, "rotated and cut off")
    check(memory <= MEMORY, f"rotated and cut off: {memory:.0f} MB")
    shutil.rmtree(folder)


def kills():
    """Killed while it reads, and ended while it reads; what it has written is whole and complete."""
    folder, count = workspace(), min(LINES, 200_000)
    options = ("--state", folder + "/state", "--record", folder + "/events", "--out", folder + "/out.json", "--out-size", "4M")
    n = 0
    for turn in range(20):
        p = start(folder, *options)
        end = count * (turn + 1) // 20
        for f in range(FILES):
            with open(f"{folder}/logs/{f:03}.log", "ab") as h:
                h.write("".join(text(m) for m in range(n + f, end, FILES)).encode())
        n = end
        time.sleep(0.15 + 0.05 * (turn % 7))
        p.send_signal(signal.SIGKILL if turn % 3 else signal.SIGTERM); p.wait()
    p = start(folder, *options, "--once"); p.wait()
    once(recorded(folder + "/events"), count, "killed 13 times, ended 7 times")
    alerts = [json.loads(line) for name in sorted(os.listdir(folder)) if name.startswith("out.json") for line in open(folder + "/" + name)]
    wanted = sum(1 for m in range(count) if f"line {m}".startswith("line 7"))
    check(len(alerts) == wanted, f"killed 13 times, ended 7 times: {len(alerts)} of {wanted} alerts")
    shutil.rmtree(folder)


def full():
    """A disk that is full: the command says so and ends with 2, no half line is left, and what was not written comes later."""
    folder = workspace()
    disk = folder + "/disk"
    os.makedirs(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode:
        return print("skip  a full disk: no file system can be mounted here")
    try:
        count = 20_000
        for f in range(FILES):
            with open(f"{folder}/logs/{f:03}.log", "ab") as h: h.write("".join(text(m) for m in range(f, count, FILES)).encode())
        options = ("--state", folder + "/state", "--record", disk + "/events", "--once")
        p = start(folder, *options)
        status = p.wait()
        said = open(folder + "/errors").read()
        check(status == 2 and "No space left" in said, f"a full disk: ends with {status} and says so")
        whole = all(json.loads(line) for line in open(disk + "/events"))
        check(whole and open(disk + "/events").read()[-1] == "\n", "a full disk: whole lines")
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        p = start(folder, *options)
        check(p.wait() == 0, "a full disk: goes on when there is room")
        once(recorded(disk + "/events"), count, "a full disk, and then not")
    finally:
        subprocess.run(["umount", disk])
        shutil.rmtree(folder)


for part in (speed, churn, kills, full): part()
sys.exit(1 if bad else 0)
