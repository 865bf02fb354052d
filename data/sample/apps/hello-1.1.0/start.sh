#!/bin/sh
# start.sh PORT: runs the service as a daemon and returns when it listens. Whatever of hello runs already is stopped
# first, so it may be called at any time.
set -eu
port=$1
pidfile=$CHANGEOPS_SHARED/hello.pid
log=$CHANGEOPS_SHARED/hello.log

./stop.sh
HELLO_PORT=$port HELLO_PIDFILE=$pidfile setsid node server.js </dev/null >>"$log" 2>&1 &
daemon=$!

# The service writes its pid file once it listens.
waited=0
until [ -s "$pidfile" ]; do
  if ! kill -0 "$daemon" 2>/dev/null || [ "$waited" -ge 200 ]; then
    echo "hello $CHANGEOPS_VERSION did not start:" >&2
    tail -n 5 "$log" >&2
    kill "$daemon" 2>/dev/null || true
    exit 1
  fi
  sleep 0.1 2>/dev/null || sleep 1
  waited=$((waited + 1))
done
echo "hello $CHANGEOPS_VERSION listens on port $port, process $(cat "$pidfile")"
