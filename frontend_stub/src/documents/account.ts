import { graphql } from '../graphql/graphql.ts'

export const AccountRegister = graphql(`
  mutation AccountRegister($input: AccountRegisterInput!) {
    accountRegister(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)

export const AccountVerify = graphql(`
  mutation AccountVerify($input: AccountVerifyInput!) {
    accountVerify(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)

export const PasswordResetRequest = graphql(`
  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
    passwordResetRequest(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)

export const PasswordReset = graphql(`
  mutation PasswordReset($input: PasswordResetInput!) {
    passwordReset(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
      }
    }
  }
`)
