import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import type { Simulator } from '../../tools/live-platform/simulator.ts';

/** The window as a person meets it: by the names that assistive technology reads. */
export class FieldbookWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Taken at once: a closed app does not give it any more. */
  readonly process: ChildProcess;
  readonly toolbar: Locator;
  readonly search: Locator;
  readonly freshness: Locator;
  readonly grid: Locator;
  readonly alert: Locator;
  readonly form: Locator;
  readonly details: Locator;
  /** How many customers are listed and selected, and what was done last. */
  readonly listStatus: Locator;

  constructor(app: ElectronApplication, page: Page) {
    this.app = app;
    this.page = page;
    this.process = app.process();
    this.toolbar = page.getByRole('toolbar', { name: 'Directory' });
    this.search = this.toolbar.getByRole('searchbox', { name: 'Search customers' });
    this.freshness = page.getByRole('status', { name: 'Freshness' });
    this.grid = page.getByRole('grid', { name: 'Customers' });
    this.alert = page.getByRole('alert');
    this.form = page.getByRole('form', { name: 'Connect to Live Platform' });
    this.listStatus = page.getByRole('status', { name: 'List' });
    this.details = page.getByRole('region', { name: 'Customer details' });
  }

  tab(name: 'Customers' | 'Changes'): Locator {
    return this.page.getByRole('tablist', { name: 'View' }).getByRole('tab', { name });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The toggle of a license, whatever its count. */
  license(name: string): Locator {
    return this.page.getByRole('group', { name: 'License' }).getByRole('button', { name: new RegExp(`^${name}, `) });
  }

  /** The rows that are drawn, without the header. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('gridcell') });
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  get selectedRows(): Locator {
    return this.grid.getByRole('row', { selected: true });
  }

  header(name: string): Locator {
    return this.grid.getByRole('columnheader', { name });
  }

  /** What is on the clipboard in one form, such as `text/html`. */
  copied(type: string): Promise<string> {
    return this.app.evaluate(async ({ clipboard }, wanted) => {
      const [item] = await clipboard.read();
      const content = await item?.getType(wanted);
      return content && 'text' in content ? content.text() : '';
    }, type);
  }

  /** Short names as they stand on screen, from the top. */
  async shortNames(): Promise<string[]> {
    const cells = await this.rows.locator('[aria-colindex="1"]').allTextContents();
    return cells.map((text) => text.trim());
  }

  async expectRowCount(count: number): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(count + 1));
  }

  async fillForm(simulator: Simulator, changes: Partial<Record<FormField, string>> = {}): Promise<void> {
    await this.form.getByRole('button', { name: 'Advanced' }).click();
    const values: Record<FormField, string> = {
      Name: 'Example Telecom',
      'Service Provider URL': simulator.serviceProviderUrl,
      'Directory (tenant) ID': simulator.tenantId,
      'Application (client) ID': simulator.clientId,
      'Client secret': simulator.clientSecret,
      Scope: simulator.scope,
      Authority: simulator.authority,
      ...changes,
    };
    for (const [label, value] of Object.entries(values)) await this.form.getByLabel(label).fill(value);
  }

  async connect(simulator: Simulator, changes: Partial<Record<FormField, string>> = {}): Promise<void> {
    await this.fillForm(simulator, changes);
    await this.button('Save and refresh').click();
  }

  /** Pastes a text into the search. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((words) => window.fieldbook.clipboard.write(words), text);
    await this.search.focus();
    await this.search.press('ControlOrMeta+v');
  }

  /**
   * Starts a refresh: by its key, unless `start` does so; a click within half a second of another one would do nothing. Waits
   * for the one before, which a key would only join.
   */
  async startRefresh(start = (): Promise<void> => this.page.keyboard.press('F5')): Promise<void> {
    await expect(this.toolbar.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible();
    await start();
  }

  /**
   * Refreshes, and waits until Live Platform was tried once. The button can't tell: it says "Refresh" before, and while
   * the next try is waited for.
   * @param start as for `startRefresh`
   */
  async refresh(start?: () => Promise<void>): Promise<void> {
    const tried = await this.page.evaluateHandle(() => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      let running = false;
      const stop = window.fieldbook.refresh.onChanged(({ kind }) => {
        if (running && kind !== 'running') {
          stop();
          resolve(undefined);
        }
        running = kind === 'running';
      });
      // A promise by itself would be waited for here.
      return { promise };
    });
    await this.startRefresh(start);
    await tried.evaluate(({ promise }) => promise);
  }

  /** Opens the dialog that edits the connection in use. */
  async manageConnections(): Promise<void> {
    await this.button('Connections').click();
    await this.page.getByRole('menuitem', { name: 'Manage connections…' }).click();
  }

  /** A connection in the menu of connections, which is open. */
  connection(name: string): Locator {
    return this.page
      .getByRole('menu', { name: 'Connections' })
      .getByRole('menuitemradio', { name: new RegExp(`^${name}`) });
  }

  /** Shows another connection. */
  async switchTo(name: string): Promise<void> {
    await this.button('Connections').click();
    await this.connection(name)
      .and(this.page.getByRole('menuitemradio', { checked: false }))
      .click();
  }

  /** Forgets the connection in use; the first screen stands behind the dialog before that closes. */
  async forgetConnection(): Promise<void> {
    await this.manageConnections();
    await this.button('Forget connection').click();
    await this.page.getByRole('alertdialog').getByRole('button', { name: 'Forget connection' }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
    await expect(this.page.getByRole('heading', { name: 'Connect to Live Platform' })).toBeVisible();
  }

  /** Opens the details of the first row, by keyboard. */
  async openFirst(): Promise<void> {
    await this.search.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await expect(this.details).toBeVisible();
  }

  /** Chooses in the application menu, as the system would. */
  async chooseInMenu(label: string): Promise<void> {
    await this.app.evaluate(({ Menu }, wanted) => {
      const menus = Menu.getApplicationMenu()?.items ?? [];
      const item = menus.flatMap(({ submenu }) => submenu?.items ?? []).find((it) => it.label === wanted);
      if (!item) throw new Error(`The menu has no "${wanted}".`);
      (item.click as () => void)();
    }, label);
  }

  isClosed(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null || this.page.isClosed();
  }

  /** Quits as a person does, who is not as fast as what was done last reaches the main process, and waits until it is gone. */
  async quit(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    // A page that was killed has nothing to say any more.
    await this.page.evaluate(() => window.fieldbook.connection.list()).catch(() => undefined);
    const exited = once(this.process, 'exit');
    await this.app.close();
    await exited;
  }
}

export type FormField =
  | 'Name'
  | 'Service Provider URL'
  | 'Directory (tenant) ID'
  | 'Application (client) ID'
  | 'Client secret'
  | 'Scope'
  | 'Authority';
