// Products that several incidents start, each played by a program of toys: what it calls itself, where it lies and whom it runs as are those of the real one.
import type { Toy } from './dress.ts'

export const confluence: Toy = {
  unit: 'confluence',
  user: 'confluence',
  exe: '/opt/atlassian/confluence/jre/bin/java',
  title:
    '/opt/atlassian/confluence/jre/bin/java -classpath /opt/atlassian/confluence/bin/bootstrap.jar org.apache.catalina.startup.Bootstrap start',
  home: '/opt/atlassian/confluence',
  play: 'confluence',
}

/** Reached by its socket alone. */
export const docker: Toy = {
  unit: 'docker',
  user: 'root',
  exe: '/usr/bin/dockerd',
  title: '/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock',
  home: '/var/lib/docker',
  play: 'docker',
  env: { SOCKET: '/run/docker.sock' },
}

/** Its API stands open to the net. */
export const dockerOnTheNet: Toy = {
  unit: 'docker',
  user: 'root',
  exe: '/usr/bin/dockerd',
  title: '/usr/bin/dockerd -H fd:// -H tcp://0.0.0.0:2375',
  home: '/var/lib/docker',
  play: 'docker',
}

export const jenkins: Toy = {
  unit: 'jenkins',
  user: 'jenkins',
  exe: '/usr/lib/jvm/java-17-openjdk-amd64/bin/java',
  title: 'java -Djava.awt.headless=true -jar /usr/share/java/jenkins.war --httpPort=8080',
  home: '/var/lib/jenkins',
  play: 'jenkins',
}

export const kubeApiserver: Toy = {
  unit: 'kube-apiserver',
  user: 'root',
  exe: '/usr/local/bin/kube-apiserver',
  title: 'kube-apiserver --anonymous-auth=true --secure-port=6443',
  home: '/var/lib/kube-apiserver',
  play: 'kube-apiserver',
}

export const kubelet: Toy = {
  unit: 'kubelet',
  user: 'root',
  exe: '/usr/bin/kubelet',
  title: '/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --anonymous-auth=true',
  home: '/var/lib/kubelet',
  play: 'kubelet',
}

export const nacos: Toy = {
  unit: 'nacos',
  user: 'nacos',
  exe: '/usr/lib/jvm/java-8-openjdk-amd64/bin/java',
  title: 'java -Dnacos.standalone=true -Dnacos.home=/opt/nacos -jar /opt/nacos/target/nacos-server.jar',
  home: '/opt/nacos',
  play: 'nacos',
}

export const weblogic: Toy = {
  unit: 'weblogic',
  user: 'oracle',
  exe: '/u01/jdk/bin/java',
  title: '/u01/jdk/bin/java -Dweblogic.Name=AdminServer -Dweblogic.home=/u01/oracle/wlserver/server weblogic.Server',
  home: '/u01/oracle',
  play: 'weblogic',
}

export const xxlJob: Toy = {
  unit: 'xxl-job-executor',
  user: 'appuser',
  exe: '/usr/lib/jvm/java-8-openjdk-amd64/bin/java',
  title: 'java -jar /data/app/xxl-job-executor-sample-springboot.jar',
  home: '/data/applogs',
  play: 'xxl-job',
}

export const yarn: Toy = {
  unit: 'hadoop-yarn-resourcemanager',
  user: 'yarn',
  exe: '/usr/lib/jvm/java-8-openjdk-amd64/bin/java',
  title: 'java -Dproc_resourcemanager org.apache.hadoop.yarn.server.resourcemanager.ResourceManager',
  home: '/var/log/hadoop-yarn',
  play: 'yarn',
}
