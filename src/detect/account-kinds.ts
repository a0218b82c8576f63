// What kind of account a name or shell belongs to, by the custom of distributions.

/** Made by distributions to own files, never to log in: nobody gives these a password or a key. */
const dormant = new Set(
  (
    'daemon bin sys sync games man lp mail news uucp proxy list irc gnats nobody adm halt shutdown gopher dbus messagebus ' +
    'systemd-network systemd-resolve systemd-timesync systemd-coredump systemd-oom systemd-bus-proxy polkitd sshd ntp chrony _chrony rpc rpcuser ' +
    'syslog _apt uuidd tcpdump tss landscape pollinate avahi avahi-autoipd usbmux rtkit dnsmasq libstorage nscd nslcd abrt setroubleshoot ' +
    'postfix postdrop exim Debian-exim saslauth systemd-journal-remote sssd cups colord kernoops whoopsie speech-dispatcher geoclue ' +
    'haldaemon vcsa unbound radvd named distcache webalizer squid mailnull smmsp oprofile pcap fwupd-refresh cockpit-ws'
  ).split(' '),
)

/** Owners of services. Some owners of machines do give them a shell, a key or sudo. */
const service = new Set(
  (
    'www-data apache nginx http www wwwrun lighttpd caddy tomcat jetty postgres mysql mariadb mongodb redis memcached elasticsearch kibana logstash ' +
    'rabbitmq kafka zookeeper hadoop hdfs yarn spark hive git gitea gogs gitlab-runner jenkins nexus sonarqube docker ftp vsftpd backup nagios ' +
    'icinga zabbix prometheus grafana telegraf node_exporter influxdb consul vault nomad etcd minio clickhouse oracle solr activemq weblogic'
  ).split(' '),
)

export function isDormant(name: string): boolean {
  return dormant.has(name) || /^systemd-[a-z-]+$/.test(name)
}

export function isService(name: string): boolean {
  return service.has(name)
}

/** The shell gives a command line. An empty field means /bin/sh, and what only looks like nologin (a blank at its end) is a copy of one. */
export function isLoginShell(shell: string): boolean {
  if (shell === '' || shell !== shell.trimEnd()) return true
  return /^(?:ba|da|z|k|a|c|tc|mk|pdk|rba|ya|xon|el|nu|pw)?sh$|^(?:fish|busybox|python[\d.]*|perl|screen|tmux)$/.test(
    shell.slice(shell.lastIndexOf('/') + 1),
  )
}
