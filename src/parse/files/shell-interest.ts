// Which commands of a shell start file start programs, and which only set the shell up.
import type { ShellUnit } from './shell-units.ts'

/** Keywords and builtins that start nothing, and the harmless questions that stock start files of Debian, RHEL, Alpine and SUSE ask. */
const quiet = new Set(
  (
    'if then else elif fi for while until do done case esac in select function { } ! [ [[ test : true false return break continue shift ' +
    'export alias unalias unset set shopt local declare typeset readonly umask bind stty ulimit complete compgen compopt history hash ' +
    'setopt unsetopt autoload zstyle bindkey compinit colors zmodload compdef promptinit fpath trap getopts read let exit cd pushd popd ' +
    'begin end and or not switch builtin command ' +
    'id tput uname hostname whoami tty lesspipe lesspipe.sh dircolors mesg echo printf status clear_console /usr/bin/clear_console ' +
    'pathmunge /usr/lib/command-not-found /usr/share/command-not-found/command-not-found /usr/libexec/pk-command-not-found'
  ).split(' '),
)

/** Start files that stock start files read in turn, and paths made of variables only. */
const usualSource =
  /^(?:\.|source) +["']?(?:\$\{?[A-Za-z_]+\}?["']?(?:$|[\s;&|)])|(?:~|\$HOME|\$\{HOME\}|\$\{ZDOTDIR:-\$HOME\})\/\.(?:bashrc|bash_aliases|bash_profile|profile|zshrc|alias)\b|\/etc\/(?:profile|bash\.bashrc|bashrc|bash_completion|vte\.sh|profile\.d\/[\w.*-]+|zsh\/\w+|zprofile|zshrc|ksh\.kshrc)["']?(?:$|[\s;&|)])|\/usr\/share\/(?:bash-completion|git-core|fzf|doc)\/)/

/** Signs that count wherever they stand, in the text of an alias or a variable too. */
const signs =
  /\b(?:curl|wget|nohup|setsid|base64|xxd|ncat|socat|crontab|chattr|insmod|LD_PRELOAD|LD_AUDIT|PROMPT_COMMAND|BASH_ENV)\b|\/dev\/(?:tcp|udp)\/|\/(?:var\/)?tmp\/|\/dev\/shm\/|\b(?:python[\d.]*|perl|ruby|php) +-[cer]\b/

/** Commands people trust, given another meaning. */
const shadowing = /\balias +(?:--? +)?(?:sudo|su|ssh|scp|passwd|crontab|top|htop|ps|netstat|ss|lsof|kill|systemctl|docker|kubectl)=/

/**
 * The unit starts something: one of its commands is neither a shell keyword, a builtin that only sets the shell up, nor a stock question
 * (id, tput, dircolors …), or its text bears a sign (download, decoder, temporary path, preload, replaced command).
 */
export function runsSomething(unit: ShellUnit): boolean {
  if (unit.bare === '') return false
  return unit.commands.some(isProgram) || signs.test(unit.bare) || shadowing.test(unit.bare)
}

function isProgram(command: string): boolean {
  const substituted = /^eval +["']?(?:\$\(|`)/
  if (/^cat +["']?\/etc\/(?:debian_chroot|motd|issue|hostname|os-release)\b/.test(command)) return false
  return !(quiet.has(command) || /^[\d*?$[\]<>-]*\$?$/.test(command) || substituted.test(command) || usualSource.test(command))
}

/** Commands run by the shell itself again and again: a trap, or PROMPT_COMMAND, outside any block. */
export function isTrap(unit: ShellUnit): boolean {
  if (unit.compound) return false
  return /(?:^|[\s;&|])trap +(?!-[lp]\b|- )\S/.test(unit.bare) || /(?:^|[\s;&|])PROMPT_COMMAND(?:\[\d+\])?\+?=/.test(unit.bare)
}
