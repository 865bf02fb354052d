#!/bin/sh
# What ChangeOps runs on a host. POSIX sh; needs sha256sum, tar, setsid, mv -T, readlink, find, df.
# Usage: sh agent.sh COMMAND ROOT [argument…]. It answers in lines: a word, then values; the first line of a
# refusal is "refused CODE detail". Everything it keeps lies in ROOT/.changeops.
set -u
umask 022
LC_ALL=C
export LC_ALL

command=$1
root=$2
shift 2
case $root in /*) ;; *) root=$PWD/$root ;; esac
base=$root/.changeops

# ---- small tools ---------------------------------------------------------------------------------------------

refuse() {
  echo "refused $*"
  exit 0
}

# A function that has one thing to tell leaves it in the variable of its own name: $(…) would be a process each time.
# Processes are what a deploy's time goes into here, about a millisecond each, times the hosts that share a machine.

boot_id=${CHANGEOPS_BOOT_ID:-}
[ -n "$boot_id" ] || read -r boot_id </proc/sys/kernel/random/boot_id

# Seconds since boot: unlike the date, no administrator or NTP sets it.
uptime_s() {
  read -r uptime_s _ </proc/uptime
  uptime_s=${uptime_s%%.*}
}

# Start time of a process in clock ticks since boot, so that a reused number is not taken for the old process; empty
# where there is none.
born() {
  born=
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  # shellcheck disable=SC2086 # its words are wanted
  set -- ${stat##*) }
  born=${20}
}

flush() { sync "$@" 2>/dev/null || sync; }

flush_tree() { sync -f "$1" 2>/dev/null || sync; }

# put FILE LINE: writes it so that it is there whole or not at all, also after a power cut.
put() {
  echo "$2" >"$1.tmp.$$" && flush "$1.tmp.$$" && mv -f "$1.tmp.$$" "$1" && flush "${1%/*}"
}

# Makes a file that says what it says by being there.
mark() {
  printf '' >"$1" && flush "$1" "${1%/*}"
}

# ---- lease: the highest-numbered lease.N is the lease, N the fencing number -------------------------------------

highest() {
  highest=0
  for folder in "$base"/lease.*; do
    number=${folder##*.}
    case $number in '' | *[!0-9]*) continue ;; esac
    [ "$number" -le "$highest" ] || highest=$number
  done
}

# free | expired | held, for lease number $1
lease_state() {
  lease_state=free
  if [ "$1" -eq 0 ] || [ -e "$base/lease.$1/released" ]; then return; fi
  lease_state=expired
  read -r boot until <"$base/lease.$1/beat" || return 0
  uptime_s
  if [ "$boot" = "$boot_id" ] && [ "$uptime_s" -lt "$until" ]; then lease_state=held; fi
}

beat() {
  uptime_s
  put "$base/lease.$1/beat" "$boot_id $((uptime_s + $2))"
}

# lease-take ROOT BOT RUN SECONDS HOW: the same bot takes over from itself at once, since only one of it lives at a
# time. HOW "again" takes it only where nobody else has had it since this run did.
lease_take() {
  highest
  now=$highest
  [ "$4" != again ] || [ "$(cat "$base/lease.$now/owner" 2>/dev/null)" = "$1 $2" ] ||
    refuse lease-lost "taken over: $(cat "$base/lease.$now/owner" 2>/dev/null)"
  lease_state "$now"
  uptime_s
  if [ "$lease_state" = held ]; then
    read -r bot run <"$base/lease.$now/owner"
    [ "$bot" = "$1" ] || refuse lease-held "$bot $run $(cat "$base/lease.$now/beat") $uptime_s"
  fi
  next=$((now + 1))
  new=$base/new.$$.$next
  {
    mkdir "$new" && echo "$1 $2" >"$new/owner" && echo "$boot_id $((uptime_s + $3))" >"$new/beat" &&
      flush "$new/owner" "$new/beat"
  } || refuse cannot-write "$base"
  # A lease folder is never empty, so this rename fails where a rival's is already there.
  mv -T "$new" "$base/lease.$next" 2>/dev/null || {
    rm -rf "$new"
    refuse lease-held "another run took it at this moment"
  }
  flush "$base"
  highest
  [ "$highest" -eq "$next" ] || refuse lease-held "another run took it at this moment"
  for folder in "$base"/lease.*; do [ "${folder##*.}" -lt "$now" ] 2>/dev/null && rm -rf "$folder"; done
  echo "lease $next"
  orphans
}

mine() {
  highest
  [ "$highest" -eq "$1" ] || refuse lease-lost "taken over: $(cat "$base/lease.$highest/owner" 2>/dev/null)"
}

lease_renew() {
  mine "$1"
  [ ! -e "$base/lease.$1/released" ] || refuse lease-lost "released"
  read -r boot _ <"$base/lease.$1/beat" || boot=
  [ "$boot" = "$boot_id" ] || refuse lease-lost "the host was restarted"
  beat "$1" "$2"
  mine "$1"
  echo ok
}

lease_release() {
  mine "$1"
  mark "$base/lease.$1/released"
  echo ok
}

# ---- records: what was started here, by whom, and how it ended ---------------------------------------------------

# ended CODE | running | starting | dead | absent, for record folder $1
record_state() {
  record_state=absent
  ended=
  [ ! -e "$1/exit" ] || read -r ended <"$1/exit" || :
  if [ -n "$ended" ]; then
    record_state="ended $ended"
  elif [ -e "$1/started" ]; then
    record_state=starting
    read -r pid birth born_in _ <"$1/started" || return 0
    record_state=dead
    born "$pid"
    if [ "$born_in" = "$boot_id" ] && [ "$born" = "$birth" ]; then record_state=running; fi
  elif [ -e "$1" ]; then
    record_state=starting
  fi
}

# How long a started step still has, by the deadline it was started with.
seconds_left() {
  read -r _ _ _ _ deadline <"$1/started"
  uptime_s
  seconds_left=$((deadline - uptime_s))
}

# Steps of any run that were started and have no recorded end.
orphans() {
  for record in "$base"/runs/*/*/; do
    record=${record%/}
    [ -e "$record/started" ] || continue
    record_state "$record"
    if [ -z "$ended" ]; then
      run=${record%/*}
      seconds_left "$record"
      echo "orphan ${run##*/} ${record##*/} $record_state $seconds_left"
    fi
  done
}

