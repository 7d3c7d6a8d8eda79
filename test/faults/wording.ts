import type { FailureCode } from '../../preload/contract/failures.ts';

/** How each failure is called on screen, and what its general advice speaks of: written down a second time on purpose. */
export const wording: Record<FailureCode, { title: string; advice: string }> = {
  offline: { title: 'Live Platform can’t be reached', advice: 'Check the network connection' },
  'timed-out': { title: 'Live Platform took too long to answer', advice: 'Try again in a moment.' },
  tls: { title: 'The secure connection was refused', advice: 'is not trusted on this computer' },
  proxy: { title: 'The proxy did not let the request through', advice: 'proxy settings' },
  'sign-in-rejected': { title: 'Sign-in was rejected', advice: 'Check the ' },
  'token-rejected': { title: 'Live Platform did not accept the access token', advice: 'It may have expired' },
  forbidden: { title: 'This account may not read the customer list', advice: 'Ask your Live Platform administrator' },
  'not-found': { title: 'There is no customer list at this address', advice: 'Check the Service Provider URL' },
  throttled: { title: 'Live Platform asks to slow down', advice: 'Wait a little' },
  'server-error': { title: 'Live Platform has a problem', advice: 'Try again later' },
  'not-live-platform': {
    title: 'This address answers, but not as Live Platform',
    advice: 'A web page came back instead of the customer list.',
  },
  malformed: { title: 'The answer could not be read', advice: 'incomplete or unexpected' },
  'too-large': { title: 'The answer is larger than Fieldbook accepts', advice: 'Check the Service Provider URL' },
  cancelled: { title: 'Refresh cancelled', advice: 'Press Refresh to start again.' },
  'keychain-unavailable': {
    title: 'The system’s keychain can’t be reached',
    advice: 'Restart Fieldbook when it is there again',
  },
  'keychain-locked': { title: 'The system’s keychain is locked', advice: 'Unlock it, then try again' },
  'keychain-denied': { title: 'The system’s keychain refused access to Fieldbook', advice: 'Try again and allow it' },
  'keychain-full': { title: 'The secret is longer than the system’s keychain allows', advice: 'Enter it again' },
  'cache-unwritable': { title: 'Fieldbook can’t save on this computer', advice: 'data folder is writable' },
  'cache-unreadable': { title: 'The cached list can’t be read at the moment', advice: 'Nothing was changed' },
  'cache-damaged': { title: 'The cached list was damaged', advice: 'kept under another name' },
  'cache-of-another-connection': { title: 'This cached list belongs to another connection', advice: 'It is not shown' },
  'cache-from-newer-version': { title: 'The cached list was written by a newer Fieldbook', advice: 'Update Fieldbook' },
  'export-failed': { title: 'The file could not be saved', advice: 'Choose another folder' },
  unexpected: { title: 'Something went wrong in Fieldbook', advice: 'copy the details for support' },
};
