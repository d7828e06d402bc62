/** @module Runs one command of this folder on a fresh machine: checks Node, installs what is missing, then loads the command. Plain JavaScript without packages, since it runs before any is there; writes to stderr alone. */

const NEEDED = [20, 19]

const args = process.argv.slice(2)
const flags = new Set()
while (args[0]?.startsWith('--')) flags.add(args.shift())
const command = args.shift()

if (!isNodeNewEnough()) {
  stop(
    `Tanya SIGAP perlu Node ${NEEDED.join('.')} atau lebih baru; di sini terpasang Node ${process.versions.node}.`,
    `Tanya SIGAP needs Node ${NEEDED.join('.')} or newer; this is Node ${process.versions.node}. See https://nodejs.org/en/download`,
  )
} else if (command === undefined || !/^[a-z-]+$/.test(command)) {
  stop('Usage: node src/cli/run.mjs [--dev] [--watch] <command> [arguments], for example: npm start')
} else {
  // Not a static import: an older Node must reach the sentence above before it parses the rest.
  import('./load.mjs')
    .then(({ load }) => load({ command, args, dev: flags.has('--dev'), watch: flags.has('--watch') }))
    .catch((error) => {
      const isOurs = error.plain || String(error.code).startsWith('ERR_PARSE_ARGS')
      stop(isOurs ? error.message : error.stack || String(error))
    })
}

function isNodeNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}

function stop(...lines) {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exitCode = 1
}
