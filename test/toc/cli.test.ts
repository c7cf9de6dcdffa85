import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CallError, readCall } from '../../server/cli/call.ts';
import { toc } from '../../server/cli/toc.ts';
import { type Encoding, encode } from '../../server/host/encoding.ts';

const stale = '# T\r\n\r\n## 目录\r\n\r\n- [甲](#甲)\r\n\r\n## 甲\r\n## 乙\r\n';
const fresh = stale.replace('(#甲)\r\n', '(#甲)\r\n- [乙](#乙)\r\n');

describe('concord toc', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'concord-toc-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, content: string | Uint8Array): string => {
    const file = join(folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
    return file;
  };

  async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    const call = readCall(['toc', ...args]);
    assert(call.command === 'toc');
    let [out, err] = ['', ''];
    const status = await toc(call, { out: { write: text => (out += text) }, err: { write: text => (err += text) } });
    return { status, out: out.replaceAll(folder, ''), err: err.replaceAll(folder, '') };
  }

  for (const encoding of ['utf-8', 'utf-8 with BOM', 'utf-16le', 'utf-16be'] satisfies Encoding[]) {
    it(`keeps ${encoding} and line ends, and changes nothing the second time`, async () => {
      const file = write(`${encoding}.md`, encode(stale, encoding));
      assert.deepEqual(await run(file, '--check'), {
        status: 1,
        out: `/${encoding}.md:5: The table of contents is not up to date – missing: “乙”.\n1 of 1 files have a table of contents that is not up to date.\n`,
        err: '',
      });
      assert.deepEqual(readFileSync(file), Buffer.from(encode(stale, encoding)));
      assert.deepEqual(await run(file), { status: 0, out: `“/${encoding}.md” is updated.\n1 of 1 files updated.\n`, err: '' });
      assert.deepEqual(readFileSync(file), Buffer.from(encode(fresh, encoding)));
      assert.deepEqual(await run(file), { status: 0, out: '0 of 1 files updated.\n', err: '' });
    });
  }

  it('takes folders, and the configuration above each file', async () => {
    write('kb/concord.json', '{ "toc": { "omit": ["乙"] } }');
    write('kb/a/a.md', stale);
    write('kb/b/b.md', stale.replace('## 乙', '## 丙'));
    const { status, out } = await run(join(folder, 'kb'));
    assert.equal(status, 0);
    assert.equal(out, '“/kb/b/b.md” is updated.\n1 of 2 files updated.\n');
  });

  it('leaves damaged files alone, and says so', async () => {
    const file = write('damaged.md', Buffer.concat([Buffer.from(stale), Buffer.from([0xff, 0xfe, 0x41])]));
    const bytes = readFileSync(file);
    const { status, err } = await run(file);
    assert.equal(status, 1);
    assert.match(err, /is left alone/);
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('says what is wrong with the call', async () => {
    assert.throws(() => readCall(['toc']), CallError);
    await assert.rejects(run(join(folder, 'nothing.md')), /There is no file/);
    write('bad/concord.json', '{ "toc": { "levels": 3 } }');
    await assert.rejects(run(write('bad/a.md', stale)), /must be levels of heading/);
  });
});
