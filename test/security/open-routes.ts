/** @module The routes that stand beside the pages of staff, whose each is, and how they are told from what is mounted around them. */

import { app } from '../../src/app.ts'

/** Every route beside the pages of staff (access/matrix.test.ts), and whose it is: `own chat` by its cookie alone, `platform` by its signature. */
export const EXPECTED: Record<string, 'anyone' | 'own chat' | 'platform' | 'whoever has the link'> = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'POST /laporan-aturan': 'anyone',
  'ALL /hooks/telegram': 'platform',
  'ALL /hooks/whatsapp': 'platform',
  'GET /': 'own chat',
  'POST /pesan': 'own chat',
  'GET /stream': 'own chat',
  'GET /berkas/:name': 'own chat',
  'GET /ringkasan/:number': 'own chat',
  'GET /hapus-layar': 'anyone',
  'POST /hapus-layar': 'own chat',
  'GET /layar-bersih': 'anyone',
  'GET /tentang': 'anyone',
  'GET /f/:token': 'whoever has the link',
  'POST /f/:token': 'whoever has the link',
  'GET /f/diterima': 'anyone',
  'GET /aset/:file': 'anyone',
}

/** Middleware is no route: it is mounted for all methods, on everything below a path or beside a route of its own. */
export const ROUTES = [
  ...new Map(app.routes.map((route) => [`${route.method} ${route.path}`, route])).values(),
].filter(({ method, path }) => method !== 'ALL' || path.startsWith('/hooks/'))
export const OPEN = ROUTES.filter(({ path }) => path !== '/console' && !path.startsWith('/console/'))
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
