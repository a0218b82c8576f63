// Listening services installed by hand: no package vouches for them, and no sign of mining itself is on them; a person decides.
import { type Guard, ofProcesses } from './guard.ts'
import { isProvenMiner, runsIntactPackage, serves, unitOf } from './identity.ts'

const servicePlace = /^\/(?:usr\/(?:s?bin|lib|lib64|libexec|local|share)|s?bin|opt|srv|data|app|var\/lib)\/(?!.*\/\.)/

export const unprovenService: Guard = {
  id: 'unproven-service',
  summary: {
    zh: '手工安装、正在监听的服务须经人工批准',
    en: 'listening services installed by hand need the approval of a person',
  },
  refuse: ofProcesses((process, facts, around) => {
    const { exe, pid } = process
    if (around.approved || exe === undefined || exe.memfd || exe.deleted || !servicePlace.test(exe.path)) return undefined
    if (isProvenMiner(process, around) || (unitOf(process) === undefined && process.container === undefined)) return undefined
    if (!serves(process, facts) || runsIntactPackage(process, facts, around)) return undefined
    return {
      zh: `${exe.path}(${pid})是正在监听的服务,没有直接的挖矿证据;可能是手工安装的业务。核实后加批准再处理。`,
      en: `${exe.path} (${pid}) is a listening service without a sign of mining itself, perhaps your own, installed by hand. Check it, then approve.`,
    }
  }),
}
