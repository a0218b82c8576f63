// A process that was told a cryptocurrency wallet whose checksum is right.
import { type Detector, say } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import { isTextTool } from '../parse/miner-command.ts'
import { findWallets, minedCoins, type Wallet } from '../parse/wallet.ts'
import { wordsOf } from './process-argv.ts'
import { argvEvidence, isProgram, labelOf } from './process-words.ts'

/** Wallet programs, nodes and payment servers: they name addresses as their daily work. */
const walletPrograms = /(?:wallet|electrum|bitcoin|btcpay|monerod|litecoind|dogecoind|zcashd|geth|nethermind|lnd|lightningd|bisq|explorer)/i

export const walletInArguments: Detector = {
  id: 'wallet-in-arguments',
  summary: { zh: '进程参数中有校验正确的钱包地址', en: 'a checksummed wallet address in the arguments of a process' },
  techniques: ['T1496.001'],
  references: ['https://docs.getmonero.org/public-address/standard-address/', 'https://eips.ethereum.org/EIPS/eip-55'],
  needs: ['processes'],
  *detect({ processes }) {
    for (const process of processes) {
      const words = wordsOf(process)
      if (!isProgram(process) || isTextTool(words)) continue
      const wallet = first(words.slice(1))
      if (wallet === undefined) continue
      const mined = wallet.certain && minedCoins.has(wallet.coin) && !walletPrograms.test(words[0] ?? '')
      yield say(this, {
        title: {
          zh: `进程 ${labelOf(process)} 的参数中有 ${wallet.coin} 钱包地址`,
          en: `process ${labelOf(process)} was given a ${wallet.coin} wallet address`,
        },
        about: [process.id, entity('wallet', wallet.address)],
        evidence: [argvEvidence(process)],
        severity: mined ? 'medium' : 'low',
        confidence: mined ? 0.55 : wallet.certain ? 0.2 : 0.1,
        class: 'miner',
        signal: 'mining',
        why: {
          zh: '挖矿程序把收款钱包写在参数里;地址的校验和正确,不是偶然的字符串。',
          en: 'Miners are told in their arguments whom to pay; the checksum is right, so this is no chance string.',
        },
        whyNot: mined
          ? undefined
          : {
              zh: '这种币也常用于收款或钱包软件,单凭地址不足为据。',
              en: 'This coin, or this program, serves payments as well: the address alone proves nothing.',
            },
      })
    }
  },
}

/** The wallet that says most: certain and mined before others. */
function first(words: readonly string[]): Wallet | undefined {
  let best: Wallet | undefined
  for (const word of words.slice(0, 256)) {
    for (const wallet of findWallets(word.slice(0, 4096))) {
      if (wallet.certain && minedCoins.has(wallet.coin)) return wallet
      best ??= wallet
    }
  }
  return best
}
