import { language } from '../host/locale.ts';
import { html } from '../model/html.ts';
import { finished } from '../model/steps.ts';
import { markdownOf } from '../overview/markdown.ts';
import { pageOf, type Reader, style } from '../overview/page.ts';
import { repairableIn } from '../overview/repairable.ts';
import { standingOf } from '../overview/standing.ts';
import type { ReportCall } from './call.ts';
import { opened } from './open.ts';
import type { Streams } from './say.ts';

/** Runs `concord report`: how a knowledge base stands, as one page. Answers the exit status. */
export async function report(call: ReportCall, { out, err }: Streams): Promise<number> {
  const workspace = await opened({ ...call, git: false, repairs: true }, err);
  const standing = finished(standingOf(workspace));
  const repairable = finished(repairableIn(workspace));
  out.write(call.format === 'md' ? markdownOf(standing, repairable) : documentOf(standing.name, pageOf(standing, repairable, inBrowser)));
  return workspace.failures.any || workspace.notices().some(({ isGap }) => isGap) ? 2 : 0;
}

/** A page lies anywhere: chapters are named, and lead nowhere. */
const inBrowser: Reader = { chapter: path => `<code>${html(path)}</code>` };

const documentOf = (title: string, body: string): string => `<!DOCTYPE html>
<html lang="${language() === 'en' ? 'en' : 'zh-CN'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style>${style}</style>
<main>${body}</main>
</html>
`;
