"""Answers a JSON list of questions on standard input with a JSON list: what Python's re and google/textfsm say.

{"re": expression, "line": text}        the groups of re.match, null without a match, "refused"
{"template": text, "text": text}        rows as objects, or {"refused": "template" | "text" | "crash"}
"""
import io
import json
import re
import sys
import warnings

import textfsm

warnings.simplefilter("ignore")


def answer(question):
    if "re" in question:
        try:
            match = re.match(question["re"], question["line"])
        except (re.error, OverflowError):
            return "refused"
        return match and [match.group(0), *match.groups()]
    try:
        fsm = textfsm.TextFSM(io.StringIO(question["template"]))
    except textfsm.TextFSMTemplateError:
        return {"refused": "template"}
    try:
        return fsm.ParseTextToDicts(io.StringIO(question["text"], newline=None).read())
    except textfsm.TextFSMError:
        return {"refused": "text"}
    except TypeError:
        # A List with groups within it, whose value took no part in a match.
        return {"refused": "crash"}


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
