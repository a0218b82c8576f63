# A build in a loop, two compilers at once.
# needs: gcc
for i in $(seq 1 400); do echo "int f$i(int a){int s=0;for(int k=0;k<a;k++)s+=k*$i^s>>3;return s;}"; done >unit.c
build() { while :; do gcc -O3 -c unit.c -o "unit$1.o"; done; }
build 1 &
build 2
