import { expectTypeOf, test } from 'vitest';
import type { Handler, Handlers } from '../../main/shell/ipc.ts';
import type { Channel, Fieldbook, Payload, Question } from './api.ts';
import type { OfConnection } from './connections.ts';
import type { CustomerPage, CustomerQuery } from './customers.ts';
import type { Answer } from './failures.ts';

type Page = OfConnection<CustomerPage>;

// What is asserted here is asserted by the compiler (`npm run check`): main, preload and renderer can't drift apart.

test('main must serve every question, with its arguments and its value', () => {
  expectTypeOf<Handlers['customers']['search']>().toEqualTypeOf<Handler<[query: CustomerQuery], Page>>();
  expectTypeOf<Omit<Handlers['refresh'], 'start'>>().not.toExtend<Handlers['refresh']>();
  expectTypeOf<Handler<[string], Page>>().not.toExtend<Handlers['customers']['search']>();
  expectTypeOf<Handler<[CustomerQuery], null>>().not.toExtend<Handlers['customers']['search']>();
});

test('the window asks what a channel answers, or gets a failure', () => {
  expectTypeOf<'customers:search'>().toExtend<Channel>();
  expectTypeOf<'customers:nothing'>().not.toExtend<Channel>();
  expectTypeOf<Parameters<Fieldbook['customers']['search']>>().toEqualTypeOf<
    Parameters<Question<'customers:search'>>
  >();
  expectTypeOf<Awaited<ReturnType<Fieldbook['refresh']['start']>>>().toEqualTypeOf<Answer<null>>();
});

test('the window listens to what main sends', () => {
  expectTypeOf<Parameters<Parameters<Fieldbook['directory']['onChanged']>[0]>>().toEqualTypeOf<
    [payload: Payload<'directory:changed'>]
  >();
});
