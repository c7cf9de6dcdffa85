import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { commands } from '../server/lsp/commands.ts';

const project = new URL('../', import.meta.url);
const json = (file: string) => JSON.parse(readFileSync(new URL(file, project), 'utf8'));
const { contributes } = json('package.json');
const languages: Readonly<Record<string, string>>[] = [json('package.nls.json'), json('package.nls.zh-cn.json')];
const contributed = new Set<string>(contributes.commands.map(({ command }: { command: string }) => command));

/** What the manifest's texts lead to: commands of ours, views, commands of VS Code. */
const isThere = (command: string): boolean =>
  /^(vscode|workbench)\./.test(command) ||
  contributed.has(command) ||
  Object.hasOwn(commands, command.replace(/^concord\./, '')) ||
  Object.values<{ id: string }[]>(contributes.views)
    .flat()
    .some(({ id }) => command === `${id}.focus`);

describe('the manifest', () => {
  it('has only commands that there are in its menus', () => {
    const items = Object.values<{ command?: string }[]>(contributes.menus).flat();
    const named = items.flatMap(({ command }) => command ?? []);
    assert.deepEqual(
      named.filter(command => !contributed.has(command)),
      [],
    );
  });

  it('leads to commands that there are, from both languages alike', () => {
    const ledTo = languages.map(texts =>
      Object.entries(texts).flatMap(([key, text]) => [...text.matchAll(/\(command:([^)?]+)/g)].map(([, command]) => `${key} ${command}`)),
    );
    assert.deepEqual(ledTo[0], ledTo[1]);
    assert.deepEqual(
      ledTo[0]!.filter(one => !isThere(one.split(' ')[1]!)),
      [],
    );
    assert.ok(ledTo[0]!.length > 10);
  });

  it('has a picture for each step of the walkthrough, in both languages', () => {
    const pictures = languages.flatMap(texts => Object.entries(texts).flatMap(([key, text]) => (key.endsWith('.picture') ? text : [])));
    assert.equal(new Set(pictures).size, 10);
    assert.deepEqual(
      pictures.filter(path => !existsSync(new URL(path, project))),
      [],
    );
  });

  it('calls each setting by what people call it, in both languages', () => {
    for (const [name, { keywords = [] }] of Object.entries<{ keywords?: string[] }>(contributes.configuration.properties)) {
      assert.ok(keywords.some(word => /^[a-z ]+$/i.test(word)) && keywords.some(word => /\p{Script=Han}/u.test(word)), name);
    }
  });

  it('knows what completes a step', () => {
    for (const { steps } of contributes.walkthroughs as { steps: { completionEvents: string[] }[] }[])
      for (const { completionEvents } of steps)
        for (const event of completionEvents) assert.ok(contributed.has(event.replace('onCommand:', '')), event);
  });
});
