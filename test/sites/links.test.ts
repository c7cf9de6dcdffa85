import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeHost } from '../../server/host/node.ts';
import type { KbPath } from '../../server/model/path.ts';
import { resolve } from '../../server/model/resolve.ts';
import { checkDestination } from '../../server/rules/checkDestination.ts';
import { rules } from '../../server/rules/index.ts';
import { readerHere } from '../../server/workspace/reader.ts';
import { Workspace } from '../../server/workspace/workspace.ts';

/** A link of a site that its generator has built, and whether it leads somewhere there. */
interface Built {
  readonly file: string;
  readonly destination: string;
  readonly works: boolean;
  readonly isHtml?: boolean;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** So many dead links of a site are templates, or lead to what its generator may make: nobody says a thing of them. */
const unsaid: Readonly<Record<string, number>> = { mkdocs: 0, hugo: 0, jekyll: 15, vitepress: 0 };

describe('a link is said to lead nowhere where it does so on the site that the generator builds', () => {
  for (const site of Object.keys(unsaid))
    it(site, async () => {
      const root = join(folder, site);
      const workspace = new Workspace(root, { host: nodeHost, reader: readerHere(nodeHost), rules, log: assert.fail });
      await workspace.load(
        () => {},
        () => false,
      );
      const { kb, configuration } = workspace;
      const links: Built[] = JSON.parse(readFileSync(join(root, 'links.json'), 'utf8'));
      assert(links.length > 500);
      const isTold = ({ file, destination, isHtml = false }: Built) =>
        checkDestination(file as KbPath, destination, kb, configuration.links, isHtml) !== undefined;
      assert.deepEqual(
        links.filter(link => link.works && isTold(link)),
        [],
        'told falsely',
      );
      // Of dead ones, nothing is said where a source file is there, or the page in another form of its address.
      const silent = links.filter(link => !link.works && !isTold(link));
      const unknown = silent.filter(({ file, destination, isHtml = false }) => {
        const target = resolve(file as KbPath, destination, configuration.links, kb, isHtml);
        return target.where !== 'inside' || target.type === undefined;
      });
      assert.equal(unknown.length, unsaid[site], JSON.stringify(unknown.map(({ destination }) => destination)));
    });
});
