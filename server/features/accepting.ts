import { t } from '@vscode/l10n';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import { resting, type Steps } from '../model/steps.ts';
import { writeBaseline } from '../workspace/baseline.ts';
import { configured, written } from './configuring.ts';
import { Refusal } from './feature.ts';
import type { Placed } from './panel.ts';

/** What the baseline is called where `concord.json` names none. */
const usualName = 'concord-accepted.json' as KbPath;

export interface Accepting {
  readonly edit: WorkspaceEdit;
  readonly path: KbPath;
  /** How many findings are accepted by it, those of before among them. */
  readonly accepted: number;
}

/** The change that accepts today's findings in a folder (with a slash behind it; nothing: everywhere), with those that are accepted elsewhere: the baseline, and `concord.json` that names it. */
export function* accepting(folder: string, place: Placed): Steps<Accepting> {
  const { workspace } = place;
  if (!workspace.isLoaded) throw new Refusal(t('The knowledge base is still being read.'));
  const rest = resting();
  const asFound = (finding: Finding): Finding => finding;
  const all: [KbPath, readonly Finding[]][] = [];
  for (const { path } of workspace.kb.allChapters()) {
    if (rest()) yield;
    const found = workspace.allFindings(path, asFound);
    const open = new Set(path.startsWith(folder) ? [] : workspace.findings(path, asFound));
    all.push([path, found.filter(finding => !open.has(finding))]);
  }
  const path = workspace.configuration.baseline ?? usualName;
  const baseline = written(path, workspace.text(path), writeBaseline(all), place);
  const named = workspace.configuration.baseline === undefined ? configured(['baseline'], path, place) : {};
  if (named === undefined) throw new Refusal(t('concord.json is no JSON, so it cannot name the baseline.'));
  return {
    edit: { documentChanges: [...(baseline.documentChanges ?? []), ...(named.documentChanges ?? [])] },
    path,
    accepted: all.reduce((sum, [, found]) => sum + found.length, 0),
  };
}