show_record() {
  record_state "$1"
  echo "record ${1##*/} $record_state"
}

# step ROOT LEASE RUN STEP SECONDS FUNCTION ARGUMENT…: runs one mutating step, once, whatever becomes of the connection.
# Its process group is on record before the lease is looked at, and whoever takes the lease looks at the records
# after taking it: one of the two always sees the other.
step() {
  record=$base/runs/$2/$3
  [ -d "$base/runs/$2" ] || mkdir -p "$base/runs/$2" || refuse cannot-write "$base"
  mkdir "$record" 2>/dev/null || {
    record_state "$record"
    refuse already-started "$record_state"
  }
  exec 3<&0
  setsid sh "$0" inner "$root" "$@" <&3 3<&- >"$record/out" 2>&1 &
  wait $!
  answer "$record"
}

inner() {
  lease=$1 run=$2 name=$3 seconds=$4
  shift 4
  record=$base/runs/$run/$name
  born $$
  uptime_s
  # The space for the end is taken now, so that a step that fills the disk can still say so.
  {
    echo "                   " >"$record/exit" &&
      echo "$$ $born $boot_id $lease $((uptime_s + seconds))" >"$record/started" &&
      flush "$record/exit" "$record/started" "$record" "${record%/*}"
  } || exit
  highest
  lease_state "$lease"
  if [ "$highest" -ne "$lease" ]; then
    echo "lease-lost" >"$record/refused"
  elif [ "$lease_state" != held ]; then
    echo "lease-expired" >"$record/refused"
  else
    ("$@")
    finish "$record" $?
    exit
  fi
  finish "$record" refused
}

# Records how a step ended, over the blanks in the space that was kept for it.
finish() {
  if [ -e "$1/exit" ]; then
    echo "$2" 1<>"$1/exit" && flush "$1/exit"
  else
    put "$1/exit" "$2"
  fi
}

# Tells how a step ended: "exit CODE" and the end of what it printed.
answer() {
  record_state "$1"
  highest
  case $record_state in
  'ended refused') refuse "$(cat "$1/refused")" "$(cat "$base/lease.$highest/owner" 2>/dev/null)" ;;
  'ended '*) echo "exit ${record_state#ended }" ;;
  *) echo "exit $record_state" ;;
  esac
  [ ! -s "$1/out" ] || tail -c 4000 "$1/out"
}

