/** What stands where no date is known and a format must have one (CONTRACTS, determinism). */
const standIn = '2000-01-01T00:00:00Z';

/**
 * The moment an edition carries: SOURCE_DATE_EPOCH, else the edition's date at 00:00Z, else the stand-in. Never the clock.
 * `isDated` is false for the stand-in alone.
 */
export function dateEdition(sourceDateEpoch: string, date: string): { modified: string; isDated: boolean } {
  if (/^\d{1,12}$/.test(sourceDateEpoch.trim())) {
    const moment = new Date(Number(sourceDateEpoch.trim()) * 1000);
    if (!Number.isNaN(moment.getTime()))
      return { modified: moment.toISOString().replace(/\.\d+Z$/, 'Z'), isDated: true };
  }
  const parts = parseDate(date);
  if (!parts) return { modified: standIn, isDated: false };
  const [year, month, day] = [parts.year, parts.month ?? 1, parts.day ?? 1].map((n, i) =>
    String(n).padStart(i === 0 ? 4 : 2, '0'),
  );
  return { modified: `${year}-${month}-${day}T00:00:00Z`, isDated: true };
}

export interface DateParts {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

/** Reads `2018-10-24`, `2018-10`, `2018` and `2018\u5e7410\u670824\u65e5`; null for anything else or a day that does not exist. */
export function parseDate(date: string): DateParts | null {
  const found = /^(\d{4})(?:(?:[-/.]|\u5e74)(\d{1,2})(?:(?:[-/.]|\u6708)(\d{1,2})\u65e5?|\u6708)?|\u5e74)?$/.exec(
    date.trim(),
  );
  if (!found) return null;
  const [year = 0, month = null, day = null] = found.slice(1).map((n) => (n === undefined ? null : Number(n)));
  const moment = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1));
  const exists = moment.getUTCMonth() + 1 === (month ?? 1) && moment.getUTCDate() === (day ?? 1);
  return exists && year !== null ? { year, month, day } : null;
}
