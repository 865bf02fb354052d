"""Parses all samples of a folder laid out as ntc-templates' tests, each with a template of its own, as often as told.

Prints a JSON list: for each time the processor seconds and the number of records. Reading the files is not measured.
"""
import glob
import io
import json
import os
import sys
import time

import textfsm

folder, times = sys.argv[1], int(sys.argv[2])
cases = []
for path in sorted(glob.glob(os.path.join(folder, "*", "*", "template.textfsm"))):
    with open(path, encoding="utf8") as file:
        template = file.read()
    for raw in sorted(glob.glob(os.path.join(os.path.dirname(path), "*.raw"))):
        with open(raw, encoding="utf8") as file:
            cases.append((template, file.read()))

figures = []
for _ in range(times):
    records = 0
    start = time.process_time()
    for template, text in cases:
        records += len(textfsm.TextFSM(io.StringIO(template)).ParseTextToDicts(text))
    figures.append({"seconds": time.process_time() - start, "records": records})
json.dump(figures, sys.stdout)
