import { folderOf, type KbPath } from '../model/path.ts';
import type { SiteKind } from './kind.ts';
import { addressAt, below, canonical, filesAt, joined } from './routes.ts';
import { Script } from './script.ts';

/** VitePress (vitepress.dev/guide/routing). */
export const vitepress: SiteKind = {
  id: 'vitepress',
  title: 'VitePress',
  marks: path => /(?:^|\/)\.vitepress\/config(?:\/index)?\.[cm]?[jt]s$/.test(path),
  assumed: { mark: '.vitepress/config.ts', text: '' },
  open(evidence, { read, files }) {
    const text = read(evidence) ?? '';
    const script = new Script(text);
    const folder = folderOf(evidence.slice(0, evidence.indexOf('.vitepress/')).replace(/\/$/, '/x') as KbPath);
    const source = joined(folder, script.text('srcDir') ?? '.');
    const base = (script.text('base') ?? '/').replace(/\/+$/, '');
    // Pages that are written when the site is built: `[name].md`, and what is shown elsewhere than it lies.
    const dynamic = [...files.keys()].flatMap(path => {
      const inner = below(source, path);
      return inner?.includes('[') && /\.md$/.test(inner) ? [patternOf(inner)] : [];
    });
    const rewrites = new Map(script.behind(/\brewrites\s*:/)?.pairs() ?? []);
    const isRewritten = script.has(/\brewrites\b/) && (rewrites.size === 0 || [...rewrites.keys()].some(from => from.includes(':')));
    const innerOf = (path: KbPath) => {
      const inner = below(source, path);
      return inner && (rewrites.get(inner) ?? inner);
    };
    const key = (address: string) => `${folder}|${canonical(address)}`;
    return {
      kind: 'vitepress',
      title: 'VitePress',
      folder,
      roots: [source],
      evidence,
      meaning: `vitepress ${folder} ${text} ${dynamic.map(String).join(' ')}`,
      isStrict: true,
      hasComponents: true,
      dialect: { anchors: { scheme: 'vitepress' }, ids: ['heading', 'block'], includes: ['comment'], containers: ['colons'] },
      includedAt: (from, written) => {
        const path = written.replace(/(?:#[^{]*)?(?:\{[^}]*\})?$/, '');
        return joined(path.startsWith('@') ? source : folderOf(from), path.replace(/^@/, ''));
      },
      routesOf: (path, type) => {
        const shown = innerOf(path)?.replace(/^public\//, '');
        return shown === undefined || type === 'folder' ? [] : [key(`/${shown}`)];
      },
      urlOf: path => {
        const shown = innerOf(path)?.replace(/^public\//, '');
        return shown === undefined ? undefined : `/${shown.replace(/(?:^|(?<=\/))(?:index|README)\.md$/, '').replace(/\.md$/, '')}`;
      },
      goals(from, url, { path: written }) {
        const local = base !== '' && written.startsWith(`${base}/`) ? written.slice(base.length) : written;
        const address = addressAt(url, local);
        const isDynamic = address !== undefined && dynamic.some(pattern => pattern.test(canonical(address)));
        return {
          goals: [
            ...filesAt(from, local, [source, joined(source, 'public'), '']),
            ...(address === undefined ? [] : [{ route: key(address) }]),
          ],
          mayBe: isDynamic || isRewritten || /^[@~]/.test(written),
        };
      },
    };
  },
};

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${canonical(`/${path}`)
      .replace(/[.*+?^${}()|\\]/g, '\\$&')
      .replace(/\[\.*[^\]]+\]/g, '[^/]+')}$`,
  );
