# A burn-in test of all kinds of arithmetic.
# needs: stress-ng
exec stress-ng --cpu 1 --matrix 1 --temp-path "$1" --timeout 300
