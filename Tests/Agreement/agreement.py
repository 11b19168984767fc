#!/usr/bin/env python3
"""Compares what `hms-ach inspect` says of a collection of sample files with the collection's own indexes.

    python3 Tests/Agreement/agreement.py [PROGRAM [CORPUS]]

Each index (nacha/INDEX.tsv, x12/INDEX.tsv, camt/INDEX.tsv) gives for each file a verdict and figures that came from other
readers than ours. Every verdict and every figure is compared; a disagreement is printed, one a line, and at the end a table
of totals. The exit code is 1 when there is a disagreement that argued.tsv does not argue, or an argument that nothing needs.
Needs python3 and nothing else.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parents[1] / ".build/release/hms-ach")
CORPUS = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else HERE.parents[2] / "shared/corpus")
FOLDERS = ("nacha", "x12", "camt")
# Currencies whose minor unit is not a hundredth (ISO 4217), as far as the samples have them.
DECIMALS = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "JOD": 3, "OMR": 3, "TND": 3, "CLF": 4}


def index(folder):
    with open(CORPUS / folder / "INDEX.tsv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def inspect(folder, names):
    """One object for each file, from one run of the program."""
    paths = [str(CORPUS / folder / name) for name in names]
    run = subprocess.run([PROGRAM, "inspect", "--format", "json", *paths], capture_output=True, check=False)
    if run.returncode not in (0, 3):
        sys.exit(f"{PROGRAM} ended with {run.returncode}: {run.stderr.decode()[:500]}")
    objects = [json.loads(line) for line in run.stdout.decode().splitlines()]
    if [entry["file"] for entry in objects] != paths:
        sys.exit(f"{folder}: the objects are not those of the files asked for")
    return dict(zip(names, objects))


def minor(text, currency="USD"):
    """Minor units of decimal text; None for nothing."""
    return None if text is None else int(Decimal(text).scaleb(DECIMALS.get(currency, 2)))


def ours_sum(items, key):
    return sum(minor(item.get(key)) or 0 for item in items)


def nacha(row, found):
    summary = found["summary"]
    if row["verdict"] == "invalid":
        yield "verdict", "rejected", found["verdict"]
    elif row["deviations_a_lenient_reader_may_accept"] == "-":
        # Sound; what is odd in it beyond structure may be warned of.
        yield "verdict", "not rejected", "not rejected" if found["verdict"] != "rejected" else "rejected"
    else:
        yield "verdict", "warnings", found["verdict"]
    for key in ("batches", "entries", "addenda"):
        if row[key] != "-":
            yield key, int(row[key]), summary.get(key)
    for theirs, key in (("debit_cents", "debits"), ("credit_cents", "credits")):
        if row[theirs] != "-":
            yield key, int(row[theirs]), minor(summary.get(key))
    if re.fullmatch(r"[A-Z]{3}(,[A-Z]{3})*", row["sec"]):
        yield "sec_codes", sorted(set(row["sec"].split(","))), sorted(summary.get("sec_codes", []))


def x12(row, found):
    summary = found["summary"]
    sets = summary.get("transactions", [])
    claims = [entry for entry in sets if entry["set"] == "835" and "claims" in entry]
    orders = [entry for entry in sets if entry["set"] == "820" and "remittances" in entry]
    payments = [entry for entry in sets if entry in claims or entry in orders]
    valid = row["valid"]
    if valid.startswith("valid"):
        yield "verdict", "warnings" if "tolerated" in valid else "accepted", found["verdict"]
    else:
        yield "verdict", "rejected", found["verdict"]
    yield "transactions", int(row["tx"]), summary.get("transaction_count", len(sets))

    def amount(column, ours):
        if row[column] not in ("", "NaN"):
            return column, minor(row[column]), ours
        return column, row[column], row[column]

    yield amount("bpr02", ours_sum(payments, "payment_amount"))
    traces = "|".join(entry.get("trace_number") or "" for entry in payments if entry.get("payment_amount") is not None
                      or entry.get("payment_method"))
    # The index cuts long lists of traces.
    yield "trn02", row["trn02"], traces[: len(row["trn02"])] if len(row["trn02"]) >= 190 else traces
    yield "claims", int(row["claims"]), sum(entry["claims"] for entry in claims)
    yield "services", int(row["services"]), sum(entry["services"] for entry in claims)
    yield amount("sum_clp03", ours_sum(claims, "charged"))
    yield amount("sum_clp04", ours_sum(claims, "paid"))
    yield amount("sum_cas", ours_sum(claims, "claim_adjustments"))
    yield amount("sum_plb", ours_sum(claims, "provider_adjustments"))
    yield "remittances", int(row["rmr"]), sum(entry["remittances"] for entry in orders)
    yield amount("sum_rmr04", ours_sum(orders, "remitted"))
    balanced = "-" if not payments else "yes" if all(entry["balanced"] for entry in payments) else "no"
    yield "balances", row["balances"], balanced


def camt(row, found):
    summary = found["summary"]
    verdict = {"valid": "accepted", "lenient": "warnings", "invalid": "rejected"}[row["validity"]]
    yield "verdict", verdict, found["verdict"]
    if row["msg"] == "?":
        return
    yield "kind", row["msg"], found["kind"]
    if re.fullmatch(r"\d{3}\.\d\d", row["version"]) and summary.get("message"):
        yield "message", f"{row['msg']}.{row['version']}", summary["message"]
    if row["why"].startswith(("SCHEMA", "SYNTAX")):
        return
    extra = json.loads(row["extra"] or "{}")
    if row["msg"] == "pain.001":
        yield from order(row, summary, extra)
    elif row["msg"] == "pain.002":
        yield from report(summary, extra)
    else:
        yield from statements(row, summary)


def order(row, summary, extra):
    yield "message_id", extra.get("MsgId"), summary.get("message_id")
    yield "payments", len(extra.get("PmtInf", [])), summary.get("payments")
    yield "transactions", extra.get("counted"), summary.get("transactions")
    theirs = {pair.split(":")[0]: Decimal(pair.split(":")[1]) for pair in row["dr_minor"].split(";") if pair}
    ours = {currency: minor(text, currency) for currency, text in summary.get("amounts", {}).items()}
    yield "amounts", theirs, ours


def report(summary, extra):
    yield "original_message_id", extra.get("OrgnlMsgId"), summary.get("original_message_id")
    yield "group_status", extra.get("GrpSts"), summary.get("group_status")
    total = sum(len(block["tx"]) for block in extra.get("PmtInf", [])) or sum(extra.get("tx_by_sts", {}).values())
    yield "transactions", total, summary.get("transactions")
    given = extra.get("tx_by_sts", {})
    if given and sum(given.values()) == total:
        rejected = sum(count for status, count in given.items() if status in ("RJCT", "CANC", "BLCK"))
        accepted = sum(count for status, count in given.items() if status.startswith("AC"))
        yield "accepted", accepted, summary.get("accepted")
        yield "rejected", rejected, summary.get("rejected")
        yield "pending", total - accepted - rejected, summary.get("pending")


def statements(row, summary):
    ours = summary.get("statements", [])
    theirs = json.loads(row["per_statement"] or "[]")
    yield "statements", int(row["statements"]), len(ours)
    yield "entries", int(row["entries"]), sum(entry["entries"] for entry in ours)
    yield "details", int(row["txdtls"]), sum(entry["details"] for entry in ours)
    booked = {"cr_booked": Counter(), "dr_booked": Counter()}
    for statement in ours:
        for column, key in (("cr_booked", "credits"), ("dr_booked", "debits")):
            if statement[key] is not None:
                booked[column][statement["currency"]] += minor(statement[key], statement["currency"])
            for other in statement.get("other_currencies", []):
                booked[column][other["currency"]] += minor(other[key], other["currency"])
    for column, sums in booked.items():
        want = {pair.split(":")[0]: Decimal(pair.split(":")[1]) for pair in row[column].split(";") if pair}
        # A currency without a booked entry may be listed with zero or not at all.
        yield column, {key: value for key, value in want.items() if value}, {k: v for k, v in sums.items() if v}
    for place, (statement, want) in enumerate(zip(ours, theirs)):
        currency = statement["currency"]
        name = f"statement {place + 1} "
        yield name + "id", want["id"] or "", statement["id"]
        yield name + "entries", want["entries"], statement["entries"]
        equation = {True: "holds", False: "fails", None: "n/a"}[statement["balanced"]]
        yield name + "equation", want["equation"], equation
        for key, column in (("opening", "open"), ("closing", "close")):
            yield name + key, want[column] and want[column]["minor"], minor(statement[key], currency)


def argued():
    """(folder, file, figure) that are argued, with the argument. A figure `*` stands for any."""
    arguments = {}
    for line in (HERE / "argued.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        folder, name, figure, argument = line.split("\t")
        arguments[folder, name, figure] = argument
    return arguments


def main():
    if not PROGRAM.exists():
        sys.exit(f"{PROGRAM} is not there: `make build` builds it")
    if not (CORPUS / "nacha/INDEX.tsv").exists():
        sys.exit(f"there are no sample files in {CORPUS}")
    arguments = argued()
    used, open_disagreements, totals = set(), 0, {}
    for folder in FOLDERS:
        rows = index(folder)
        found = inspect(folder, [row["file"] for row in rows])
        for row in rows:
            kind = row["msg"] if folder == "camt" else folder
            total = totals.setdefault(kind, Counter())
            total["files"] += 1
            clean = True
            for figure, theirs, ours in globals()[folder](row, found[row["file"]]):
                total["compared"] += 1
                if theirs == ours:
                    continue
                clean = False
                key = next((key for key in ((folder, row["file"], figure), (folder, row["file"], "*"))
                            if key in arguments), None)
                if key is None:
                    total["open"] += 1
                    open_disagreements += 1
                    print(f"{folder}/{row['file']}: {figure}: the index says {theirs}, inspect says {ours}")
                else:
                    total["argued"] += 1
                    used.add(key)
                    print(f"{folder}/{row['file']}: {figure}: the index says {theirs}, inspect says {ours}"
                          f" (argued: {arguments[key]})")
            total["agreeing"] += clean
    unused = sorted(set(arguments) - used)
    for folder, name, figure in unused:
        print(f"{folder}/{name}: {figure}: argued, but there is no disagreement")
    print_table(totals)
    sys.exit(1 if open_disagreements or unused else 0)


def print_table(totals):
    columns = ("files", "agreeing", "compared", "argued", "open")
    titles = ("kind", "files", "agreeing", "compared", "argued", "open")
    sums = Counter()
    print("\n" + "".join(f"{title:<10}" if place == 0 else f"{title:>10}" for place, title in enumerate(titles)))
    for kind, total in sorted(totals.items()):
        sums.update({column: total[column] for column in columns})
        print(f"{'unknown' if kind == '?' else kind:<10}" + "".join(f"{total[column]:>10}" for column in columns))
    print(f"{'all':<10}" + "".join(f"{sums[column]:>10}" for column in columns))


main()
