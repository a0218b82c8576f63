// Files that speak of miners without being of one: rules, databases and logs of security tools, documentation, histories, sources.
import type { FileFact } from '../core/facts/file.ts'
import { isOddPlaceForProgram, isTempPlace, pathInside } from '../parse/places.ts'

const securityTools =
  /(?:^|\/)(?:davylamp|clamav|rkhunter|chkrootkit|maltrail|suricata|snort|zeek|crowdsec|fail2ban|falco|tetragon|tracee|wazuh|ossec|aide|lynis|yara(?:-rules|x)?|sigma|loki|thor|osquery|velociraptor|nDPI|ntopng?|sandfly-security|modsecurity\S{0,20}|pihole|adguardhome|unbound|dnsmasq\.d|blocklists?|threat-?intel\S{0,20}|ioc|iocs|detection-rules)(?:\/|$)/i
const documentation =
  /^\/usr\/(?:share\/(?:doc|man|info|help|gtk-doc|licenses|common-licenses|nmap)|src)\/|\.(?:md|markdown|rst|adoc|html?|tex|pdf|docx?|csv|tsv|rules|yara?|yml\.erb|sigma|log|log\.\d+|gz|sql|po|mo|tmpl|patch|diff|ts|tsx|jsx|mjs|go|rs|java|c|h|cc|cpp|hpp|cs|ipynb|svg|css|lock|map|d\.ts)$|(?:^|\/)(?:README|CHANGELOG|LICENSE|NOTICE|HISTORY)[^/]*$/i
const histories =
  /\/\.(?:\w+_history|viminfo|lesshst|zsh_history|wget-hsts|local\/share\/fish\/fish_history)$|^\/var\/(?:log|lib\/systemd\/coredump|lib\/plocate|lib\/mlocate)\//
const versionControl = /\/(?:\.git|\.hg|\.svn|node_modules|site-packages|vendor)\//

/** Its text is about such things; nothing in it is a deed. Role 'autostart' and 'running' overrule: what runs is no reference. Nor does a name help a file in a temporary place. */
export function isReferenceMaterial({ path, roles }: Pick<FileFact, 'path' | 'roles'>): boolean {
  if (roles.includes('log') || roles.includes('evidence')) return true
  const inside = pathInside(path)
  if (histories.test(inside)) return true
  if (roles.includes('autostart') || roles.includes('running') || roles.includes('persistence')) return false
  const odd = isTempPlace(inside) || (isOddPlaceForProgram(inside) && /\/\.[^/]*$/.test(inside))
  if (odd) return false
  return securityTools.test(inside) || documentation.test(inside) || versionControl.test(inside)
}

/** The package database vouches for the file's content, or it came with an image and is not checked here. */
export function isVouchedFor({ packaged }: Pick<FileFact, 'packaged'>): boolean {
  return packaged === 'intact'
}

/** A command of a package with other content than the package gave it. */
export function isReplacedCommand({ path, packaged }: Pick<FileFact, 'path' | 'packaged'>): boolean {
  return packaged === 'modified' && /^\/(?:usr\/)?s?bin\//.test(path)
}
