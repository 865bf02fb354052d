#!/bin/sh
# Stops the service and returns when it is gone. Nothing to stop is fine.
set -eu
pidfile=$CHANGEOPS_SHARED/hello.pid

# The number in an old pid file may have gone to another program meanwhile.
runs() {
  case $(ps -o args= -p "$1" 2>/dev/null) in *server.js*) return 0 ;; *) return 1 ;; esac
}

[ -s "$pidfile" ] || exit 0
pid=$(cat "$pidfile")
waited=0
while runs "$pid"; do
  if [ "$waited" -lt 50 ]; then signal=TERM; else signal=KILL; fi
  kill -s "$signal" "$pid" 2>/dev/null || true
  [ "$waited" -lt 100 ] || {
    echo "process $pid does not end" >&2
    exit 1
  }
  sleep 0.1 2>/dev/null || sleep 1
  waited=$((waited + 1))
done
rm -f "$pidfile"
