/** @module What the emulated server says: answers to queries, stanzas it sends. Shapes are those the library reads. */

import type { Stanza } from './noise.ts'
import type { Peer } from './peer.ts'

export const SERVER = 's.whatsapp.net'

export function childOf(stanza: Stanza | undefined, tag: string): Stanza | undefined {
  return childrenOf(stanza).find((child) => child.tag === tag)
}

export function childrenOf(stanza: Stanza | undefined): Stanza[] {
  return Array.isArray(stanza?.content) ? stanza.content : []
}

export function node(tag: string, attrs: Stanza['attrs'] = {}, content?: Stanza['content']): Stanza {
  return content === undefined ? { tag, attrs } : { tag, attrs, content }
}

/** The answer to a query of the client; what it does not know is answered by an empty result. */
export function answerOf(query: Stanza, peers: ReadonlyMap<string, Peer>): Stanza {
  const answer = (content: Stanza[] = []) =>
    node('iq', { from: SERVER, type: 'result', id: query.attrs.id ?? '' }, content)
  if (childOf(query, 'count') !== undefined) return answer([node('count', { value: '50' })])
  if (childOf(query, 'digest') !== undefined) return answer([node('digest')])
  const usync = childOf(query, 'usync')
  if (usync !== undefined) return answer([devicesOf(usync, peers)])
  const keys = childOf(query, 'key')
  if (keys !== undefined) {
    const users = childrenOf(keys).flatMap(({ attrs }) => {
      const peer = peers.get(userOf(attrs.jid ?? ''))
      return peer === undefined ? [] : [node('user', { jid: attrs.jid ?? '' }, peer.bundle())]
    })
    return answer([node('list', {}, users)])
  }
  return answer()
}

/** Everyone has one device. The phone of the line itself is not asked about: the bot is its only companion. */
function devicesOf(usync: Stanza, peers: ReadonlyMap<string, Peer>): Stanza {
  const asked = childrenOf(childOf(usync, 'list')).map(({ attrs }) => attrs.jid ?? '')
  const users = asked.flatMap((jid) => {
    const peer = peers.get(userOf(jid))
    if (peer === undefined) return []
    const devices = node('devices', {}, [node('device-list', {}, [node('device', { id: '0' })])])
    const lid = peer.lid === undefined || jid === peer.lid ? [] : [node('lid', { val: peer.lid })]
    return [node('user', { jid }, [devices, ...lid])]
  })
  return node('usync', {}, [node('list', {}, users)])
}

/** `6281…:3@s.whatsapp.net` and `6281…@s.whatsapp.net` are one user. */
export function userOf(jid: string): string {
  const [user = '', server = ''] = jid.split('@')
  return `${user.split(':')[0]}@${server}`
}
