// Draws images/growth.svg from the figures of a run of the benchmark: npx tsx test/bench/chart.ts [results.json]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measurement.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const results = process.argv[2] ?? join(project, '.cache', 'bench', 'results.json');
const { measurements, about } = JSON.parse(readFileSync(results, 'utf8')) as {
  measurements: readonly Measurement[];
  about: { chapters: number };
};

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly { readonly times: number; readonly value: number }[];
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const who = [
  { key: 'concord', name: 'Concord', colour: '#2563eb' },
  { key: 'rumdl', name: 'rumdl', colour: '#b45309' },
] as const;
const sizes = [1, 10, 100];

const panel = (title: string, unit: string, id: (times: number) => string): Panel => ({
  title,
  unit,
  lines: who.map(({ key, name, colour }) => ({
    name,
    colour,
    points: sizes.flatMap(times => {
      const value = measurements.find(measurement => measurement.id === id(times))?.figures[key]?.median;
      return value === undefined ? [] : [{ times, value }];
    }),
  })),
});

const panels = [
  panel('Cold check, link rules', 's of CPU', times => `growth.links.${times}`),
  panel('Memory of the server', 'MB', times => `memory.${times}`),
  panel('A key, until its findings are there', 'ms', times => `growth.typing.${times}`),
];
if (panels.some(({ lines }) => lines.every(({ points }) => points.length < 2))) {
  throw new Error('These figures have no growth in them: run “npm run bench” first, or “npm run bench -- --only growth”.');
}
const width = 260;
const height = 150;
const margin = { left: 46, top: 34, bottom: 40, gap: 40 };

writeFileSync(join(project, 'images', 'growth.svg'), svg());

function svg(): string {
  const total = { width: margin.left + panels.length * (width + margin.gap), height: margin.top + height + margin.bottom };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}" viewBox="0 0 ${total.width} ${total.height}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>Concord and rumdl on knowledge bases of 1, 10 and 100 times ${about.chapters} chapters</title>
<rect width="100%" height="100%" rx="6" fill="#ffffff"/>
${panels.map((one, i) => drawn(one, margin.left + i * (width + margin.gap))).join('\n')}
</svg>
`;
}

/** Both scales are logarithmic: what grows in proportion rises by one step a step. */
function drawn({ title, unit, lines }: Panel, left: number): string {
  const points = lines.flatMap(line => line.points);
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const steps = Math.log10(Math.max(...points.map(({ times }) => times)));
  const x = (times: number) => left + (Math.log10(times) / steps) * (width - 30);
  const y = (value: number) => margin.top + height - ((Math.log10(value) - low) / Math.max(1, high - low)) * height;
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return [
    `<text x="${left}" y="18" font-weight="600" fill="#1f2937">${title}, ${unit}</text>`,
    ...decades.map(
      decade =>
        `<line x1="${left}" x2="${left + width - 30}" y1="${y(decade)}" y2="${y(decade)}" stroke="#e5e7eb"/><text x="${left - 6}" y="${y(decade) + 4}" text-anchor="end" fill="#6b7280">${decade < 1 ? decade : decade.toLocaleString('en')}</text>`,
    ),
    ...sizes
      .filter(times => points.some(point => point.times === times))
      .map(times => `<text x="${x(times)}" y="${margin.top + height + 18}" text-anchor="middle" fill="#6b7280">${times}×</text>`),
    ...lines.map(
      ({ colour, points: own }) =>
        `<polyline points="${own.map(({ times, value }) => `${round(x(times))},${round(y(value))}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${own.map(({ times, value }) => `<circle cx="${round(x(times))}" cy="${round(y(value))}" r="3" fill="${colour}"/>`).join('')}`,
    ),
    ...lines.map(({ name, colour }, i) => `<text x="${left + i * 70}" y="${margin.top + height + 34}" fill="${colour}">● ${name}</text>`),
  ].join('\n');
}

function round(value: number): string {
  return value.toFixed(1);
}
