// Security and monitoring agents of clouds and vendors: where they lie and how they are started. Paths as their installers lay them.

export interface AgentData {
  readonly name: string
  readonly vendor: string
  /** Its programs, "*" within one part of a path; any of them present = installed. */
  readonly programs: readonly string[]
  /** Names of its systemd units and init scripts. */
  readonly units: readonly string[]
  /** Directories that are its own. */
  readonly directories: readonly string[]
}

function agent(name: string, vendor: string, programs: string, units: string, directories = ''): AgentData {
  const words = (text: string): string[] => text.split(' ').filter(word => word !== '')
  return { name, vendor, programs: words(programs), units: words(units), directories: words(directories) }
}

export const agentData: readonly AgentData[] = [
  agent(
    'Aegis',
    'Alibaba Cloud',
    '/usr/local/aegis/aegis_client/aegis_*/AliYunDun /usr/local/aegis/aegis_update/AliYunDunUpdate',
    'aegis',
    '/usr/local/aegis',
  ),
  agent(
    'CloudMonitor',
    'Alibaba Cloud',
    '/usr/local/cloudmonitor/bin/argusagent /usr/local/cloudmonitor/CmsGoAgent.linux-*',
    'cloudmonitor',
    '/usr/local/cloudmonitor',
  ),
  agent(
    'Cloud Assistant',
    'Alibaba Cloud',
    '/usr/local/share/aliyun-assist/*/aliyun-service /usr/sbin/aliyun-service',
    'aliyun',
    '/usr/local/share/aliyun-assist',
  ),
  agent(
    'YunJing',
    'Tencent Cloud',
    '/usr/local/qcloud/YunJing/YDEyes/YDService /usr/local/qcloud/YunJing/YDLive/YDLive',
    'YDService',
    '/usr/local/qcloud/YunJing',
  ),
  agent('Barad', 'Tencent Cloud', '/usr/local/qcloud/monitor/barad/bin/barad_agent', '', '/usr/local/qcloud/monitor'),
  agent('Stargate', 'Tencent Cloud', '/usr/local/qcloud/stargate/bin/sgagent*', '', '/usr/local/qcloud/stargate'),
  agent('TAT', 'Tencent Cloud', '/usr/local/qcloud/tat_agent/tat_agent', 'tat_agent', '/usr/local/qcloud/tat_agent'),
  agent(
    'HostGuard',
    'Huawei Cloud',
    '/usr/local/hostguard/bin/hostguard /usr/local/hostguard/bin/hostwatch',
    'hostguard',
    '/usr/local/hostguard',
  ),
  agent(
    'UniAgent',
    'Huawei Cloud',
    '/usr/local/uniagent/bin/uniagent /usr/local/uniagentd/bin/uniagentd',
    'uniagent uniagentd',
    '/usr/local/uniagent /usr/local/uniagentd',
  ),
  agent('Telescope', 'Huawei Cloud', '/usr/local/telescope/bin/telescope', 'telescoped', '/usr/local/telescope'),
  agent('HostEye', 'Baidu Cloud', '/opt/hosteye/bin/hosteye /opt/hosteye/hosteye', 'hosteye', '/opt/hosteye'),
  agent('BCM agent', 'Baidu Cloud', '/opt/bcm-agent/bin/bcm-agent /opt/bcm-agent/bcm-agent', 'bcm-agent', '/opt/bcm-agent'),
  agent(
    'JCS agent',
    'JD Cloud',
    '/usr/local/share/jcloud/agent/JCSAgentCore /usr/local/share/jcloud/jdog-monitor/jdog-monitor /usr/local/share/jcloud/ifrit/ifrit-agent',
    'jcs-agent-core jdog_service ifritd',
    '/usr/local/share/jcloud',
  ),
  agent('Elkeid', 'Volcengine', '/etc/elkeid/elkeid-agent /etc/sysop/mongoosev3-agent/mongoosev3-agent', 'elkeid-agent', '/etc/elkeid'),
  agent(
    '360 Safe',
    'Qihoo 360',
    '/opt/360sdforcnos/360sd /opt/360safeforcnos/360safe /opt/360/360safed',
    '360sdd 360safed',
    '/opt/360sdforcnos /opt/360safeforcnos',
  ),
  agent('Tianqing', 'QiAnXin', '/opt/qaxsafe/qaxsafed /opt/qaxsafe/qaxsafe', 'qaxsafed', '/opt/qaxsafe'),
  agent('Titan agent', 'Qingteng Cloud', '/titan/agent/titan_agent /titan/agent/titanagent', 'titanagent titan_agent', '/titan/agent'),
  agent(
    'EDR',
    'Sangfor',
    '/sangfor/edr/agent/bin/edr_agent /sangfor/edr/agent/bin/eps_services /sangfor/edr/agent/bin/edr_monitor',
    'edr_agent eps_services',
    '/sangfor/edr',
  ),
  agent(
    'YunSuo',
    'QiAnXin',
    '/usr/local/yunsuo_agent/yunsuo_agent_service /usr/local/yunsuo_agent/yunsuo_agent',
    'yunsuo',
    '/usr/local/yunsuo_agent',
  ),
  agent('SafeDog', 'SafeDog', '/etc/safedog/sdsvrd/sdsvrd /usr/bin/sdcmd', 'safedog', '/etc/safedog'),
  agent(
    'GuardDuty agent',
    'AWS',
    '/opt/aws/amazon-guardduty-agent/bin/amazon-guardduty-agent',
    'amazon-guardduty-agent',
    '/opt/aws/amazon-guardduty-agent',
  ),
  agent(
    'SSM agent',
    'AWS',
    '/usr/bin/amazon-ssm-agent /snap/amazon-ssm-agent/current/amazon-ssm-agent',
    'amazon-ssm-agent snap.amazon-ssm-agent.amazon-ssm-agent',
  ),
  agent(
    'CloudWatch agent',
    'AWS',
    '/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent',
    'amazon-cloudwatch-agent',
    '/opt/aws/amazon-cloudwatch-agent',
  ),
  agent('OS Config agent', 'Google Cloud', '/usr/bin/google_osconfig_agent', 'google-osconfig-agent'),
  agent(
    'Ops Agent',
    'Google Cloud',
    '/opt/google-cloud-ops-agent/libexec/google_cloud_ops_agent_engine',
    'google-cloud-ops-agent',
    '/opt/google-cloud-ops-agent',
  ),
  agent('Defender for Endpoint', 'Microsoft', '/opt/microsoft/mdatp/sbin/wdavdaemon', 'mdatp', '/opt/microsoft/mdatp'),
  agent(
    'Azure Monitor agent',
    'Microsoft',
    '/opt/microsoft/azuremonitoragent/bin/mdsd',
    'azuremonitoragent',
    '/opt/microsoft/azuremonitoragent',
  ),
  agent(
    'Falcon',
    'CrowdStrike',
    '/opt/CrowdStrike/falcon-sensor /opt/CrowdStrike/falcon-sensor-bpf* /opt/CrowdStrike/falcond',
    'falcon-sensor',
    '/opt/CrowdStrike',
  ),
  agent(
    'Singularity',
    'SentinelOne',
    '/opt/sentinelone/bin/sentinelone-agent /opt/sentinelone/bin/sentinelctl',
    'sentinelone',
    '/opt/sentinelone',
  ),
  agent(
    'Wazuh / OSSEC',
    'Wazuh',
    '/var/ossec/bin/wazuh-agentd /var/ossec/bin/wazuh-control /var/ossec/bin/ossec-agentd /var/ossec/bin/ossec-control',
    'wazuh-agent wazuh-manager ossec',
    '/var/ossec',
  ),
  agent(
    'Elastic Agent',
    'Elastic',
    '/opt/Elastic/Agent/elastic-agent /usr/share/elastic-agent/bin/elastic-agent /opt/Elastic/Endpoint/elastic-endpoint',
    'elastic-agent ElasticEndpoint',
    '/opt/Elastic',
  ),
  agent('Sysdig agent', 'Sysdig', '/opt/draios/bin/dragent', 'dragent', '/opt/draios'),
  agent('Falco', 'Falco', '/usr/bin/falco /usr/local/bin/falco', 'falco falco-bpf falco-modern-bpf falco-kmod'),
  agent('Tetragon', 'Isovalent', '/usr/local/bin/tetragon /usr/bin/tetragon', 'tetragon'),
  agent('osquery', 'osquery', '/opt/osquery/bin/osqueryd /usr/bin/osqueryd', 'osqueryd'),
  agent('ClamAV', 'Cisco', '/usr/sbin/clamd /usr/bin/clamd /usr/bin/clamscan', 'clamav-daemon clamd@scan clamav-freshclam'),
  agent('Secure Endpoint', 'Cisco', '/opt/cisco/amp/bin/ampdaemon', 'cisco-amp', '/opt/cisco/amp'),
  agent('Deep Security agent', 'Trend Micro', '/opt/ds_agent/ds_agent', 'ds_agent', '/opt/ds_agent'),
  agent('Sophos Protection', 'Sophos', '/opt/sophos-spl/base/bin/sophos_watchdog', 'sophos-spl', '/opt/sophos-spl'),
  agent('Endpoint Security', 'Kaspersky', '/opt/kaspersky/kesl/libexec/kesl', 'kesl kesl-supervisor', '/opt/kaspersky/kesl'),
  agent('Server Security', 'ESET', '/opt/eset/efs/sbin/startd /opt/eset/eea/sbin/startd', 'efs eea', '/opt/eset/efs /opt/eset/eea'),
  agent(
    'GravityZone',
    'Bitdefender',
    '/opt/bitdefender-security-tools/bin/bdsecd /opt/bitdefender-security-tools/bin/epagd',
    'bdsec',
    '/opt/bitdefender-security-tools',
  ),
  agent('Carbon Black', 'Broadcom', '/opt/carbonblack/psc/bin/cbagentd', 'cbagentd', '/opt/carbonblack/psc'),
  agent('Cortex XDR', 'Palo Alto Networks', '/opt/traps/bin/pmd', 'traps_pmd', '/opt/traps'),
  agent(
    'Cloud Agent',
    'Qualys',
    '/usr/local/qualys/cloud-agent/bin/qualys-cloud-agent',
    'qualys-cloud-agent',
    '/usr/local/qualys/cloud-agent',
  ),
  agent('Datadog agent', 'Datadog', '/opt/datadog-agent/bin/agent/agent', 'datadog-agent', '/opt/datadog-agent'),
  agent(
    'Velociraptor',
    'Rapid7',
    '/usr/local/bin/velociraptor_client /usr/sbin/velociraptor_client /usr/local/bin/velociraptor',
    'velociraptor_client',
  ),
  agent('Fail2ban', 'Fail2ban', '/usr/bin/fail2ban-server', 'fail2ban'),
  agent('CrowdSec', 'CrowdSec', '/usr/bin/crowdsec /usr/local/bin/crowdsec', 'crowdsec'),
  agent('auditd', 'Linux Audit', '/usr/sbin/auditd /sbin/auditd', 'auditd'),
]
