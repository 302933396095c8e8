/** A line that says where text goes on, or comes from. */
export const isJump = (text: string): boolean => text.length < 60 && (isJumpOut(text) || isJumpIn(text));
/** A line that says where what stands below it comes from. */
export const isJumpIn = (text: string): boolean =>
  text.length < 60 && /^[^\p{L}]*(?:\u4e0a\u63a5|\u7d27?\u63a5\u7b2c|continued from|from page)/iu.test(text);
const isJumpOut = (text: string): boolean =>
  /^[^\p{L}]*(?:\u7d27?\u4e0b[\u8f6c\u8f49]|[\u8f6c\u8f49]\u7b2c|(?:story )?continue[ds] on|turn to page|see page)/iu.test(
    text,
  );
