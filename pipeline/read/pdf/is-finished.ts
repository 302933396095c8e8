/** Whether a text ends as sentences do. */
export const isFinished = (text: string): boolean =>
  /[\u3002\uff01\uff1f\u2026.!?\uff1a:\uff1b;]["'\u201d\u2019\u300d\u300f\uff09)]*$/.test(text);
