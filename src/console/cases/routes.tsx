/** @module Routes of the cases: lists, one case, its changes, its files. Whoever opens a case stands in the audit log. */

import { HTTPException } from 'hono/http-exception'
import type { AuditAction } from '../../core/audit-actions.ts'
import { formatCaseNumber } from '../../core/case-number.ts'
import { CASE_STATES } from '../../core/lists.ts'
import { FILE_POLICY } from '../../pages/security.ts'
import type { StaffVisit } from '../deps.ts'
import { namesOf } from '../people.ts'
import type { Audited, Route } from '../route.ts'
import { askPage, postAsk } from './ask.tsx'
import { CasePage } from './case-page.tsx'
import { editedFields, formOf, postEdit, postJoin, postPart, postStep, postUndo, textOf } from './changes.tsx'
import { attachmentsOf, deliveriesOf } from './delivery.ts'
import { planOf, postApprove, postPropose, postWithdraw } from './erasure.tsx'
import { download, EXPORTED, exportReason } from './export.ts'
import { EditPage, StepPage } from './forms.tsx'
import { CasesPage } from './list-page.tsx'
import { fileOf, linesOf } from './open.ts'
import { caseHref } from './parts.tsx'
import { previewOf } from './preview.ts'
import { readQuery } from './query.ts'
import { postWithdrawal } from './withdrawal.tsx'

const READ = ['agent', 'supervisor', 'auditor'] as const
const WORK = ['agent', 'supervisor'] as const
const LEAD = ['supervisor'] as const

/** However the number was typed into the address; it may be none of ours. */
const about =
  (action: AuditAction) =>
  ({ c }: StaffVisit): Audited => {
    const typed = c.req.param('number') ?? ''
    return { action, subject: formatCaseNumber(typed) ?? typed.slice(0, 40) }
  }

export const caseRoutes: readonly Route[] = [
  { method: 'GET', path: '/laporan', may: READ, run: listPage },
  {
    method: 'GET',
    path: '/laporan/unduh',
    may: LEAD,
    audit: async (visit) => ({
      action: 'cases.export',
      reason: await exportReason(visit),
      fields: EXPORTED,
    }),
    run: download,
  },
  { method: 'GET', path: '/laporan/:number', may: READ, audit: about('cases.open'), run: casePage },
  { method: 'GET', path: '/laporan/:number/ubah', may: WORK, audit: about('cases.open'), run: editPage },
  {
    method: 'POST',
    path: '/laporan/:number/ubah',
    may: WORK,
    audit: async (visit) => ({ ...about('cases.edit')(visit), fields: await editedFields(visit) }),
    run: postEdit,
  },
  { method: 'GET', path: '/laporan/:number/status', may: WORK, run: stepPage },
  {
    method: 'POST',
    path: '/laporan/:number/status',
    may: WORK,
    audit: moving,
    run: postStep,
  },
  { method: 'POST', path: '/laporan/:number/batal', may: WORK, audit: about('cases.undo'), run: postUndo },
  { method: 'GET', path: '/laporan/:number/tanya', may: WORK, run: askPage },
  {
    method: 'POST',
    path: '/laporan/:number/tanya',
    may: WORK,
    audit: about('cases.ask'),
    run: postAsk,
  },
  { method: 'POST', path: '/laporan/:number/gabung', may: WORK, audit: joining, run: postJoin },
  { method: 'POST', path: '/laporan/:number/pisah', may: WORK, audit: about('cases.part'), run: postPart },
  {
    method: 'POST',
    path: '/laporan/:number/hapus',
    may: WORK,
    audit: about('erasure.propose'),
    run: postPropose,
  },
  {
    method: 'POST',
    path: '/laporan/:number/hapus/setuju',
    may: LEAD,
    audit: about('erasure.approve'),
    run: postApprove,
  },
  {
    method: 'POST',
    path: '/laporan/:number/hapus/henti',
    may: WORK,
    audit: about('erasure.withdraw'),
    run: postWithdraw,
  },
  {
    method: 'POST',
    path: '/laporan/:number/tarik-izin',
    may: WORK,
    audit: about('withdrawal.done'),
    run: postWithdrawal,
  },
  {
    method: 'GET',
    path: '/laporan/:number/formulir.pdf',
    may: WORK,
    audit: about('cases.print'),
    run: printedForm,
  },
  {
    method: 'GET',
    path: '/laporan/:number/berkas/:name',
    may: WORK,
    audit: about('cases.view_file'),
    run: attachment,
  },
]

async function moving(visit: StaffVisit): Promise<Audited> {
  const to = textOf(await formOf(visit), 'ke')
  const reason = CASE_STATES.find((one) => one === to)
  return { ...about('cases.move')(visit), ...(reason === undefined ? {} : { reason }) }
}

async function joining(visit: StaffVisit): Promise<Audited> {
  const other = textOf(await formOf(visit), 'dengan').slice(0, 40)
  return { ...about('cases.join')(visit), reason: other }
}

async function listPage(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const query = readQuery((key) => c.req.query(key))
  const page = await deps.cases.list(query.filter, query.order, query.page)
  return c.html(<CasesPage visit={visit} query={query} page={page} places={deps.cases.places()} />)
}

async function casePage(visit: StaffVisit): Promise<Response> {
  const { c } = visit
  const file = await fileOf(visit)
  const [lines, names, plan] = await Promise.all([linesOf(visit, file), namesOf(visit), planOf(visit, file)])
  const attachments = attachmentsOf(lines)
  const deliveries = deliveriesOf(file, lines)
  return c.html(
    <CasePage {...{ visit, file, attachments, deliveries, names, plan }} news={c.req.query('kabar')} />,
  )
}

async function editPage(visit: StaffVisit): Promise<Response> {
  const file = await fileOf(visit)
  if (!file.isReadable) return visit.c.redirect(caseHref(file.number), 303)
  return visit.c.html(<EditPage visit={visit} file={file} places={visit.deps.cases.places()} />)
}

async function stepPage(visit: StaffVisit): Promise<Response> {
  const { c } = visit
  const file = await fileOf(visit)
  const state = CASE_STATES.find((one) => one === c.req.query('ke'))
  if (state === undefined || !file.isReadable) return c.redirect(caseHref(file.number), 303)
  return c.html(<StepPage {...{ visit, file, state }} preview={previewOf(visit, file, state)} />)
}

async function printedForm(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const file = await fileOf(visit)
  const pdf = file.isReadable ? await deps.cases.form(file.number) : undefined
  if (pdf === undefined) throw new HTTPException(404)
  return c.body(new Uint8Array(pdf), 200, {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${file.number}-tahap-1.pdf"`,
  })
}

/** A file of the case's own chat, and of no other. */
async function attachment(visit: StaffVisit): Promise<Response> {
  const { c, deps } = visit
  const { chatId } = await fileOf(visit)
  const file = await deps.media.open(chatId, `media:${c.req.param('name')}`)
  if (file === undefined) throw new HTTPException(404)
  const isShown = file.mime.startsWith('image/')
  return c.body(new Uint8Array(file.bytes), 200, {
    'content-type': file.mime,
    'content-disposition': isShown ? 'inline' : 'attachment; filename="berkas"',
    'content-security-policy': FILE_POLICY,
    'cache-control': 'private, no-store',
  })
}
