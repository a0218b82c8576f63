# A backup being compressed as hard as possible.
# needs: xz
while :; do head -c 60M /dev/urandom | xz -6 -T2 >backup.xz; done
