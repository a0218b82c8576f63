// Databases and listening services that packages or images brought: a miner beside them is no reason to stop the business.
import type { Process } from '../../core/facts/process.ts'
import type { Facts } from '../../core/facts.ts'
import type { Text } from '../../core/text.ts'
import { type Around, type Guard, ofProcesses } from './guard.ts'
import { isProvenMiner, programName, runsImageFile, runsIntactPackage, serves, unitOf } from './identity.ts'

const database =
  /^(?:postgres|postmaster|pgbouncer|mysqld(?:-debug)?|mariadbd|mongo[ds]|redis-server|redis-sentinel|valkey-server|keydb-server|memcached|clickhouse(?:-server)?|etcd|influxd|cockroach|tidb-server|tikv-server|pd-server|sqlservr|oracle|db2sysc|dmserver|kingbase|gaussdb|beam\.smp|minio|slapd|ns-slapd)$/

/** These run whatever they are told to: an intact interpreter says nothing of its script. */
const shellOrTool =
  /^(?:bash|dash|sh|ash|zsh|ksh|mksh|busybox|toybox|perl[\d.]*|nc|ncat|netcat|nc\.(?:openbsd|traditional)|socat|ssh|curl|wget|awk|gawk|mawk|screen|tmux.*|timeout|nohup|env|setsid|ld-.*\.so.*)$/
const applicationRuntime = /^(?:java|node|nodejs|bun|deno|python[\d.]*|pypy[\d.]*|ruby[\d.]*|php[\d.]*|dotnet|lua\w*|uwsgi(?:-core)?)$/

export const businessService: Guard = {
  id: 'business-service',
  summary: {
    zh: '不触碰完好的数据库与对外服务',
    en: 'intact databases and listening services are left alone',
  },
  refuse: ofProcesses((process, facts, around) => {
    const name = programName(process)
    const intact = runsIntactPackage(process, facts, around)
    if (database.test(name) && (intact || runsImageFile(process, facts))) return why(process, '数据库', 'a database')
    return intact && isService(process, name, facts, around) ? why(process, '对外服务', 'a listening service') : undefined
  }),
}

function isService(process: Process, name: string, facts: Facts, around: Around): boolean {
  if (shellOrTool.test(name) || isProvenMiner(process, around)) return false
  if (applicationRuntime.test(name)) return unitOf(process) !== undefined && serves(process, facts)
  return serves(process, facts)
}

function why({ pid, exe }: Process, zh: string, en: string): Text {
  return {
    zh: `${exe?.path}(${pid})是完好的${zh},冻结或结束会中断业务。请只封锁它到矿池的出站连接,再人工排查注入点。`,
    en: `${exe?.path} (${pid}) is ${en} and intact: freezing or ending it stops the business. Block its connections to the pool only, and look for what was injected.`,
  }
}
