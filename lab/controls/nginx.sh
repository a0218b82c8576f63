# A web server under load.
# needs: nginx curl
cat >nginx.conf <<CONF
daemon off;
pid $1/nginx.pid;
error_log $1/error.log;
events {}
http { access_log $1/access.log; client_body_temp_path $1/b; proxy_temp_path $1/p; fastcgi_temp_path $1/f; uwsgi_temp_path $1/u; scgi_temp_path $1/s;
  server { listen 127.0.0.1:18099; location / { return 200 "hello"; } } }
CONF
nginx -c "$1/nginx.conf" &
load() { while :; do curl -s -o /dev/null "http://127.0.0.1:18099/[1-500]" || sleep 0.2; done; }
load &
load &
wait %1
