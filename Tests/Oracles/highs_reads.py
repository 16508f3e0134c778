"""Compares what HiGHS reads with what we read.

Usage: python3 highs_reads.py FILE DUMP [FILE DUMP ...]

FILE is an MPS or LP file. DUMP says in plain lines what program it should be:
    direction min|max, constant C, one line `column LOWER UPPER COST 0|1 NAME` a column,
    one line `row LOWER UPPER NAME` a row, one line `entry ROW COLUMN VALUE` an entry.
Names are in the file's own spelling. Prints what differs; exits 1 where anything does, 2 without highspy.
"""

import sys

try:
    import highspy
except ImportError:
    sys.exit(2)

# HiGHS drops smaller coefficients, whatever it is asked.
SMALLEST = 1e-9


def expected(path):
    program = {"direction": "min", "constant": 0.0, "columns": [], "rows": [], "entries": {}}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word == "direction":
                program["direction"] = rest
            elif word == "constant":
                program["constant"] = float(rest)
            elif word == "column":
                lower, upper, cost, whole, name = rest.split(" ", 4)
                program["columns"].append((float(lower), float(upper), float(cost), int(whole), name))
            elif word == "row":
                lower, upper, name = rest.split(" ", 2)
                program["rows"].append((float(lower), float(upper), name))
            elif word == "entry":
                row, column, value = rest.split(" ")
                if abs(float(value)) > SMALLEST:
                    program["entries"][int(row), int(column)] = float(value)
    return program


def read(path):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    status = highs.readModel(path)
    if status == highspy.HighsStatus.kError:
        return None
    lp = highs.getLp()
    infinity = highspy.kHighsInf
    whole = list(lp.integrality_) or [highspy.HighsVarType.kContinuous] * lp.num_col_
    names = list(lp.col_names_) + [""] * lp.num_col_
    columns = [
        (lp.col_lower_[j], lp.col_upper_[j], lp.col_cost_[j], int(whole[j] == highspy.HighsVarType.kInteger), names[j])
        for j in range(lp.num_col_)
    ]
    row_names = list(lp.row_names_) + [""] * lp.num_row_
    rows = [
        (-float("inf") if lp.row_lower_[i] <= -infinity else lp.row_lower_[i],
         float("inf") if lp.row_upper_[i] >= infinity else lp.row_upper_[i], row_names[i])
        for i in range(lp.num_row_)
    ]
    matrix = lp.a_matrix_
    start, index, value = list(matrix.start_), list(matrix.index_), list(matrix.value_)
    by_column = matrix.format_ == highspy.MatrixFormat.kColwise
    entries = {}
    for outer in range(len(start) - 1):
        for place in range(start[outer], start[outer + 1]):
            key = (index[place], outer) if by_column else (outer, index[place])
            if abs(value[place]) > SMALLEST:
                entries[key] = value[place]
    direction = "max" if lp.sense_ == highspy.ObjSense.kMaximize else "min"
    return {"direction": direction, "constant": lp.offset_, "columns": columns, "rows": rows, "entries": entries}


def differences(want, got):
    for key in ("direction", "constant"):
        if want[key] != got[key]:
            yield f"{key}: {want[key]} and {got[key]}"
    for key in ("columns", "rows"):
        if len(want[key]) != len(got[key]):
            yield f"{len(want[key])} and {len(got[key])} {key}"
        for place, (one, other) in enumerate(zip(want[key], got[key])):
            if tuple(one) != tuple(other):
                yield f"{key} {place}: {one} and {other}"
    if want["entries"] != got["entries"]:
        for key in sorted(want["entries"].keys() | got["entries"].keys()):
            if want["entries"].get(key) != got["entries"].get(key):
                yield f"entry {key}: {want['entries'].get(key)} and {got['entries'].get(key)}"


failed = False
for path, dump in zip(sys.argv[1::2], sys.argv[2::2]):
    got = read(path)
    found = ["HiGHS cannot read it"] if got is None else list(differences(expected(dump), got))
    for line in found[:5]:
        failed = True
        print(f"{path}: {line}")
sys.exit(1 if failed else 0)
