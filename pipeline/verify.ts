import type { World } from './core/contracts.ts';
import { type Verdict, type VerifyOptions, verifyBag } from './write/archive/verify-bag.ts';

export type { Verdict, VerifyOptions };

/** Whether an archive (a bag: folder or zip, ours or anybody's) is whole; every fault names the file that it is about. */
export function verify(path: string, world: World, options: VerifyOptions = {}): Promise<Verdict> {
  return verifyBag(path, world, options);
}
