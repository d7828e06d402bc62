/** @module Two kinds of pictures, drawn on the server: bars over days and bars beside words. Each stands beside its numbers as a table. */

import type { FC } from 'hono/jsx'

export type Series = { id: string; label: string }
/** `counts` by the id of a series. */
export type Column = { label: string; title: string; counts: Record<string, number> }

const WIDTH = 900
const HEIGHT = 240
const LEFT = 40
/** Half of the last label may stand out over its bar. */
const RIGHT = 12
const BOTTOM = 24
const TOP = 10

/** Stacked bars, one a day; the axis ends at a round number. */
export const DayChart: FC<{ columns: Column[]; series: Series[]; label: string }> = ({
  columns,
  series,
  label,
}) => {
  const sums = columns.map(({ counts }) => Object.values(counts).reduce((sum, n) => sum + n, 0))
  const most = roundUp(Math.max(1, ...sums))
  const step = (WIDTH - LEFT) / columns.length
  const height = (n: number) => (n / most) * (HEIGHT - TOP - BOTTOM)
  const everyNth = Math.ceil(columns.length / 12)
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH + RIGHT} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <>
          <line
            class="grid"
            x1={LEFT}
            x2={WIDTH}
            y1={HEIGHT - BOTTOM - height(most * share)}
            y2={HEIGHT - BOTTOM - height(most * share)}
          />
          <text class="axis" x={LEFT - 6} y={HEIGHT - BOTTOM - height(most * share) + 4} text-anchor="end">
            {most * share}
          </text>
        </>
      ))}
      {columns.map((column, index) => (
        <g>
          <title>{column.title}</title>
          {stack(column, series).map(({ id, below, n }) => (
            <rect
              class={`series-${id}`}
              x={LEFT + index * step + step * 0.12}
              width={step * 0.76}
              y={HEIGHT - BOTTOM - height(below + n)}
              height={height(n)}
            />
          ))}
          {index % everyNth === 0 ? (
            <text class="axis" x={LEFT + (index + 0.5) * step} y={HEIGHT - 6} text-anchor="middle">
              {column.label}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  )
}

function stack({ counts }: Column, series: readonly Series[]) {
  let below = 0
  return series.map(({ id }) => {
    const n = counts[id] ?? 0
    below += n
    return { id, n, below: below - n }
  })
}

/** An even number, so that half of it is one too: 1, 3, 10, 17 and 240 become 2, 4, 10, 20 and 300. */
export function roundUp(n: number): number {
  const unit = 10 ** Math.floor(Math.log10(n))
  const steps = [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * unit)
  const found = steps.find((step) => step >= n) ?? n
  return found % 2 === 0 ? found : found + 1
}

export const Legend: FC<{ series: Series[] }> = ({ series }) => (
  <ul class="legend">
    {series.map(({ id, label }) => (
      <li>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <rect class={`series-${id}`} width="12" height="12" />
        </svg>{' '}
        {label}
      </li>
    ))}
  </ul>
)

/** A table whose third column is its picture. */
export const Bars: FC<{ rows: { label: string; n: number }[]; head: [string, string]; caption: string }> = ({
  rows,
  head,
  caption,
}) => {
  const most = Math.max(1, ...rows.map(({ n }) => n))
  return (
    <table class="bars">
      <caption class="unseen">{caption}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{head[0]}</th>
          <th scope="col">{head[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, n }) => (
          <tr>
            <th scope="row">{label}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="series-one" width={(n / most) * 100} height="10" />
              </svg>
              <span>{n}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
