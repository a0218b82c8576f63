# A database under its own benchmark.
# needs: psql pgbench
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(readlink -f "$(command -v postgres)")")
chmod 755 "$1"
install -d -o postgres "$1/data"
as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
as "$bin/initdb" -D "$1/data" -A trust >/dev/null
as "$bin/postgres" -D "$1/data" -c listen_addresses= -k "$1/data" &
for i in 1 2 3 4 5 6 7 8 9 10; do as psql -h "$1/data" -d postgres -c 'select 1' >/dev/null 2>&1 && break; sleep 0.5; done
as pgbench -h "$1/data" -i -q postgres
while :; do as pgbench -h "$1/data" -c 4 -T 60 postgres || exit 3; done
