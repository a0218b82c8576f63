// Every detector, in the order in which they run.
import type { Detector } from '../core/detector.ts'
import { authorisedMiner } from './authorised-miner.ts'
import { autostartKillsRivals } from './autostart-kills-rivals.ts'
import { autostartMinerCommand } from './autostart-miner-command.ts'
import { autostartOfSuspectScript } from './autostart-of-suspect-script.ts'
import { beacon } from './beacon.ts'
import { binfmtInterpreter } from './binfmt-interpreter.ts'
import { blankPadding } from './blank-padding.ts'
import { blockedDomains } from './blocked-domains.ts'
import { bpfHook } from './bpf-hook.ts'
import { bruteForce } from './brute-force.ts'
import { bruteForceThenLogin } from './brute-force-then-login.ts'
import { coinNodeTalk } from './coin-node-talk.ts'
import { companionOfSuspect } from './companion-of-suspect.ts'
import { connectionToPool } from './connection-to-pool.ts'
import { containerEscapeSetup } from './container-escape-setup.ts'
import { containerMiner } from './container-miner.ts'
import { containerMiningCommand } from './container-mining-command.ts'
import { containerOfSuspect } from './container-of-suspect.ts'
import { conversationWithListed } from './conversation-with-listed.ts'
import { corePatternPipe } from './core-pattern-pipe.ts'
import { darkCpu } from './dark-cpu.ts'
import { deletedExecutable } from './deleted-executable.ts'
import { disabledCommand } from './disabled-command.ts'
import { disabledHistory } from './disabled-history.ts'
import { distributedGuessing } from './distributed-guessing.ts'
import { echoTunnel } from './echo-tunnel.ts'
import { encryptedMining } from './encrypted-mining.ts'
import { exeInOddPlace } from './exe-in-odd-place.ts'
import { exploitAttempt } from './exploit-attempt.ts'
import { exploitSucceeded } from './exploit-succeeded.ts'
import { familyArtefact } from './family-artefact.ts'
import { fileCapabilitiesOdd } from './file-capabilities-odd.ts'
import { filelessInterpreter } from './fileless-interpreter.ts'
import { gpuUnknown } from './gpu-unknown.ts'
import { hiddenExecutable } from './hidden-executable.ts'
import { hiddenModule } from './hidden-module.ts'
import { hiddenPeers } from './hidden-peers.ts'
import { hiddenProcess } from './hidden-process.ts'
import { hugepagesUser } from './hugepages-user.ts'
import { immutableFlag } from './immutable-flag.ts'
import { kernelThreadMasquerade } from './kernel-thread-masquerade.ts'
import { keyOfSuspectSession } from './key-of-suspect-session.ts'
import { knownMalwareFile } from './known-malware-file.ts'
import { lateralMovement } from './lateral-movement.ts'
import { ldPreloadEnviron } from './ld-preload-environ.ts'
import { listedName } from './listed-name.ts'
import { lockOut } from './lock-out.ts'
import { lyingAnswers } from './lying-answers.ts'
import { maliciousDownload } from './malicious-download.ts'
import { minerCommandLine } from './miner-command-line.ts'
import { minerConfigFile } from './miner-config-file.ts'
import { minerTuning } from './miner-tuning.ts'
import { mutualWatchdogs } from './mutual-watchdogs.ts'
import { nameMasquerade } from './name-masquerade.ts'
import { nameTrickDetector } from './name-trick.ts'
import { nameTunnel } from './name-tunnel.ts'
import { networkScan } from './network-scan.ts'
import { oddMount } from './odd-mount.ts'
import { packedExecutable } from './packed-executable.ts'
import { pamModuleModified } from './pam-module-modified.ts'
import { persistenceDownloads } from './persistence-downloads.ts'
import { persistenceOddPlace } from './persistence-odd-place.ts'
import { persistenceRestartsSuspect } from './persistence-restarts-suspect.ts'
import { poolInArguments } from './pool-in-arguments.ts'
import { poolInEnviron } from './pool-in-environ.ts'
import { poolInHosts } from './pool-in-hosts.ts'
import { preloadLibrary } from './preload-library.ts'
import { procOvermount } from './proc-overmount.ts'
import { programOfMinerCommand } from './program-of-miner-command.ts'
import { promiscuousInterface } from './promiscuous-interface.ts'
import { renamedTool } from './renamed-tool.ts'
import { rogueAccount } from './rogue-account.ts'
import { rogueKey } from './rogue-key.ts'
import { rogueResolver } from './rogue-resolver.ts'
import { rogueSudoers } from './rogue-sudoers.ts'
import { runsMinerConfig } from './runs-miner-config.ts'
import { runsSuspectFile } from './runs-suspect-file.ts'
import { sameBinaryManyNames } from './same-binary-many-names.ts'
import { scriptOfSuspect } from './script-of-suspect.ts'
import { secondContainerDaemon } from './second-container-daemon.ts'
import { securityAgentRemoved } from './security-agent-removed.ts'
import { selfPreloaded } from './self-preloaded.ts'
import { socketShell } from './socket-shell.ts'
import { sshBackdoorSetting } from './ssh-backdoor-setting.ts'
import { stratumConversation } from './stratum-conversation.ts'
import { suidOddPlace } from './suid-odd-place.ts'
import { suspiciousModule } from './suspicious-module.ts'
import { sustainedDemand } from './sustained-demand.ts'
import { trojanisedCommand } from './trojanised-command.ts'
import { unpackagedSystemProgram } from './unpackaged-system-program.ts'
import { walletInArguments } from './wallet-in-arguments.ts'
import { wipedLog } from './wiped-log.ts'

