import { fail } from '../failure.ts';
import { requestCustomerList, type CustomerListOptions } from './customer-list.ts';
import { firstMeaningfulByte, leftBracket } from './http.ts';

/**
 * Tests a connection: signs in, asks for the customer list and looks at how it begins; the rest is not downloaded.
 * @throws what {@link requestCustomerList} and its chunks throw; `malformed` when the answer does not begin like a list
 */
export async function checkAccess(options: CustomerListOptions): Promise<void> {
  const { chunks } = await requestCustomerList(options);
  for await (const chunk of chunks) {
    const first = firstMeaningfulByte(chunk);
    if (first === leftBracket) return;
    if (first !== null) fail('malformed', 'GET /api/v2/customer: the answer is not a JSON array.');
  }
}