# await ROOT RUN STEP SECONDS: waits for a step that somebody started, and tells how it ended.
await_step() {
  record=$base/runs/$1/$2
  left=$3
  while :; do
    record_state "$record"
    case $record_state in running | starting) ;; *) break ;; esac
    [ "$left" -gt 0 ] || break
    sleep 1
    left=$((left - 1))
  done
  answer "$record"
}

# end ROOT RUN STEP WORD: ends a step's process group and records WORD as its end.
end_step() {
  record=$base/runs/$1/$2
  word=$3
  record_state "$record"
  if [ "$record_state" = running ]; then
    read -r pid _ <"$record/started"
    kill -TERM "-$pid" 2>/dev/null
    waited=0
    while [ "$record_state" = running ] && [ $waited -lt 5 ]; do
      sleep 1
      waited=$((waited + 1))
      record_state "$record"
    done
    kill -KILL "-$pid" 2>/dev/null
  elif [ "$record_state" = dead ]; then
    # Its leader is gone; a group without one still has the number to itself.
    read -r pid _ born_in _ <"$record/started" &&
      [ "$born_in" = "$boot_id" ] && [ ! -e "/proc/$pid" ] && kill -KILL "-$pid" 2>/dev/null
  fi
  record_state "$record"
  [ -n "$ended" ] || finish "$record" "$word"
  answer "$record"
}