export const detectors: readonly Detector[] = [
  deletedExecutable,
  authorisedMiner,
  autostartKillsRivals,
  autostartMinerCommand,
  autostartOfSuspectScript,
  connectionToPool,
  familyArtefact,
  minerCommandLine,
  minerConfigFile,
  persistenceDownloads,
  persistenceOddPlace,
  persistenceRestartsSuspect,
  poolInArguments,
  poolInEnviron,
  scriptOfSuspect,
  programOfMinerCommand,
  walletInArguments,
  blankPadding,
  exeInOddPlace,
  filelessInterpreter,
  gpuUnknown,
  hiddenProcess,
  hugepagesUser,
  kernelThreadMasquerade,
  ldPreloadEnviron,
  mutualWatchdogs,
  nameMasquerade,
  procOvermount,
  runsMinerConfig,
  runsSuspectFile,
  sameBinaryManyNames,
  socketShell,
  sustainedDemand,
  stratumConversation,
  exploitAttempt,
  exploitSucceeded,
  conversationWithListed,
  coinNodeTalk,
  encryptedMining,
  hiddenPeers,
  lateralMovement,
  listedName,
  nameTunnel,
  echoTunnel,
  hiddenModule,
  suspiciousModule,
  selfPreloaded,
  lyingAnswers,
  oddMount,
  minerTuning,
  corePatternPipe,
  binfmtInterpreter,
  bpfHook,
  darkCpu,
  containerEscapeSetup,
  containerMiner,
  containerMiningCommand,
  containerOfSuspect,
  secondContainerDaemon,
  trojanisedCommand,
  pamModuleModified,
  renamedTool,
  unpackagedSystemProgram,
  immutableFlag,
  hiddenExecutable,
  companionOfSuspect,
  knownMalwareFile,
  packedExecutable,
  suidOddPlace,
  fileCapabilitiesOdd,
  preloadLibrary,
  nameTrickDetector,
  rogueAccount,
  rogueKey,
  keyOfSuspectSession,
  rogueSudoers,
  sshBackdoorSetting,
  lockOut,
  blockedDomains,
  poolInHosts,
  rogueResolver,
  wipedLog,
  disabledCommand,
  disabledHistory,
  securityAgentRemoved,
  promiscuousInterface,
  bruteForceThenLogin,
  bruteForce,
  distributedGuessing,
  networkScan,
  maliciousDownload,
  beacon,
]
