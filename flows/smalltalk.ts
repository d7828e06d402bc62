/** @module Thanks, goodbyes, insults, noise and everything else: calm, short, back to what the service can do. */

import { defineFlow } from './define.ts'

export const smalltalk = defineFlow({
  id: 'smalltalk',
  title: 'smalltalk.title',
  startedBy: ['off_topic', 'abusive', 'gibberish', 'thanks', 'goodbye'],
  topics: {
    off_topic: 'off_topic',
    abusive: 'abusive',
    gibberish: 'gibberish',
    thanks: 'thanks',
    goodbye: 'goodbye',
    greet_again: 'greet_again',
    difference_kesehatan: 'kesehatan',
  },
  slots: {},
  first: 'off_topic',
  nodes: {
    off_topic: { kind: 'say', text: 'smalltalk.off_topic', next: 'end' },
    kesehatan: { kind: 'say', text: 'smalltalk.kesehatan', next: 'end' },
    abusive: { kind: 'say', text: 'smalltalk.abusive', next: 'end' },
    gibberish: { kind: 'say', text: 'smalltalk.gibberish', next: 'end' },
    thanks: { kind: 'say', text: 'smalltalk.thanks', next: 'end' },
    goodbye: { kind: 'say', text: 'smalltalk.goodbye', next: 'end' },
    greet_again: { kind: 'say', text: 'smalltalk.greet_again', next: 'end' },
    end: { kind: 'end' },
  },
})
