import { parentPort } from 'node:worker_threads';
import { answerPage, loadKnowledge, type PageQuestion } from '../texts.ts';
import { nodeWorld } from '../world/node.ts';

// What another thread of the program runs: it is handed pages, one after another, and gives back their articles.
const world = nodeWorld({ noCache: true });
parentPort?.on('message', ({ id, question }: { id: number; question: PageQuestion }) => {
  loadKnowledge(world, question.modelPath)
    .then((knowledge) => parentPort?.postMessage({ id, answer: answerPage(question, knowledge) }))
    .catch((error: unknown) =>
      parentPort?.postMessage({ id, fault: error instanceof Error ? error.message : String(error) }),
    );
});
