// Layouts of access logs that products are born with, in the words of nginx: load balancers of clouds, gateways and proxies.
import type { AccessLayout } from '../../core/log-format.ts'

const layouts = [
  // AWS: application and classic load balancers.
  '$type $time_iso8601 $elb $remote_addr:$remote_port $target $t1 $t2 $t3 $status $upstream $received $bytes_sent "$request" "$http_user_agent" $rest',
  '$time_iso8601 $elb $remote_addr:$remote_port $target $t1 $t2 $t3 $status $upstream $received $bytes_sent "$request" "$http_user_agent" $rest',
  // Tencent CLB, with the fields that came later and without them.
  '[$id] [$time_local] [$type] [$server] [$server_name] [$remote_addr:$remote_port] [$status] [$upstream_addr] [$upstream_status] [$proxy_host] [$request] [$request_length] [$bytes_sent] [$http_host] [$http_user_agent] [$http_referer] [$rest',
  '[$id] [$time_local] [$type] [$server] [$server_name] [$remote_addr:$remote_port] [$status] [$upstream_status] [$proxy_host] [$request] [$request_length] [$bytes_sent] [$http_host] [$http_user_agent] [$http_referer] [$rest',
  // Alibaba CDN.
  '[$time_local] $remote_addr $proxy $t1 "$http_referer" "$request" $status $request_length $body_bytes_sent $cache "$http_user_agent" $rest',
  // APISIX.
  '$remote_addr - $remote_user [$time_local] $http_host "$request" $status $body_bytes_sent $request_time "$http_referer" "$http_user_agent" $rest',
] as const

export const knownLayouts: readonly AccessLayout[] = layouts.map(layout => ({ server: 'nginx', layout }))
