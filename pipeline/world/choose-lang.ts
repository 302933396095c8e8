/**
 * The language of messages from the environment, by the order that POSIX gives its variables. Where none is set (Windows,
 * some desktops) the system's own locale decides.
 */
export function chooseLang(
  env: Readonly<Record<string, string | undefined>>,
  systemLocale: () => string = () => Intl.DateTimeFormat().resolvedOptions().locale,
): 'zh' | 'en' {
  const given = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale();
  return /^zh/i.test(given) ? 'zh' : 'en';
}
