/**
 * Advances of the ASCII characters from `!` to `~` in hundredths of an em: of the bold serif and the bold sans face the
 * wider one, rounded up, so that a line thought to fit does fit.
 */
const hundredths =
  '037 058 062 059 097 081 033 040 040 051 061 034 037 034 040 059 059 059 059 059 059 059 059 059 059 034 034 061 061 061 052 ' +
  '101 075 071 071 079 067 065 076 087 043 057 077 065 101 082 079 068 079 076 063 070 082 074 110 073 071 063 038 040 038 061 ' +
  '060 063 060 068 057 066 059 041 060 069 035 034 066 036 101 069 063 068 065 050 050 043 068 058 088 060 059 052 038 034 038 061';

const widths = hundredths.split(' ').map((n) => Number(n) / 100);

/** Width of a character that is not full-width, in ems; what the table does not have counts as a wide letter. */
export function widthOfLatin(code: number): number {
  return widths[code - 33] ?? (code < 0x250 ? 0.8 : 1);
}
