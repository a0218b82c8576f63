# A benchmark of hashing: the nearest that honest work comes to mining.
# needs: openssl
while :; do openssl speed -multi 2 -seconds 5 sha256 rsa2048; done
