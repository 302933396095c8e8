/**
 * Advances of the ASCII characters from `!` to `~` in hundredths of an em: of the bold serif and the bold sans face the
 * wider one, rounded up, so that a line thought to fit does fit.
 */
const hundredths =
  '037 058 062 059 097 081 033 040 040 051 061 034 037 034 040 059 059 059 059 059 059 059 059 059 059 034 034 061 061 061 052 ' +
  '101 075 071 071 079 067 065 076 087 043 057 077 065 101 082 079 068 079 076 063 070 082 074 110 073 071 063 038 040 038 061 ' +
  '060 063 060 068 057 066 059 041 060 069 035 034 066 036 101 069 063 068 065 050 050 043 068 058 088 060 059 052 038 034 038 061';

/** The same of the regular serif faces, which are a tenth narrower: lists that lead to pages are set in them. */
const regularHundredths =
  '031 038 058 055 093 078 020 037 037 048 058 033 035 033 036 056 048 056 056 056 056 056 055 056 057 033 033 058 058 058 044 092 ' +
  '072 067 070 077 066 063 075 086 041 041 074 063 098 080 077 065 077 072 057 066 080 072 106 070 069 061 035 036 035 058 057 044 ' +
  '056 064 054 063 055 039 057 067 034 032 061 034 098 067 060 064 061 047 048 037 066 055 084 057 056 050 038 032 038 058';

const readTable = (table: string): readonly number[] => table.split(' ').map((n) => Number(n) / 100);
const widths = { any: readTable(hundredths), regular: readTable(regularHundredths) };

/** The faces that a width is asked for. */
export type WidthFace = keyof typeof widths;

/** Width of a character that is not full-width, in ems; what the table does not have counts as a wide letter. */
export function widthOfLatin(code: number, face: WidthFace): number {
  return widths[face][code - 33] ?? (code < 0x250 ? 0.8 : 1);
}
