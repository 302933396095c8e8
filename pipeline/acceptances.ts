import { type Issue, makeIssue, severityOf } from './core/issues.ts';
import type { Settings } from './core/settings.ts';

/** Whether an issue makes the run fail: errors always, warnings when strict and not accepted. */
export function counts(issue: Issue, settings: Settings): boolean {
  const severity = severityOf(issue);
  const accepted = (settings.edition.accept ?? []).some((a) => a.id === issue.id);
  return severity === 'error' || (severity === 'warning' && settings.isStrict && !accepted);
}

/** Acceptances that nothing called for: they would hide a warning that comes later for another reason. */
export function findUnusedAcceptances(issues: readonly Issue[], settings: Settings): Issue[] {
  const raised = new Set<string>(issues.map((issue) => issue.id));
  return (settings.edition.accept ?? [])
    .filter(({ id }) => !raised.has(id))
    .map(({ id }) => makeIssue('settings/unused-acceptance', { id }));
}
