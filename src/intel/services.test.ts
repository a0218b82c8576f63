import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOwnNetwork, serviceOf } from './services.ts'

const of = (name: string, address: string, service: string) => {
  const [transport, port] = service.split('/')
  const { id, isExplained } = serviceOf({ name, address, transport: transport as 'tcp' | 'udp', port: Number(port) })
  return `${id}${isExplained ? '' : '?'}`
}

test('what every server needs is explained', () => {
  const told: readonly (readonly [string, string, string, string])[] = [
    ['', '198.51.100.53', 'udp/53', 'dns'],
    ['', '198.51.100.5', 'udp/123', 'time'],
    ['', '255.255.255.255', 'udp/67', 'dhcp'],
    ['', '169.254.169.254', 'tcp/80', 'metadata'],
    ['', '100.100.100.200', 'tcp/80', 'metadata'],
    ['deb.debian.org', '151.101.2.132', 'tcp/80', 'packages'],
    ['cn.archive.ubuntu.com', '185.125.190.39', 'tcp/80', 'packages'],
    ['mirrors.aliyun.com', '198.51.100.9', 'tcp/443', 'packages'],
    ['files.pythonhosted.org', '151.101.0.223', 'tcp/443', 'libraries'],
    ['registry-1.docker.io', '198.51.100.9', 'tcp/443', 'images'],
    ['r3.o.lencr.org', '198.51.100.9', 'tcp/80', 'certificates'],
    ['', '10.0.0.5', 'tcp/5432', 'database'],
    ['', '10.0.0.5', 'tcp/7777', 'local'],
    ['', '239.255.255.250', 'udp/1900', 'announcement'],
    ['', 'ff02::fb', 'udp/5353', 'announcement'],
  ]
  for (const [name, address, service, id] of told) assert.equal(of(name, address, service), id, `${name} ${address} ${service}`)
})

test('a port alone explains nothing outside: pools listen on all of them', () => {
  for (const service of ['tcp/443', 'tcp/80', 'tcp/53', 'tcp/853', 'tcp/25', 'tcp/22', 'tcp/3333'])
    assert.match(of('', '198.51.100.1', service), /\?$/, service)
})

test('names that only look like a mirror of Debian are none', () => {
  for (const name of ['deb.debian.org.evil.example', 'xdebian.org', 'evildocker.io'])
    assert.match(of(name, '198.51.100.1', 'tcp/443'), /\?$/, name)
})

test('own networks', () => {
  for (const address of ['10.1.1.1', '172.31.0.1', '192.168.0.1', '100.64.0.1', 'fd00::1', 'fe80::1'])
    assert.ok(isOwnNetwork(address), address)
  for (const address of ['172.32.0.1', '11.0.0.1', '100.128.0.1', '2001:db8::1']) assert.ok(!isOwnNetwork(address), address)
})
