// A web application that ran what a request told it: Log4j, Fastjson, Struts, Spring, ThinkPHP and whatever else stands behind a web server.
import { text } from './asking.ts'
import { fitsWhatRuns, isWebAttack } from './attacks.ts'
import { postedBefore } from './posted.ts'
import { serviceWay } from './service-way.ts'

export const webRce = serviceWay({
  id: 'web-rce',
  summary: text(
    '经网站应用的远程执行漏洞入侵(Log4j、Fastjson、Struts、Spring、ThinkPHP 等)',
    'in through a web application that ran what a request told it (Log4j, Fastjson, Struts, Spring, ThinkPHP …)',
  ),
  techniques: ['T1190'],
  references: ['https://attack.mitre.org/techniques/T1190/'],
  title: text('网站应用远程执行', 'remote execution in a web application'),
  name: { zh: '网站应用', en: 'the web application' },
  services:
    /^(?:nginx|apache2|httpd|tomcat\d*|catalina|java|lighttpd|caddy|python3?|gunicorn|uwsgi|fcgiwrap|ruby|puma|solr|elasticsearch|jupyter|openresty|node(?:js)?|port-(?:80|443|8080))$|^(?:nginx|apache|tomcat)/,
  lineage: /\b(?:nginx|apache2|httpd|tomcat|catalina|java|lighttpd|fcgiwrap|gunicorn|uwsgi|spring|cgi)\b/,
  yieldsTo: /jenkins|confluence|activemq|weblogic|nacos|xxl-?job|resourcemanager|nodemanager|hadoop-yarn/i,
  variables: /^(?:CATALINA_\w+|GATEWAY_INTERFACE|REMOTE_ADDR|REQUEST_URI|QUERY_STRING|REQUEST_METHOD|SERVER_SOFTWARE)=/,
  accounts: /^(?:www-data|apache|nginx|tomcat\d*|http|httpd|www|app|java|solr|elasticsearch|spring)$/,
  places: /^\/(?:var\/www|srv\/www|www\/wwwroot|usr\/share\/nginx|usr\/lib\/cgi-bin|opt\/tomcat|var\/lib\/tomcat)/,
  ports: [80, 443, 8080, 8443, 8000, 8888],
  witnesses: ['web-access', 'web-error', 'application'],
  attack: isWebAttack,
  plausible: fitsWhatRuns,
  more: clues => postedBefore(clues, e => !/\.php/.test(e.request ?? '')),
  collect: [
    text(
      '保存完整的网站访问日志与应用日志(含请求体,如有 WAF 一并导出)',
      'keep the whole access log and the application’s logs, with the bodies from a WAF if there is one',
    ),
    text(
      '列出应用所用组件的版本(Log4j、Fastjson、Struts、Spring、ThinkPHP)',
      'list the versions of what it is built of (Log4j, Fastjson, Struts, Spring, ThinkPHP)',
    ),
  ],
  close: [
    {
      id: 'web-patch-component',
      title: text(
        '升级被利用的组件;在此之前用 WAF 或虚拟补丁拦截该请求',
        'update the component that was used; until then let a WAF or a virtual patch stop that request',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'web-limit-egress',
      title: text('限制应用服务器主动外联', 'limit what the application server may connect to'),
      targets: [],
      by: 'day',
    },
    {
      id: 'web-least-privilege',
      title: text('应用以专用低权限账户运行', 'run the application as an account of its own that may do little'),
      targets: [],
      by: 'week',
    },
  ],
})