records() {
  for record in "$base/runs/$1"/*/; do
    [ -d "$record" ] && show_record "${record%/}"
  done
  echo end
}

# ---- looking, without changing anything ---------------------------------------------------------------------------

# The name of the release that current points to, "-" for none; "foreign WHAT" for one that was not made here.
current() {
  if [ -L "$root/current" ]; then
    to=$(readlink "$root/current")
    name=${to#releases/}
    current="foreign link $to"
    if [ "$to" = "releases/$name" ] && [ -e "$base/releases/$name/complete" ]; then current=$name; fi
  elif [ -e "$root/current" ]; then
    current="foreign folder"
  else
    current=-
  fi
}

seal() {
  seal=$(cd "$base/releases/$1" 2>/dev/null && cat spec.json manifest links programs shared | sha256sum)
  seal=${seal%% *}
}

# What df says is free, in its second line and fourth column.
available() {
  read -r _ && read -r _ _ _ free _ && echo "$1 $free"
}

# The user's name and number, out of "uid=0(root) gid=…".
whoami() {
  number=$(id)
  name=${number%% *}
  number=${name#uid=}
  number=${number%%'('*}
  name=${name#"uid=$number"}
  name=${name#'('}
  whoami="${name%')'} $number"
}

probe() {
  echo "root $root"
  whoami
  echo "user $whoami"
  for tool in sha256sum tar setsid readlink find df tail sync mv ln sort cmp xargs; do
    command -v $tool >/dev/null 2>&1 || echo "missing $tool"
  done
  for tool in curl wget systemctl; do command -v $tool >/dev/null 2>&1 && echo "has $tool"; done
  place=$root
  while [ ! -e "$place" ] && [ "$place" != / ]; do place=${place%/*}; place=${place:-/}; done
  [ -d "$place" ] && [ -w "$place" ] || echo "unwritable $place"
  df -Pk "$place" | available space
  df -Pi "$place" 2>/dev/null | available inodes
  current
  echo "current $current"
  highest
  lease_state "$highest"
  [ "$lease_state" != held ] || echo "lease $(cat "$base/lease.$highest/owner")"
  for folder in "$base"/releases/*/; do
    folder=${folder%/}
    name=${folder##*/}
    [ -e "$folder/complete" ] || continue
    [ -d "$root/releases/$name" ] || continue
    good=-
    [ ! -e "$folder/good" ] || read -r good <"$folder/good"
    [ ! -e "$folder/withdrawn" ] || good="$good withdrawn"
    seal "$name"
    echo "release $name $seal $good"
    say "spec $name $(cat "$folder/spec.json")"
  done
  echo end
}

# check ROOT RELEASE: the listed files of a release whose content is no longer what was put there.
check() {
  seal "$1"
  echo "seal $seal"
  altered "$1" | sed 's/^/altered /'
  echo end
}

# Whether all listed files hash as the manifest says, asked of openssl where it is there: it uses the processor's own
# SHA-256, sha256sum often does not (0.04 s against 0.29 s for 50 MB). What it does not confirm, sha256sum looks into.
unaltered() {
  command -v openssl >/dev/null 2>&1 || return 1
  cut -c 67- "$meta/manifest" | tr '\n' '\0' | xargs -0 openssl dgst -sha256 -r 2>/dev/null |
    sed 's/ \*/  /' | cmp -s - "$meta/manifest"
}

altered() {
  meta=$base/releases/$1
  cd "$root/releases/$1" || return 0
  [ ! -s "$meta/manifest" ] || unaltered || sha256sum -c "$meta/manifest" 2>/dev/null | sed -n 's/: FAILED.*$//p'
  while IFS= read -r path && IFS= read -r to; do
    [ "$(readlink "$path")" = "$to" ] || echo "$path"
  done <"$meta/links"
}

# look ROOT, paths by stdin, a line each: what is there now. An answer for each, in that order:
# "refused WHY REAL", "absent WRITABLE FREE REAL" or "file HASH SIZE MODE OWNER WRITABLE FREE REAL"; WRITABLE is of
# the folder, FREE in kB, REAL the path without links.
look() {
  for tool in sha256sum tar setsid readlink find df tail sync mv cp stat chmod chown sort cut; do
    command -v $tool >/dev/null 2>&1 || echo "missing $tool"
  done
  while IFS= read -r path; do look_at "$path"; done
  echo end
}

look_at() {
  folder_of "$1"
  # Of a folder that may not be entered nobody can say that something is not in it.
  [ -d "$folder" ] && [ -x "$folder" ] || { say "refused no-folder $folder"; return; }
  [ -e "$1" ] || [ ! -L "$1" ] || { say "refused dangling $(readlink "$1" | head -n 1)"; return; }
  real_of "$1"
  folder_of "$real"
  room=$(df -Pk "$folder" | available room)
  room=${room#room }
  writable=no
  [ ! -w "$folder" ] || [ ! -x "$folder" ] || writable=yes
  if [ "$(say "$real" | wc -l)" -ne 1 ]; then
    say "refused odd $1"
  elif [ -d "$real" ]; then
    say "refused folder $real"
  elif [ ! -e "$real" ]; then
    say "absent $writable ${room:-0} $real"
  elif [ ! -f "$real" ]; then
    say "refused special $real"
  elif [ ! -r "$real" ]; then
    say "refused unreadable $real"
  else
    hash_of "$real"
    say "file $hash $(stat -c '%s %a %U:%G' "$real") $writable ${room:-0} $real"
  fi
}

# Not echo: that of dash reads the backslashes in names.
say() { printf '%s\n' "$1"; }

folder_of() {
  folder=${1%/*}
  folder=${folder:-/}
}

# The path without links, also of a file that is not there (busybox's readlink -f knows none of those).
real_of() {
  if [ -e "$1" ]; then
    real=$(readlink -f "$1")
  else
    folder_of "$1"
    real=$(readlink -f "$folder")
    real=${real%/}/${1##*/}
  fi
}

hash_of() {
  hash=$(sha256sum <"$1")
  hash=${hash%% *}
}

# read ROOT PATH BYTES: the beginning of a file, as it is.
read_file() {
  exec head -c "$2" <"$1"
}

# ---- the steps ----------------------------------------------------------------------------------------------------

# prepare ROOT NAME, outside the wrapper: makes the folders, and keeps this script (stdin) beside them.
prepare() {
  mkdir -p "$base/releases" "$base/runs" "$base/incoming" "$root/releases" "$root/shared" || refuse cannot-write "$base"
  # What hooks print is for the bot alone.
  chmod 700 "$base/runs"
  { cat >"$base/$1.tmp.$$" && flush "$base/$1.tmp.$$"; } || refuse cannot-write "$base"
  mv -T "$base/$1.tmp.$$" "$base/$1" 2>/dev/null || refuse missing-tool "mv -T"
  flush "$base"
  echo ok
}

# do_transfer NAME: stdin, a tar, unpacked under a temporary name. Its last entry says that all of it came; 75 where it
# did not and there is still room, so that it may be sent again.
do_transfer() {
  part=$base/incoming/$1.part
  for left in "$base/incoming"/*; do [ ! -e "$left" ] || rm -rf "$left"; done
  mkdir "$part" || return 1
  # GNU tar's own 10 kB at a time costs twice the processor time; others do not know this variable.
  TAR_OPTIONS=-b128 tar -xof - -C "$part" && [ -e "$part/.changeops-meta/end" ] && mv -T "$part" "$base/incoming/$1" && return
  if dd if=/dev/zero of="$part/room" bs=65536 count=4 2>/dev/null; then
    echo "the transfer ended before all of it had come"
    code=75
  else
    echo "no space is left for it on the disk under $base"
    code=1
  fi
  rm -rf "$part"
  return $code
}

# do_unpack NAME RELEASE SEAL FROM: makes the release of what came; FROM is the one that has the reused files, or "-".
do_unpack() {
  release=$root/releases/$2
  meta=$base/releases/$2
  [ ! -e "$release" ] && [ ! -e "$meta" ] && mv -T "$base/incoming/$1" "$release" || return 1
  mv -T "$release/.changeops-meta" "$meta" || return 1
  seal "$2"
  [ "$seal" = "$3" ] || {
    echo "the release's description arrived altered"
    return 65
  }
  if [ -s "$meta/reuse" ]; then
    tar -C "$root/releases/$4" -cf - -T "$meta/reuse" | tar -xof - -C "$release" || return 1
  fi
  rm -f "$meta/reuse" "$meta/end"
}

# do_hash RELEASE SEAL MODE: "whole" also refuses what should not be there; "listed" allows what the app has written.
do_hash() {
  meta=$base/releases/$1
  seal "$1"
  [ "$seal" = "$2" ] || {
    echo "its stored description was altered"
    return 65
  }
  # The disk writes while the processor hashes; what is still to be written is waited for at the end.
  [ "$3" != whole ] || flush_tree "$root/releases/$1" &
  bad=$(altered "$1")
  wait
  [ -z "$bad" ] || {
    echo "altered: $(echo "$bad" | head -n 5)"
    return 65
  }
  [ "$3" = whole ] || return 0
  cd "$root/releases/$1" || return 1
  find . -type f -perm -100 | sort | cmp "$meta/programs" - || return 65
  want=$(wc -l "$meta/manifest" "$meta/links" | files_described)
  there=$(find . ! -type d | wc -l)
  [ "$there" -eq "$want" ] || {
    echo "there are $there files where $want were sent"
    return 65
  }
  share "$1" || return 1
  flush_tree "$root/releases/$1" && mark "$meta/complete"
}

# Of the lines of a manifest and of links, the latter two for each.
files_described() {
  read -r files _ && read -r links _ && echo $((files + links / 2))
}

# Puts a link to each shared path into a release.
share() {
  [ -e "$base/releases/$1/shared" ] || return 0
  while IFS= read -r path; do
    up=$(echo "$path/" | sed 's#[^/]*/#../#g')
    mkdir -p "$root/shared/$path" || return 1
    case $path in */*) mkdir -p "$root/releases/$1/${path%/*}" ;; esac
    ln -s "${up}../shared/$path" "$root/releases/$1/$path" || return 1
  done <"$base/releases/$1/shared"
}

# do_hook RELEASE PREVIOUS APP VERSION ENVIRONMENT HOST LINE: runs a hook in the release's physical folder.
do_hook() {
  cd -P "$root/releases/$1" || return 1
  CHANGEOPS_RELEASE=$(pwd -P)
  CHANGEOPS_SHARED=$(cd -P "$root/shared" && pwd -P)
  CHANGEOPS_PREVIOUS=
  [ "$2" = - ] || CHANGEOPS_PREVIOUS=$(cd -P "$root/releases/$2" 2>/dev/null && pwd -P)
  CHANGEOPS_APP=$3 CHANGEOPS_VERSION=$4 CHANGEOPS_ENV=$5 CHANGEOPS_HOST=$6
  export CHANGEOPS_APP CHANGEOPS_VERSION CHANGEOPS_ENV CHANGEOPS_HOST CHANGEOPS_RELEASE CHANGEOPS_SHARED CHANGEOPS_PREVIOUS
  exec sh -c "$7" </dev/null
}

# do_switch EXPECTED TARGET BACK: one rename; "-" stands for none. With BACK the target is put back by an undo, so
# nobody has rolled back from it; where that is "undeploy", no rollback goes to what was undone, good as it may have been.
do_switch() {
  current
  [ "$current" = "$1" ] || {
    echo "current is $current, not $1"
    return 66
  }
  [ "${3:-}" != undeploy ] || mark "$base/releases/$1/withdrawn" || return 1
  if [ "$2" = - ]; then
    rm -f "$root/current"
  else
    [ -e "$base/releases/$2/complete" ] || return 65
    ln -sfn "releases/$2" "$base/current.new" && mv -T "$base/current.new" "$root/current" &&
      { [ -z "${3:-}" ] || rm -f "$base/releases/$2/withdrawn"; }
  fi || return 1
  flush "$root"
}

# do_mark_good RELEASE LEASE WITHDRAWN: the lease's number says in which order releases became good; "-" stands for none.
do_mark_good() {
  [ "$3" = - ] || mark "$base/releases/$3/withdrawn" || return 1
  [ "$1" != - ] || return 0
  [ ! -e "$base/releases/$1/withdrawn" ] || rm -f "$base/releases/$1/withdrawn"
  [ -e "$base/releases/$1/good" ] || put "$base/releases/$1/good" "$2"
}

# do_prune KEEP ALSO: keeps the newest KEEP good releases, the live one, and ALSO; and the records of the last 20 runs.
# Tells which it kept, a line each, and then how many: what was cut off the front of long output shows by that.
do_prune() {
  count=0
  current
  newest=$(good_ones | sort -rn | head -n "$1")
  # "12 name", a line each: a name stands between a blank and the line's end.
  kept="$newest
also $2
"
  for folder in "$root/releases"/*/; do
    folder=${folder%/}
    name=${folder##*/}
    keep=no
    case $kept in *" $name
"*) keep=yes ;; esac
    if [ "$name" = "$current" ] || [ $keep = yes ] || [ -L "$folder" ]; then
      [ ! -e "$base/releases/$name/complete" ] || { echo "kept $name"; count=$((count + 1)); }
    else
      rm -f "$base/releases/$name/complete"
      rm -rf "$root/releases/${name:?}" "$base/releases/$name"
    fi
  done
  echo "kept-in-all $count"
  prune_runs
}

# Keeps the records of the last 20 runs, and the files they replaced.
prune_runs() {
  runs=0
  for folder in "$base/runs"/*/; do runs=$((runs + 1)); done
  [ $runs -le 20 ] || newest_runs | tail -n +21 | while IFS= read -r old; do
    rm -rf "$base/runs/${old:?}" "$base/former/${old:?}"
  done
}

# The releases that were found good, each after the lease it became good under.
good_ones() {
  for folder in "$base"/releases/*/; do
    folder=${folder%/}
    [ -e "$folder/good" ] && read -r good <"$folder/good" && echo "$good ${folder##*/}"
  done
}

# The runs on record here, newest first by the lease they had: file times are only as good as the clock.
newest_runs() {
  for folder in "$base/runs"/*/; do
    folder=${folder%/}
    newest=0
    for record in "$folder"/*/started; do
      read -r _ _ _ number _ <"$record" || number=0
      [ "${number:-0}" -gt "$newest" ] && newest=$number
    done 2>/dev/null
    echo "$newest ${folder##*/}"
  done | sort -rn | cut -d' ' -f2
}

# do_adopt RELEASE SPEC: takes over a current that was not made here. What it points to stays where it is and as it is;
# a folder called current is moved into releases/, between two renames.
do_adopt() {
  current
  case $current in
  foreign*) ;;
  *)
    echo "current is $current, which needs no adopting"
    return 66
    ;;
  esac
  meta=$base/releases/$1
  mkdir "$meta" || return 1
  place=$(cd -P "$root/current" && pwd -P) || return 1
  describe "$place" "$2" || return 1
  if [ -L "$root/current" ]; then
    [ "$place" = "$root/releases/$1" ] || ln -s "$place" "$root/releases/$1" || return 1
    mark "$meta/complete"
  else
    mark "$meta/complete"
    mv -T "$root/current" "$root/releases/$1" || return 1
  fi
  ln -sfn "releases/$1" "$base/current.new" && mv -T "$base/current.new" "$root/current"
  flush "$root"
}

# Writes the description of a tree that was not sent by a bot, beside what the bot would have sent.
describe() {
  cd "$1" || return 1
  printf '%s\n' "$2" >"$meta/spec.json"
  find . -type f -exec sha256sum {} + | sed 's#  \./#  #' | sort -k 2 >"$meta/manifest"
  if grep -q '^\\' "$meta/manifest"; then
    echo "there are file names with line breaks or backslashes under $1"
    return 65
  fi
  find . -type l | sort | while IFS= read -r path; do printf '%s\n' "${path#./}" && readlink "$path"; done >"$meta/links"
  find . -type f -perm -100 | sort >"$meta/programs"
  : >"$meta/shared"
  flush_tree "$meta"
}

# ---- files put in place -------------------------------------------------------------------------------------------

# What a push puts in place is listed in a file called list, six lines for each: path, target (the path without links),
# SHA-256 of what was there when it was planned ("-" for none) and of what comes, mode and owner ("-": as it was).
# Their contents are called by their place in it, from 0. FUNCTION sees these as variables; its failure ends it.
each_file() {
  index=0
  while IFS= read -r path && IFS= read -r target && read -r before && read -r after && read -r mode && read -r owner; do
    folder_of "$target"
    beside=${folder%/}/.changeops-$run.${target##*/}
    "$1" || return
    index=$((index + 1))
  done <"$list"
}

# open_push RUN SEAL: what arrived for a run, its list being what was sent.
open_push() {
  run=$1
  arrived=$base/incoming/$1
  former=$base/former/$1
  list=$arrived/list
  [ -e "$list" ] && hash_of "$list" && [ "$hash" = "$2" ] && return
  say "what was sent is gone or was altered: $arrived"
  return 65
}

# do_receive RUN SEAL: stdin, a tar of the list and the files; each must have arrived as it was sent.
do_receive() {
  umask 077
  do_transfer "$1" || return
  open_push "$1" "$2" || return
  each_file arrived_whole
}

arrived_whole() {
  hash_of "$arrived/$index"
  [ "$hash" = "$after" ] && return
  say "$path arrived altered"
  return 65
}

# do_try RUN SEAL INDEX HOST ENVIRONMENT LINE: runs a check while the file lies beside its place.
do_try() {
  umask 077
  open_push "$1" "$2" || return
  wanted=$3
  shift 3
  each_file sweep
  each_file is_wanted && return 1
  trap 'rm -f "$beside"; exit 143' TERM
  lay_beside && (do_run "$@")
  code=$?
  rm -f "$beside"
  return $code
}

# Leaves the variables of each_file as they are for the wanted one.
is_wanted() { [ "$index" -ne "$wanted" ]; }

# What a run that was cut off in the middle left beside a file.
sweep() {
  rm -f "${folder%/}"/.changeops-*".${target##*/}"
  for left in "${folder%/}"/.changeops-stage-*; do
    [ ! -d "$left" ] || [ -L "$left" ] || (enter "$folder" && enter "./${left##*/}" "$left" && unstage "${left##*/}") || :
  done
}

# ---- Others may write to the folder of a file, too, and this may be root. What is written is written in a folder that
# only this user can enter, and both are called by names relative to where this stands: a link that somebody puts in the
# way is never followed, and the new file is nobody's to read before it has its owner and mode.

# enter FOLDER [PATH]: goes there; fails where that is not PATH, as it would where a link lies on the way.
enter() { cd -P "$1" 2>/dev/null && [ "$PWD" = "${2:-$1}" ]; }

# Makes a folder of its own beside the target, and goes there: the target is ../NAME from it, also where somebody
# renames folders above. A folder cannot be moved away from under the one above by who may not write to it.
stage() {
  enter "$folder" && mkdir -m 700 "./.changeops-stage-$run" && enter "./.changeops-stage-$run" "${folder%/}/.changeops-stage-$run" && return
  say "the folder $folder cannot be worked in, or was changed meanwhile"
  return 1
}

# unstage NAME: takes away the folder of that name, in which this stands, and leaves for the one above.
unstage() { rm -f ./new && cd -P .. && rmdir "./$1"; }

# staged FUNCTION PLACE: makes the file that FUNCTION leaves as new, and puts it beside, under the name PLACE.
staged() {
  stage || return
  "$1" && mv -f -T ./new "../$2"
  made=$?
  unstage ".changeops-stage-$run"
  return $made
}

# do_run HOST ENVIRONMENT LINE: runs a command line.
do_run() {
  cd / || return 1
  umask 022
  CHANGEOPS_HOST=$1 CHANGEOPS_ENV=$2
  export CHANGEOPS_HOST CHANGEOPS_ENV
  exec sh -c "$3" </dev/null
}

# 66 where what is there is no longer what the plan saw.
as_planned() {
  real_of "$path"
  now_at "$target"
  [ "$real" = "$target" ] && [ "$now" = "$before" ] && return
  say "changed: $path"
  return 66
}

# SHA-256 of the file there, "-" for none, "other" for what is no file.
now_at() {
  now=-
  if [ -f "$1" ] && [ ! -L "$1" ]; then
    hash_of "$1"
    now=$hash
  elif [ -e "$1" ] || [ -L "$1" ]; then
    now=other
  fi
}

# Writes the new file beside its place. It begins as a copy of the one that is there, so that it has its owner, mode and
# whatever else that file system and system know of a file.
lay_beside() {
  as_planned || return
  staged new_one "${beside##*/}"
}

new_one() {
  given=$mode
  if [ "$before" = - ]; then
    [ "$mode" != - ] || given=0644
    cat "$arrived/$index" >./new || return 1
  else
    copied "../${target##*/}" ./new || return
    [ "$mode" != - ] || given=$(stat -c %a ./new)
    chmod 600 ./new && cat "$arrived/$index" >./new || return 1
    [ "$owner" != - ] || [ "$(stat -c %u:%g "../${target##*/}")" = "$(stat -c %u:%g ./new)" ] || {
      say "the owner of $target cannot be given to the new file by this user"
      return 1
    }
  fi
  [ "$owner" = - ] || chown "$owner" ./new || return 1
  chmod "$given" ./new && flush ./new
}

# copied FROM TO: copies the former file with all that is known of it; 66 where it is no longer that.
copied() {
  cp -a "$1" "$2" || return 1
  now_at "$2"
  [ "$now" = "$before" ] && return
  say "changed: $path"
  return 66
}

# do_place RUN SEAL: puts all of a run's files in place, or none. What was there is kept whole before.
do_place() {
  umask 077
  open_push "$1" "$2" || return
  each_file as_planned || return
  mkdir -p "$former" && cp "$list" "$former/list" && flush "$former/list" || return 1
  each_file sweep
  each_file prepare_one || {
    code=$?
    each_file drop_beside
    return $code
  }
  flush_tree "$former"
  mark "$former/begun" || return 1
  each_file place_one && return
  code=$?
  put_back
  [ "$trouble" -ne 0 ] || rm -f "$former/begun"
  return $code
}

prepare_one() {
  lay_beside || return
  [ "$before" = - ] || keep_former
}

keep_former() {
  rm -f "$former/$index"
  copied "$target" "$former/$index" && flush "$former/$index"
}

drop_beside() { rm -f "$beside"; }

place_one() {
  as_planned && { enter "$folder" && mv -f -T "./${beside##*/}" "./${target##*/}" || return 1; } && flush . && say "placed $path"
}

# do_back RUN: puts back what was there before a run, where what is there is what that run put there.
do_back() {
  umask 077
  run=$1
  former=$base/former/$1
  list=$former/list
  [ -e "$former/begun" ] || {
    [ ! -e "$list" ] || each_file sweep
    echo "nothing was put in place"
    return 0
  }
  put_back
  return "$trouble"
}

put_back() {
  trouble=0
  each_file sweep
  each_file back_one
}

back_one() {
  now_at "$target"
  if [ "$now" = "$after" ]; then
    former_one && flush "$folder" && say "put back $path" && return
    say "could not put back $path"
    [ "$trouble" -ne 0 ] || trouble=1
  elif [ "$now" != "$before" ]; then
    say "changed: $path is no longer what this run put there, and is left alone"
    trouble=66
  fi
}

former_one() {
  if [ "$before" = - ]; then
    enter "$folder" && rm -f "./${target##*/}"
    return
  fi
  hash_of "$former/$index"
  [ "$hash" = "$before" ] || {
    say "the former $path is gone or was altered: $former/$index"
    trouble=65
    return 1
  }
  staged old_one "${target##*/}"
}

old_one() { cp -a "$former/$index" ./new && flush ./new; }

# do_tidy RUN: what was sent for a run goes, and the records and former files of old runs.
do_tidy() {
  rm -rf "$base/incoming/${1:?}"
  prune_runs
}

case $command in
lease-take) lease_take "$@" ;;
lease-renew) lease_renew "$@" ;;
lease-release) lease_release "$@" ;;
step) step "$@" ;;
inner) inner "$@" ;;
await) await_step "$@" ;;
end) end_step "$@" ;;
records) records "$@" ;;
probe) probe ;;
check) check "$@" ;;
prepare) prepare "$@" ;;
look) look ;;
read) read_file "$@" ;;
*) refuse unknown-command "$command" ;;
esac
