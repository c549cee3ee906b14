import { expect, test, vi } from 'vitest';
import { renderToString } from 'react-dom/server';
import { Bakers } from './Bakers';

vi.mock('~/auth', () => ({
  useUser: () => ({ id: 'user_1', firstName: 'Ada' }),
}));

test('counts the colleagues', () => {
  expect(renderToString(<Bakers />)).toContain('these are your');
});
