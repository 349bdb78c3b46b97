import { expect, test } from '@playwright/test';

test.describe('model picker', () => {
  test('sends the chosen model', async ({ page }) => {
    await page.route('**/v1/chat/completions', (route) =>
      route.fulfill({ json: { model: 'gpt-4o-2024-08-06', choices: [{ message: { content: 'ok' } }] } }),
    );
    await page.selectOption('#model-picker-v2', 'gpt-4o');
    await expect(page.locator('.badge-gpt-4o')).toBeVisible();
  });

  test('refuses unknown models', async ({ page }) => {
    await page.goto('/?model=not-a-model-7b');
    await expect(page.getByText('Unknown model not-a-model-7b')).toBeVisible();
    await page.goto('/?model=fake-gpt-4');
  });
});
