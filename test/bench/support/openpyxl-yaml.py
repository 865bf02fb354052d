# Reads an .xlsx with openpyxl (read_only) and writes its rows as an Ansible inventory in YAML, as a script of an
# operations team does; prints how many hosts.
#   python3 openpyxl-yaml.py FILE OUT
import sys

import yaml
from openpyxl import load_workbook

Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
sheet = load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets[0]
rows = sheet.iter_rows(min_row=2, values_only=True)
head = next(rows)
hosts = {}
for row in rows:
    values = {key: "" if value is None else str(value) for key, value in zip(head, row)}
    hosts[values["设备名称"]] = {"ansible_host": values["管理IP"], **values}
with open(sys.argv[2], "w", encoding="utf-8") as out:
    yaml.dump({"all": {"hosts": hosts}}, out, Dumper=Dumper, allow_unicode=True)
print(len(hosts))
