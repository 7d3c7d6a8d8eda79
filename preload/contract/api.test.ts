import { expectTypeOf, test } from 'vitest';
import type { Handler, Handlers } from '../../main/shell/ipc.ts';
import type { Arguments, Channel, Fieldbook, Invocations, Value } from './api.ts';
import type { CustomerPage, CustomerQuery } from './customers.ts';
import type { Answer } from './failures.ts';

// What is asserted here is asserted by the compiler (`npm run check`): main, preload and renderer can't drift apart.

test('main must serve every channel, with its arguments and its value', () => {
  expectTypeOf<keyof Handlers>().toEqualTypeOf<Channel>();
  expectTypeOf<Handlers['customers:search']>().toEqualTypeOf<Handler<[query: CustomerQuery], CustomerPage>>();
  expectTypeOf<Omit<Handlers, 'refresh:start'>>().not.toExtend<Handlers>();
  expectTypeOf<Handler<[string], CustomerPage>>().not.toExtend<Handlers['customers:search']>();
  expectTypeOf<Handler<[CustomerQuery], null>>().not.toExtend<Handlers['customers:search']>();
});

test('the window gets every channel as noun.verb, and nothing else', () => {
  type Camel<Text extends string> = Text extends `${infer Head}-${infer Tail}`
    ? `${Head}${Capitalize<Camel<Tail>>}`
    : Text;
  type Path<C> = C extends `${infer Noun}:${infer Verb}` ? `${Noun}.${Camel<Verb>}` : never;
  type Offered = {
    [Noun in keyof Fieldbook]: `${Noun}.${Exclude<keyof Fieldbook[Noun] & string, `on${string}`>}`;
  }[keyof Fieldbook];
  expectTypeOf<Offered>().toEqualTypeOf<Path<Channel>>();
});

test('a call takes the channel’s arguments and answers with its value or a failure', () => {
  expectTypeOf<Parameters<Fieldbook['customers']['search']>>().toEqualTypeOf<Arguments<'customers:search'>>();
  expectTypeOf<Awaited<ReturnType<Fieldbook['refresh']['start']>>>().toEqualTypeOf<Answer<Value<'refresh:start'>>>();
  expectTypeOf<Invocations[Channel]>().toBeFunction();
});
