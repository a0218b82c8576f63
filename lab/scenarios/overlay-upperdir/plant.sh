# Docker's state as it lies on disk, and a process in that container's root and control group.
c=4242c0ffee1142429f0d5f3d0a5b7c119e2d7a64cbd8a1f0e3c2b1a09f8e7d6c
d=/var/lib/docker
mkdir -p $d/overlay2/5f0e/diff/data $d/overlay2/5f0e/work $d/overlay2/5f0e/merged $d/overlay2/a11c/diff/usr/bin $d/overlay2/l $d/image/overlay2/layerdb/mounts/$c $d/containers/$c
printf l/AAAA >$d/overlay2/5f0e/lower
ln -s ../a11c/diff $d/overlay2/l/AAAA
printf 5f0e >$d/image/overlay2/layerdb/mounts/$c/mount-id
put $d/containers/$c/config.v2.json <<JSON
{"ID":"$c","Created":"2026-05-01T10:00:00Z","Path":"docker-entrypoint.sh","Args":["redis-server"],"State":{"Running":true,"Paused":false},"Config":{"Hostname":"4242c0ffee11","Image":"redis:6","Cmd":["redis-server"]},"Image":"sha256:00","Name":"/cache","Driver":"overlay2","MountPoints":{}}
JSON
put $d/containers/$c/hostconfig.json <<'JSON'
{"Binds":null,"NetworkMode":"host","RestartPolicy":{"Name":"always"},"Privileged":false}
JSON
mimic $d/overlay2/a11c/diff/usr/bin/redis-server
echo appendonly >$d/overlay2/5f0e/diff/data/appendonly.aof
mimic $d/overlay2/5f0e/diff/tmp/kdevtmpfsi $d/overlay2/5f0e/diff/tmp/kinsing
mount --bind $d/overlay2/5f0e/diff $d/overlay2/5f0e/merged
for h in systemd unified; do [ -d /sys/fs/cgroup/$h ] || continue; mkdir -p /sys/fs/cgroup/$h/docker/$c; done
[ ! -e /sys/fs/cgroup/cgroup.procs ] || mkdir -p /sys/fs/cgroup/docker/$c
setsid sh -c "for f in /sys/fs/cgroup/systemd/docker/$c /sys/fs/cgroup/unified/docker/$c /sys/fs/cgroup/docker/$c; do [ ! -d \$f ] || echo \$\$ >\$f/cgroup.procs; done
exec chroot $d/overlay2/5f0e/merged /tmp/kdevtmpfsi -o $POOL -u $WALLET -p docker" </dev/null >/dev/null 2>&1 &
