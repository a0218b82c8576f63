// Plays an XXL-JOB executor without access token: /run with a shell script as glue. Logs as its Java executor writes them.
import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

process.title = process.env['TITLE'] ?? 'java -jar xxl-job-executor-sample-springboot.jar'
const top = '/data/applogs/xxl-job'
const time = (): string => new Date().toISOString().replace('T', ' ').slice(0, 19)

createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString('latin1')
  })
  request.on('end', () => {
    const asked = body === '' ? {} : (JSON.parse(body) as Partial<Record<string, string | number>>)
    if (request.url !== '/run' || asked['glueType'] !== 'GLUE_SHELL') {
      response.writeHead(200).end('{"code":500,"msg":"invalid request, HttpMethod not support."}')
      return
    }
    const { jobId = 1, logId = 1, glueSource = '' } = asked
    const day = `${top}/jobhandler/${time().slice(0, 10)}`
    const script = `${top}/jobhandler/gluesource/${jobId}_${Date.now()}.sh`
    for (const folder of [day, `${top}/jobhandler/gluesource`]) mkdirSync(folder, { recursive: true })
    writeFileSync(script, String(glueSource))
    const clock = `${time()},${String(Date.now() % 1000).padStart(3, '0')}`
    appendFileSync(
      `${top}/xxl-job-executor.log`,
      `${clock} logback [xxl-job, EmbedServer bizThreadPool-1] INFO  c.x.j.c.biz.impl.ExecutorBizImpl - >>>>>>>>>>> xxl-job regist JobThread success, jobId:${jobId}, handler:com.xxl.job.core.handler.impl.ScriptJobHandler@4e50c791\n`,
    )
    const at = (where: string): string => `${time()} [${where}]-[60]-[xxl-job, JobThread-${jobId}-${Date.now()}]`
    appendFileSync(
      `${day}/${logId}.log`,
      `${at('com.xxl.job.core.thread.JobThread#run')} <br>----------- xxl-job job execute start -----------<br>----------- Param:\n` +
        `${at('com.xxl.job.core.handler.impl.ScriptJobHandler#execute')} ----------- script file:${script} -----------\n`,
    )
    execFile('/bin/bash', [script])
    response.writeHead(200).end('{"code":200}')
  })
}).listen(9999, '0.0.0.0')
