# Shell functions that the planting scripts share; it runs inside a lab host, where /lab-kit is gone again before the scan.
# Given: $POOL (address:port of a pool that the rules know), $WALLET $BTC $ETH (addresses with a valid checksum that belong to nobody), $KEY (an ssh public key).
set -eu
umask 022
KIT=/lab-kit

# mimic PATH…: puts the harmless stand-in for a miner there.
mimic() { for p; do mkdir -p "$(dirname "$p")"; cp "$KIT/mimic" "$p"; chmod 755 "$p"; done; }

# start [options] EXE ARGV0 [ARGV…]: runs it in the background in disguise; options are those of launch in mimic.c.
start() { "$KIT/launch" "$@"; }

# detach COMMAND…: runs it in the background in a session of its own; its environment tells nothing of this script.
detach() { env -i PATH="$PATH" LANG=C.UTF-8 setsid "$@" </dev/null >/dev/null 2>&1 & }

# put PATH: writes standard input there.
put() { mkdir -p "$(dirname "$1")"; cat >"$1"; }

# script PATH: as put, and executable.
script() { put "$1"; chmod 755 "$1"; }

# tab USER: appends standard input to the user's crontab.
tab() { cat >>"/var/spool/cron/crontabs/$1"; chown "$1:crontab" "/var/spool/cron/crontabs/$1"; chmod 600 "/var/spool/cron/crontabs/$1"; }

# key HOME COMMENT [FILE]: adds an intruder's public key.
key() { mkdir -p "$1/.ssh"; chmod 700 "$1/.ssh"; echo "ssh-rsa $KEY $2" >>"$1/.ssh/${3:-authorized_keys}"; chmod 600 "$1/.ssh/${3:-authorized_keys}"; }

# unit NAME COMMAND [MORE…]: a systemd service that is enabled and started; further arguments are lines of its [Service] section.
unit() {
  name=$1 command=$2
  shift 2
  { printf '[Unit]\nDescription=%s\nAfter=network.target\n\n[Service]\nExecStart=%s\n' "${name%.service}" "$command"; for l; do echo "$l"; done
    printf '\n[Install]\nWantedBy=multi-user.target\n'; } | put "/etc/systemd/system/$name"
  systemctl daemon-reload
  systemctl enable --now --quiet "$name"
}

# age DAYS PATH…: makes files look old.
age() { days=$1; shift; touch -h -d "$days days ago" "$@"; }
