// Words of the mining trade: programs, algorithms and options, apart by how sure they make.

/** Programs that only mine, lower case, without version or suffix (xmrig-6.21 is "xmrig"). */
export const minerPrograms: ReadonlySet<string> = new Set(
  (
    'xmrig xmrig-notls xmrig-cuda xmrig-amd xmrig-nvidia xmrig-cc xmrigcc xmrigdaemon xmrigminer xmrig-proxy xmr-stak xmr-stak-rx xmr-stak-cpu lolminer ' +
    't-rex gminer nbminer teamredminer phoenixminer ethminer minerd cpuminer cpuminer-multi cpuminer-opt cpuminer-avx2 cpuminer-sse2 ' +
    'cpuminer-zen cpuminer-aes-sse42 srbminer srbminer-multi bminer kawpowminer rigel onezerominer wildrig wildrig-multi ccminer cgminer ' +
    'bfgminer sgminer nheqminer ethdcrminer64 claymore ewbf miniz bzminer nanominer progpowminer cryptodredge trexminer z-enemy nsgpucnminer ' +
    'astrominer dero-miner deroluna hellminer nqminer spectre-miner tnn-miner rqiner qli-client qjetski xlarig moneroocean-miner randomx-miner'
  ).split(' '),
)

/** Programs whose names innocents share too: they count only beside other evidence. */
export const ambiguousPrograms: ReadonlySet<string> = new Set(['miner', 'xmr', 'p2pool', 'kdevtmpfsi', 'pool', 'cast', 'rig'])

/** Algorithms of mining alone. */
const miningAlgorithm =
  /^(?:rx\/(?:0|wow|arq|graft|sfx|keva|yada|tuske|xla|xeq|loki|v)|randomx\w*|cn(?:-(?:lite|heavy|pico|ccx|r|half|gpu))?\/[a-z0-9-]{1,10}|cn-(?:lite|heavy|pico|gpu)|cryptonight\S{0,20}|kawpow|progpow\w*|firopow|evrprogpow|meowpow|etchash|ethash\w*|ubqhash|autolykos2?|k?heavyhash|kaspa|karlsenhash\w*|pyrinhash\w*|octopus|beamhash\w*|beamv3|cuckoo\w*|cuckaroo\w*|equihash\S{0,10}|zhash|verushash\w*|verus|ghostrider|gr|panthera|astrobwt\S{0,6}|argon2\/(?:chukwa\w*|ninja|wrkz)|chukwa\w*|neoscrypt|lyra2\w+|x16rv?2?|x16s|x17|x25x|yespower\w*|minotaurx?|mike|power2b|nexapow|ironfish|fishhash|alephium|blake3_alephium|dynexsolve|xelishash\w*|spectrex|rinhash|curvehash|megabtx|megamec|mtp|tensority|zelhash|aura|hoohash|walahash|qhash)$/i

/** Algorithms that other programs name as well. */
const sharedAlgorithm =
  /^(?:scrypt\S{0,10}|sha256d?|sha256t|sha512256d|sha3d?|x11|x13|x15|quark|qubit|keccak\w?|blake2[bs]|blake3|groestl|skein\d?|argon2(?:d|id)?\d*|yescrypt\w*|allium|hmq1725|m7m|hodl|nist5|veil)$/i

export function algorithmWeight(value: string): number {
  return miningAlgorithm.test(value) ? 0.45 : sharedAlgorithm.test(value) ? 0.15 : 0
}

/** Long options that only miners have, and how much one of them says. From the help texts of xmrig 6, xmr-stak, lolMiner, T-Rex, NBMiner, TeamRedMiner, SRBMiner, cpuminer. */
export const minerOptions: Readonly<Record<string, number>> = {
  'donate-level': 0.6,
  'donate-over-proxy': 0.6,
  'cpu-max-threads-hint': 0.6,
  'cpu-memory-pool': 0.5,
  'cpu-no-yield': 0.5,
  'cpu-priority': 0.3,
  'cpu-affinity': 0.15,
  'randomx-init': 0.6,
  'randomx-no-numa': 0.6,
  'randomx-mode': 0.6,
  'randomx-1gb-pages': 0.6,
  'randomx-wrmsr': 0.6,
  'randomx-no-rdmsr': 0.6,
  'randomx-cache-qos': 0.6,
  'huge-pages-jit': 0.5,
  'argon2-impl': 0.5,
  nicehash: 0.4,
  'rig-id': 0.4,
  'no-huge-pages': 0.25,
  'no-nvml': 0.2,
  'cuda-loader': 0.3,
  'cuda-bfactor-hint': 0.6,
  'opencl-loader': 0.3,
  'opencl-no-cache': 0.3,
  'daemon-poll-interval': 0.5,
  'daemon-zmq-port': 0.4,
  'self-select': 0.4,
  'submit-to-origin': 0.5,
  'tls-fingerprint': 0.15,
  'print-time': 0.1,
  'health-print-time': 0.5,
  'retry-pause': 0.15,
  'pause-on-battery': 0.4,
  'pause-on-active': 0.4,
  coin: 0.15,
  algo: 0.05,
  noconfigdialog: 0.1,
  ethstratum: 0.5,
  ethstratumprotocol: 0.5,
  'disable-gpu-tempctrl': 0.2,
  dualmode: 0.3,
  dualpool: 0.5,
  cclk: 0.3,
  'gpu-boost': 0.2,
  'disable-cpu': 0.15,
  'disable-gpu': 0.1,
  'a0-is-zil': 0.6,
  'cpu-threads-intensity': 0.4,
  intensity: 0.1,
  eth_stratum_mode: 0.6,
  currency: 0.05,
  'farm-recheck': 0.5,
  'farm-retries': 0.4,
  proto: 0.05,
  'stratum-port': 0.1,
}

/** An option by its full name or by a beginning of at least three letters that no two kinds of options share (as getopt_long abbreviates). */
export function minerOption(name: string): { readonly name: string; readonly weight: number } | undefined {
  const exact = Object.hasOwn(minerOptions, name) ? minerOptions[name] : undefined
  if (exact !== undefined) return { name, weight: exact }
  if (name.length < 3 || !/^[a-z0-9-]+$/.test(name)) return undefined
  const meant = Object.keys(minerOptions).filter(option => option.startsWith(name) && minerOptions[option]! >= 0.4)
  const stems = new Set(meant.map(option => option.split('-')[0]))
  if (meant.length === 0 || stems.size > 1) return undefined
  const full = meant[0]!
  return { name: full, weight: Math.min(0.3, (minerOptions[full]! * name.length) / full.length + 0.1) }
}
