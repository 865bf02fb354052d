# Reads what a Linux host is, in one round trip, changing nothing. POSIX sh (dash, busybox, bash); root is not needed.
# Arguments: the mark that begins every line of this script's own, then the kinds of facts that are asked.
# Answers: "<mark> section <name>" before each section, "<mark> note <what> <why>" for what cannot be told, "<mark> end".
# Few processes: what is in files is read by one grep, which names the file before each line and skips what it cannot read.
# What may hang (df on a dead mount, systemctl without its bus) comes last, so that the rest is not lost with it.
exec </dev/null 2>/dev/null
unalias -a
unset GREP_OPTIONS GREP_COLORS POSIXLY_CORRECT BLOCK_SIZE BLOCKSIZE DF_BLOCK_SIZE SYSTEMD_COLORS IP_COLOR
LC_ALL=C PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
mark=$1
shift
kinds=" $* "

asked() { case $kinds in *" $1 "*) ;; *) return 1 ;; esac }
has() { command -v "$1" >/dev/null; }
section() { printf '\n%s section %s\n' "$mark" "$1"; }
note() { printf '\n%s note %s\n' "$mark" "$*"; }
# The first lines of what comes: what goes on for longer is cut, and its writer ended.
first() { if has head; then command head -n "$1"; else cat; fi; }
# The first 64 lines of each file, as path:line.
files() {
  if has grep; then
    command grep -s -m 64 '' /dev/null "$@"
    return
  fi
  for file in "$@"; do
    if [ ! -f "$file" ] || [ ! -r "$file" ]; then continue; fi
    count=0
    while [ "$count" -lt 64 ] && IFS= read -r line; do
      printf '%s:%s\n' "$file" "$line"
      count=$((count + 1))
    done <"$file"
  done
}

if asked system || asked hardware || asked interfaces; then
  section files
  set --
  dmi=/sys/class/dmi/id
  if asked system; then
    set -- /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /proc/uptime /proc/loadavg /proc/meminfo \
      /proc/cpuinfo /sys/devices/system/cpu/online /etc/*-release /etc/debian_version \
      $dmi/sys_vendor $dmi/product_name $dmi/product_version $dmi/product_serial
    [ -e /etc/os-release ] || set -- "$@" /usr/lib/os-release
  fi
  asked hardware && set -- "$@" /sys/block/[!l]*/size /sys/block/[!l]*/serial /sys/block/[!l]*/device/model \
    /sys/block/[!l]*/device/vendor /sys/block/[!l]*/device/serial $dmi/board_* $dmi/bios_*
  if asked interfaces; then
    for link in /sys/class/net/*/; do
      set -- "$@" "${link}address" "${link}mtu" "${link}flags" "${link}operstate" "${link}speed" "${link}ifalias"
    done
  fi
  files "$@"
  if asked hardware && has grep; then
    set -- /run/udev/data/b*
    [ -e "$1" ] && command grep -sE -m 8 '^(E:ID_SERIAL_SHORT=|N:)' /dev/null "$@"
  fi
  if asked system; then
    if [ ! -e $dmi/sys_vendor ]; then note hardware no-dmi; elif [ ! -r $dmi/product_serial ]; then note serial not-root; fi
  fi
fi

if asked interfaces; then
  section addresses
  if has ip; then
    command ip -o addr show
  elif has ifconfig; then
    command ifconfig -a
  else
    files /proc/net/if_inet6
    note addresses no-tool
  fi
fi

if asked routes; then
  section routes
  if has ip; then
    {
      command ip -4 route show
      printf 'inet6\n'
      [ -e /proc/net/if_inet6 ] && command ip -6 route show
    } | first 2000
  else
    files /proc/net/route
    note routes no-tool
  fi
fi

if asked vlans; then
  section vlans
  # Without the kernel's module for them there are none, and no process is needed to say so.
  if [ -d /proc/net/vlan ]; then
    if has ip; then command ip -o -d link show type vlan; else note vlans no-tool; fi
  fi
fi

if asked services; then
  section ports
  if has ss; then
    command ss -lntup
  elif has netstat; then
    command netstat -lntup
  else
    files /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6
    note ports no-tool
  fi
  # Only root may read it, and see the programs behind the ports of all.
  [ -r /proc/1/environ ] || note ports not-root
fi

if asked system; then
  section mounts
  if has grep; then
    command grep -sEv -m 1000 ' (proc|sysfs|cgroup2?|tmpfs|devtmpfs|devpts|mqueue|nsfs|squashfs|autofs) ' /proc/mounts
  else
    while IFS= read -r line; do printf '%s\n' "$line"; done </proc/mounts
  fi
  section df
  if has df; then
    # Local ones: a network mount whose server is gone would hold df for ever.
    size=$(command df -kPl)
    case $size in
      *%*) printf '%s\n' "$size" ;;
      *) command df -kP ;;
    esac
  else
    note filesystems no-tool
  fi
fi

if asked services; then
  section services
  if [ -d /run/systemd/system ] && has systemctl; then
    command systemctl list-units --type=service --state=running,failed --no-legend --plain --no-pager --full
  elif has rc-status; then
    command rc-status --servicelist
  else
    # Those that the first process started, or that are it: daemons.
    if has grep; then command grep -sh ') [A-Z] [01] ' /proc/[0-9]*/stat | first 4000; else files /proc/[0-9]*/stat; fi
    note services no-tool
  fi
fi

if asked packages; then
  section packages
  if has dpkg-query; then
    command dpkg-query -W -f 'deb ${db:Status-Abbrev} ${Package} ${Version}\n' | first 20000
  elif has rpm; then
    command rpm -qa --qf 'rpm %{NAME} %{EPOCH}:%{VERSION}-%{RELEASE}\n' | first 20000
  elif [ -r /lib/apk/db/installed ] && has grep; then
    command grep -E '^[PV]:' /lib/apk/db/installed | first 40000
  elif has pacman; then
    command pacman -Q | first 20000
  else
    note packages no-tool
  fi
fi

if asked neighbours; then
  section neighbours
  if has lldpctl; then
    command lldpctl -f keyvalue
    socket=/var/run/lldpd.socket
    if [ ! -S $socket ]; then note neighbours not-running; elif [ ! -w $socket ]; then note neighbours not-root; fi
  else
    note neighbours no-tool
  fi
fi
printf '\n%s end\n' "$mark"
