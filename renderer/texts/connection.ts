import type { ConnectionDraft } from '../../preload/contract/connection-form.ts';
import { defaultAuthority, type SecretLocation } from '../../preload/contract/connections.ts';
import { readable } from '../ui/readable.ts';

/** What the connection form and the dialogs around it say. */
export const connect = 'Connect to Live Platform';
export const title = 'Connections';
export const welcome =
  'Fieldbook keeps your customers at hand, with or without a network. Enter where your Live Platform is and how to sign in; what you need is on the API token page of your service provider portal.';

interface FieldTexts {
  label: string;
  hint?: string;
  placeholder?: string;
}

export const fields = {
  name: { label: 'Name', hint: 'Optional; what you call this instance.' },
  serviceProviderUrl: { label: 'Service Provider URL', placeholder: 'live.example.com' },
  method: { label: 'Sign-in method' },
  tenantId: { label: 'Directory (tenant) ID' },
  clientId: { label: 'Application (client) ID' },
  clientSecret: { label: 'Client secret', hint: 'The secret’s value, not its ID.' },
  scope: {
    label: 'Scope',
    placeholder: 'api://…/.default',
    hint: 'Names AudioCodes’ registration; your portal shows it beside the token.',
  },
  authority: {
    label: 'Authority',
    placeholder: defaultAuthority,
    hint: 'Change it only for a sovereign cloud.',
  },
  accessToken: { label: 'Access token', hint: 'It lasts about an hour; then a refresh needs a new one.' },
} satisfies Record<Exclude<keyof ConnectionDraft, 'editing'>, FieldTexts>;

export const methods: Record<ConnectionDraft['method'], string> = {
  'entra-app': 'Entra ID app registration',
  'access-token': 'Access token',
};

/** What is known of a stored secret, which is never shown. */
export const storedSecret: Record<SecretLocation, string> = {
  keychain: 'One is set, in the system’s keychain. Leave this empty to keep it.',
  'this-run': 'One is set until Fieldbook is closed. Leave this empty to keep it.',
  none: 'None is set.',
};

export const noKeychain =
  'This computer’s keychain can’t be reached, so a secret is kept until Fieldbook is closed and not written anywhere.';

export const severalLines = 'These are several lines. Enter one value in each field.';

export const advanced = 'Advanced';
export const saveAndRefresh = 'Save and refresh';
export const save = 'Save';
export const test = 'Test connection';
export const testName = 'Connection test';
export const testing = 'Testing the connection…';
export const works = 'The connection works.';

export const add = 'Add connection…';
export const exploreSample = 'Explore sample data';
export const forget = 'Forget connection';
export const cancel = 'Cancel';

/** `Switch to Example Telecom (live.example.com)`. */
export function switchTo(name: string, host: string): string {
  return `Switch to ${readable(name)} (${host})`;
}

/** The question before a connection is forgotten. */
export function forgetQuestion(name: string): string {
  return `Forget ${readable(name)}?`;
}

export const forgetting = 'Being forgotten';
export const forgetAgain = 'Forget again';

/** What is said of a connection that could not be forgotten yet; the reason follows. */
export function beingForgotten(name: string): string {
  return `${readable(name)} is being forgotten`;
}

export const tryingToForget = 'What is left of it is being removed.';

export const forgetConsequence =
  'Its secret is removed from the keychain and its cached list from this computer. Nothing changes in Live Platform.';
