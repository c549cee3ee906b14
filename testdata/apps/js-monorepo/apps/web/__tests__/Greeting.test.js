import { render, screen } from '@testing-library/react'
import '@testing-library/jest-dom'
import { Greeting } from '@crumb/ui'

jest.mock('@crumb/auth', () => ({
  useUser: () => ({ firstName: 'Ada' }),
}))

test('greets in the morning', () => {
  render(<Greeting at={new Date(2022, 1, 14, 6)} />)
  expect(screen.getByText(/Good morning, Ada/)).toBeInTheDocument()
})
