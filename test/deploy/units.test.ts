/** @module The units of systemd and what stands beside them: parsed, and given to systemd itself where it is there. */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const DEPLOY = resolve(import.meta.dirname, '../../deploy')
const read = (file: string) => readFileSync(join(DEPLOY, file), 'utf8')

/** Every setting of a unit; one that stands several times has all its values. */
function settingsOf(file: string): Map<string, string[]> {
  const settings = new Map<string, string[]>()
  for (const line of read(file).split('\n')) {
    if (line === '' || line.startsWith('#') || line.startsWith('[')) continue
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`${file}: what is ${line}`)
    settings.set(name, [...(settings.get(name) ?? []), value])
  }
  return settings
}

const SERVICES = ['tanya-sigap.service', 'tanya-sigap-backup.service', 'tanya-sigap-audit.service']
/** Copied beside what systemd brings itself. */
const UPLOAD = ['journal-upload.conf', 'journal-upload.service.conf'] as const

it.each(SERVICES)('%s can change nothing but its data, and gain nothing', (file) => {
  const unit = settingsOf(file)
  const want = {
    User: 'tanya-sigap',
    ProtectSystem: 'strict',
    InaccessiblePaths: '-/opt/tanya-sigap/.git',
    ProtectHome: 'yes',
    PrivateTmp: 'yes',
    NoNewPrivileges: 'yes',
    CapabilityBoundingSet: '',
    UMask: '0077',
    StateDirectoryMode: '0700',
    RestrictSUIDSGID: 'yes',
  }
  for (const [name, value] of Object.entries(want)) expect(unit.get(name), name).toEqual([value])
  expect(unit.get('MemoryMax')).toHaveLength(1)
  expect(unit.get('SystemCallFilter')).toContain('@system-service')
})

it('gives the service its keys from systemd, and time to drain', () => {
  const unit = settingsOf('tanya-sigap.service')
  expect(unit.get('LoadCredential')).toEqual(
    ['master', 'pepper', 'audit'].map((key) => `${key}.k1:/etc/tanya-sigap/keys/${key}.k1`),
  )
  expect(unit.get('Environment')).toContain('KEY_DIR=%d')
  expect(unit.get('TimeoutStopSec')).toEqual(['30'])
  expect(unit.get('Restart')).toEqual(['on-failure'])
})

it('lets the service reach a scanner of viruses, and needs none to start', () => {
  const unit = settingsOf('tanya-sigap.service')
  expect(unit.get('RestrictAddressFamilies')?.join(' ')).toContain('AF_UNIX')
  expect(unit.get('After')?.join(' ')).toContain('clamav-daemon.service')
  const needed = ['Wants', 'Requires', 'BindsTo', 'SupplementaryGroups', 'BindPaths', 'ReadWritePaths']
  for (const name of needed) expect(unit.get(name)?.join(' ') ?? '').not.toContain('clamav')
})

it('gives the backup no key and no network', () => {
  const unit = settingsOf('tanya-sigap-backup.service')
  expect(unit.has('LoadCredential')).toBe(false)
  expect(unit.get('PrivateNetwork')).toEqual(['yes'])
  expect(unit.get('ReadWritePaths')).toEqual(['/var/backups/tanya-sigap'])
  expect(settingsOf('tanya-sigap-backup.timer').get('Persistent')).toEqual(['true'])
})

it('checks the audit log every day with the keys of the service, without network, and says the mark', () => {
  const unit = settingsOf('tanya-sigap-audit.service')
  expect(unit.get('ExecStart')).toEqual(['/usr/bin/node src/cli/run.mjs audit-verify --json'])
  expect(unit.get('LoadCredential')).toEqual(settingsOf('tanya-sigap.service').get('LoadCredential'))
  expect(unit.get('PrivateNetwork')).toEqual(['yes'])
  // Whatever is not 0 stands as failed, and what is printed goes to the journal.
  for (const name of ['SuccessExitStatus', 'StandardOutput', 'StandardError', 'LogNamespace'])
    for (const file of SERVICES) expect(settingsOf(file).has(name), `${file} ${name}`).toBe(false)
  const timer = settingsOf('tanya-sigap-audit.timer')
  expect(timer.get('OnCalendar')?.[0]).toMatch(/^\*-\*-\* \d\d:\d\d:00 Asia\/Jakarta$/)
  expect(timer.get('Persistent')).toEqual(['true'])
  const alert = read('alerts.rules.yml').split('- alert: SigapAuditBroken')[1]?.split('- alert:')[0] ?? ''
  expect(alert).toContain('{name="tanya-sigap-audit.service",state="failed"} == 1')
  expect(alert).toContain('severity: page')
})

it('sends the journal to another machine over TLS, with keys that are root\u2019s, and goes on trying', () => {
  const [upload, service] = UPLOAD.map(settingsOf)
  expect(upload?.get('URL')?.[0]).toMatch(/^https:\/\/[\w.]+:19532$/)
  const shown = ['ServerKeyFile', 'ServerCertificateFile', 'TrustedCertificateFile'].map(
    (name) => upload?.get(name)?.[0],
  )
  const folder = '/run/credentials/systemd-journal-upload.service'
  expect(shown).toEqual(['key', 'cert', 'ca'].map((name) => `${folder}/${name}.pem`))
  const loaded = ['key', 'cert', 'ca'].map((name) => `${name}.pem:/etc/tanya-sigap/log/${name}.pem`)
  expect(service?.get('LoadCredential')).toEqual(loaded)
  expect([service?.get('Restart'), service?.get('StartLimitIntervalSec')]).toEqual([['always'], ['0']])
  const guide = readFileSync(resolve(DEPLOY, '../docs/operating.md'), 'utf8')
  for (const file of [...UPLOAD, 'tanya-sigap-audit.service', 'tanya-sigap-audit.timer'])
    expect(guide).toContain(`deploy/${file}`)
  expect(guide).toContain('systemd-journal-remote --listen-https=19532')
})

it('names only the usual places of a server', () => {
  const usual =
    /^\/(opt|etc|var\/lib|var\/backups)\/tanya-sigap|^\/usr\/bin\/node$|^\/etc\/systemd\/(system|journal-upload\.conf\.d)|^\/run\/credentials\/systemd-journal-upload\.service\//
  for (const file of readdirSync(DEPLOY))
    for (const path of read(file).match(/(?<![\w:/.])\/[a-z][\w/.-]+/g) ?? [])
      expect(path, file).toMatch(usual)
})

it('is taken by systemd as it stands', () => {
  const dir = mkdtempSync(join(tmpdir(), 'units-'))
  try {
    cpSync(DEPLOY, dir, { recursive: true })
    // Node stands elsewhere on other machines; whether it is there is not the question.
    for (const file of SERVICES)
      writeFileSync(join(dir, file), read(file).replaceAll('/usr/bin/node', '/bin/true'))
    const units = readdirSync(dir).filter((file) => /\.(service|timer)$/.test(file))
    const looked = spawnSync('systemd-analyze', ['verify', ...units.map((file) => join(dir, file))], {
      encoding: 'utf8',
    })
    // On a machine without systemd what was parsed above has to do.
    const isThere = looked.error === undefined
    expect(isThere ? [looked.status, looked.stderr] : [0, '']).toEqual([0, ''])
  } finally {
    rmSync(dir, { recursive: true })
  }
})
