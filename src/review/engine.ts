import type { Config } from '../config/config.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import { rules } from '../rules/index.ts';
import type { Sources } from '../source/sources.ts';
import { answerPreview, type PreviewAnswer, type PreviewQuestion } from './preview-question.ts';
import { review, type Review } from './review.ts';

/** From the texts of one or two trees to what is wrong in them. Pure and synchronous: adapters load the trees first. */
export interface Engine {
  /**
   * Everything that is wrong in head (`base` null), or what the change from base to head does.
   * @param branch the branch that the change goes into: what follows another one is not judged; null: not known.
   * @param expressions evaluates rules of definitions that the trees hold (expressions.ts); without it they are not judged.
   * @param today `YYYY-MM-DD` in UTC: suppressions that end before it are expired; null: none has expired.
   */
  review(
    base: Sources | null,
    head: Sources,
    config: Config,
    today: string | null,
    branch?: string | null,
    expressions?: CreateExpressions | null,
  ): Review;
  /** What a tree would be with other versions of Kong's charts, its programs or Gateway API's definitions. */
  preview(
    tree: Sources,
    config: Config,
    question: PreviewQuestion,
    expressions?: CreateExpressions | null,
  ): PreviewAnswer;
  /** The ids of the rules that a configuration and a suppression may name. */
  readonly ruleIds: readonly string[];
}

/** The engine with every rule there is. */
export const engine: Engine = { review, preview: answerPreview, ruleIds: rules.map(({ id }) => id) };
