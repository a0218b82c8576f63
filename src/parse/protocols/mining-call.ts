// Whether the body of an HTTP request is a call of JSON-RPC that miners make: what says so may be written with escapes.

const calls =
  /"method"\s*:\s*"(?:getwork|get_?block_?template|submit_?block|[a-z]{3,8}_(?:getWork|submitWork|submitHashrate|submitLogin)|mining\.[a-z_.]{3,30}|login|getjob|submit|keepalived)"/

export function callsForWork(body: string): boolean {
  return calls.test(body.includes('\\u') ? unescaped(body) : body)
}

/** Letters may be written as \u0067 in JSON. */
function unescaped(text: string): string {
  return text.replace(/\\u00([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
