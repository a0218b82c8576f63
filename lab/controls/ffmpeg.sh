# A video being transcoded.
# needs: ffmpeg
while :; do ffmpeg -loglevel error -y -f lavfi -i testsrc2=size=1280x720:rate=30 -t 60 -c:v libx264 -preset slow out.mkv; done
