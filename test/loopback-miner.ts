// A pool and a miner that only talk, on the loopback: `node loopback-miner.ts SECONDS [PORT]`.
import { connect, createServer } from 'node:net'
import { talkWallet } from './stratum-talk.ts'

const [, , seconds = '3', port = '3333'] = process.argv
const job = `{"blob":"${'0e'.repeat(76)}","job_id":"7","target":"dc460300","algo":"rx/0"}`
const answers = [
  `{"id":1,"jsonrpc":"2.0","error":null,"result":{"id":"x","job":${job},"status":"OK"}}\n`,
  '{"id":2,"jsonrpc":"2.0","error":null,"result":{"status":"OK"}}\n',
]
const asked = [
  `{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"${talkWallet}","pass":"x","agent":"XMRig/6.22.0","algo":["rx/0"]}}\n`,
  `{"id":2,"jsonrpc":"2.0","method":"submit","params":{"id":"x","job_id":"7","nonce":"98024001","result":"${'c9'.repeat(32)}"}}\n`,
]

const pool = createServer(socket => {
  let turn = 0
  socket.on('data', () => socket.write(answers[Math.min(turn++, 1)]!))
  socket.on('error', () => {})
}).listen(Number(port), '127.0.0.1', () => {
  const miner = connect(Number(port), '127.0.0.1')
  let turn = 0
  const next = setInterval(() => miner.write(asked[Math.min(turn++, 1)]!), 400)
  setTimeout(() => {
    clearInterval(next)
    miner.destroy()
    pool.close()
    setTimeout(() => process.exit(0), 100)
  }, Number(seconds) * 1000)
})
