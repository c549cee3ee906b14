import { useUser } from '@clerk/clerk-react'
import { useMe, useRole } from '../src/hooks'

jest.mock('@clerk/clerk-react')

describe('useMe', () => {
  it('is the user of Clerk', () => {
    const ada = { id: 'user_1', firstName: 'Ada' }
    useUser.mockReturnValue(ada)
    expect(useMe()).toBe(ada)
  })
})

describe('useRole', () => {
  it('takes everybody for a café', () => {
    useUser.mockReturnValue({ publicMetadata: {} })
    expect(useRole()).toBe('cafe')
  })
})
