#!/usr/bin/env python3
"""Whatever the order in which files come, the end is the same.

    order.py PROGRAM ROOT-WITH-CONFIG INBOX SCRATCH [--seeds N] [--portions N]

INBOX is a folder of partners' files, for one a month that ../shared/tools/hospital-month made. They are dropped all at
once, then for each seed shuffled and in portions with a run after each, one of these runs killed (SIGKILL) at a random
moment and begun again. Matches, exceptions and the journal, without the gateway's own numbers and without pairs of an
entry and the mirror that undid it, must be those of the first. Exit code 1 where they are not.
"""
import argparse, collections, csv, io, os, random, shutil, signal, subprocess, sys, time

OWN = {"matches": ("kind", "left", "right", "amount", "currency", "rule"),
       "exceptions": ("category", "subject", "amount", "currency", "opened_on", "state"),
       "journal": ("effective_date", "account", "debit", "credit", "currency", "description", "event")}


def rows(program, root, subject):
    text = subprocess.run([program, "export", subject, "--root", root], check=True, capture_output=True, text=True).stdout
    table = list(csv.DictReader(io.StringIO(text)))
    columns = [c for c in OWN[subject] if not table or c in table[0]]
    found = collections.Counter()
    for row in table:
        found[tuple(row[c] for c in columns)] += 1
    return columns, found


def without_undone(columns, lines):
    """Lines whose mirror is there too stand for nothing."""
    event, debit, credit, text = (columns.index(c) for c in ("event", "debit", "credit", "description"))
    left = collections.Counter(lines)
    for line, count in lines.items():
        if not line[event].endswith("-withdrawn"):
            continue
        original = list(line)
        original[event] = line[event][:-len("-withdrawn")]
        original[debit], original[credit] = line[credit], line[debit]
        original[text] = line[text].removeprefix("Withdrawn: ")
        left[tuple(original)] -= count
        left[line] -= count
    return +left


def books(program, root):
    found = {subject: rows(program, root, subject) for subject in OWN}
    columns, lines = found["journal"]
    return {"matches": found["matches"][1], "exceptions": found["exceptions"][1],
            "journal": without_undone(columns, lines)}


def new_root(config, path):
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    shutil.copytree(os.path.join(config, "Config"), os.path.join(path, "Config"))
    return path


def drop(inbox, names, root):
    for name in names:
        target = os.path.join(root, "inbox", name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(os.path.join(inbox, name), target)


def run(program, root, kill_after=None):
    process = subprocess.Popen([program, "run", "--once", "--root", root], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if kill_after is not None:
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
    process.wait(timeout=1800)


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "config", "inbox", "scratch"):
        parser.add_argument(name)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--portions", type=int, default=0, help="0: one file at a time")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    names = sorted(os.path.relpath(os.path.join(folder, file), options.inbox)
                   for folder, _, files in os.walk(options.inbox) for file in files)
    root = new_root(options.config, os.path.join(options.scratch, "together"))
    drop(options.inbox, names, root)
    run(program, root)
    wanted = books(program, root)
    print(f"{len(names)} files at once: " + ", ".join(f"{sum(w.values())} {s}" for s, w in wanted.items()))
    differs = False
    for seed in range(options.seeds):
        chance = random.Random(seed)
        shuffled = names[:]
        chance.shuffle(shuffled)
        count = options.portions or len(shuffled)
        portions = [shuffled[i::count] for i in range(count)]
        root = new_root(options.config, os.path.join(options.scratch, f"seed-{seed}"))
        killed = chance.randrange(len(portions))
        for place, portion in enumerate(portions):
            drop(options.inbox, portion, root)
            if place == killed:
                run(program, root, kill_after=chance.random() * 0.5)
            run(program, root)
        got = books(program, root)
        for subject, rows_wanted in wanted.items():
            missing, more = rows_wanted - got[subject], got[subject] - rows_wanted
            if missing or more:
                differs = True
            print(f"seed {seed}, {len(portions)} portions: {subject} {'the same' if not missing and not more else 'DIFFER'}")
            for row in list(missing)[:5]:
                print("    missing", *row)
            for row in list(more)[:5]:
                print("    more   ", *row)
    return 1 if differs else 0


sys.exit(main())
