# Sets $runtime to the pinned Node of this checkout ($home), after installing it from the lockfile if it is missing.
case $(uname -m) in
  x86_64) machine=x64 ;;
  aarch64 | arm64) machine=arm64 ;;
  *) echo "davylamp: there is no runtime for $(uname -m)" >&2; exit 2 ;;
esac
runtime=$home/node_modules/node-linux-$machine/bin/node
# A linked node_modules belongs to another checkout: that one keeps it up to date.
is_old() { [ ! -L "$home/node_modules" ] && { [ ! -e "$home/node_modules/.package-lock.json" ] || [ "$home/package-lock.json" -nt "$home/node_modules/.package-lock.json" ]; }; }
if [ ! -x "$runtime" ] || is_old; then
  command -v npm >/dev/null || { echo "davylamp: npm is needed to install the runtime the first time" >&2; exit 2; }
  echo "davylamp: installing the runtime (once) …" >&2
  log=$(mktemp)
  # Who has the development tools keeps them.
  [ ! -e "$home/node_modules/typescript" ] || DAVYLAMP_NPM_ARGS=--include=dev
  if ! (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ${DAVYLAMP_NPM_ARGS---omit=dev} >"$log" 2>&1); then
    head -n 8 "$log" >&2
    rm -f "$log"
    echo "davylamp: the installation failed" >&2
    exit 2
  fi
  if ! "$runtime" -e 0 >"$log" 2>&1; then
    echo "davylamp: the runtime does not start here (it needs glibc 2.28 or newer, and on a minimal Debian the package libatomic1):" >&2
    head -n 3 "$log" >&2
    rm -f "$log"
    exit 2
  fi
  rm -f "$log"
  touch "$home/node_modules/.package-lock.json"
fi
