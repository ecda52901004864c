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

export const MemberAccept = graphql(`
  mutation MemberAccept($input: MemberAcceptInput!) {
    memberAccept(input: $input) {
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

export const FactorEnrol = graphql(`
  mutation FactorEnrol($input: FactorEnrolInput!) {
    factorEnrol(input: $input) {
      secret
      otpauthUri
      recoveryCodes
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

export const SessionsEnd = graphql(`
  mutation SessionsEnd($input: SessionsEndInput!) {
    sessionsEnd(input: $input) {
      endedCount
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

export const AccountPage = graphql(`
  query AccountPage {
    viewer {
      account {
        name
        email
        grants {
          id
          role
          area
          sector
          validTo
          revokedAt
        }
      }
      sessions {
        id
        createdAt
        lastSeenAt
        isThisOne
      }
    }
  }
`)
