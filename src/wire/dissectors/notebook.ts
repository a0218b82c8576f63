// Jupyter in its WebSockets: what is typed into terminals and run in kernels.
import type { Dissector } from '../../core/dissector.ts'
import { WindowTalk } from '../byte-window.ts'
import { latin } from '../head.ts'

export const notebook: Dissector = {
  id: 'notebook',
  summary: { zh: 'Jupyter 终端与内核中的命令', en: 'commands in terminals and kernels of Jupyter' },
  techniques: ['T1190', 'T1059'],
  references: ['https://jupyter-client.readthedocs.io/en/stable/messaging.html', 'https://github.com/jupyter/terminado'],
  over: 'tcp',
  starts: '[{',
  probe(bytes, start, end, _, flow) {
    if (!flow.via.some(carrier => carrier.startsWith('websocket'))) return 'no'
    return speaks.test(latin(bytes, start, Math.min(end, start + 4096))) ? 'yes' : 'no'
  },
  open: flow => new WindowTalk(flow, () => 'notebook'),
}

/** Terminals: a list of what and text; kernels: messages with a header that says their type. */
const speaks = /^\["(?:stdin|stdout|setup|set_size)"[,\]]|^\{(?=.{0,4000}"msg_type")/s
