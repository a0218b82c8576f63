// Next.js and React server components: a request that the server deserialised and ran.
import { text } from './asking.ts'
import { isAttackOf, isOutputIn } from './attacks.ts'
import { postedBefore } from './posted.ts'
import { serviceWay } from './service-way.ts'

export const nextjs = serviceWay({
  id: 'nextjs',
  summary: text('经 Next.js / React 服务端组件漏洞入侵', 'in through a hole of Next.js or React server components'),
  techniques: ['T1190'],
  references: ['https://react.dev/blog/2025/12/03/critical-security-vulnerability-in-react-server-components'],
  title: text('Next.js(React2Shell)', 'Next.js (React2Shell)'),
  name: { zh: 'Next.js', en: 'Next.js' },
  services: /^next-server|^pm2$|^node(?:js)?$/,
  lineage: /next-server|\bpm2\b|PM2 v|\bnode\b/,
  variables: /^(?:NEXT_\w+|PM2_HOME|pm_id|pm_exec_path|NODE_ENV)=/,
  accounts: /^(?:node|nextjs|next|www-data)$/,
  places: /\/(?:\.next|\.pm2|node_modules\/\.cache)\//,
  ports: [3000, 3001, 80, 443],
  witnesses: ['web-access', 'application'],
  attack: e => isAttackOf(/^(?:react2shell|node-command)/)(e) || isOutputIn('application', /pm2|next/i)(e),
  more: clues => postedBefore(clues, e => /^POST \/[^.]*$/.test(e.request ?? '')),
  collect: [
    text(
      '保存 pm2 与 Next.js 日志、package-lock.json,核对 next 与 react-server-dom 的版本',
      'keep the logs of pm2 and Next.js and package-lock.json: look at the versions of next and react-server-dom',
    ),
  ],
  close: [
    {
      id: 'nextjs-update',
      title: text(
        '升级 next 与 react-server-dom-*,删除 .next 后重新构建部署',
        'update next and react-server-dom-*, remove .next, build and deploy again',
      ),
      targets: [],
      by: 'hour',
    },
    {
      id: 'nextjs-rotate-env',
      title: text('更换应用 .env 中的全部密钥', 'change every secret of the application’s .env'),
      targets: [],
      by: 'hour',
    },
  ],
})
