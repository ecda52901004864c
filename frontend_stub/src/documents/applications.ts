import { graphql } from '../graphql/graphql.ts'

export const MyApplications = graphql(`
  query MyApplications($first: Int!, $after: String) {
    applications(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        number
        publicName
        collaboratorKind
        state
        createdAt
        submittedAt
      }
    }
  }
`)

export const ApplicationPage = graphql(`
  query ApplicationPage($id: ID!) {
    application(id: $id) {
      id
      number
      collaboratorKind
      publicName
      sectors
      state
      askedFields
      missing
      version
      answers {
        outcome
        reason
        reasonCode
        at
      }
      form {
        name
        value
      }
      documents {
        purpose
        upload {
          id
        }
      }
      run {
        state
        createdAt
        closedAt
        answerDueAt
        appealUntil
        stages {
          id
          name
          state
          role
          createdAt
          dueAt
          closedAt
        }
      }
    }
    sectors(first: 50) {
      nodes {
        code
        state
        name {
          id
          en
        }
      }
    }
  }
`)

export const CollaboratorDraft = graphql(`
  mutation CollaboratorDraft($input: CollaboratorDraftInput!) {
    collaboratorDraft(input: $input) {
      application {
        id
        version
      }
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

export const CollaboratorSubmit = graphql(`
  mutation CollaboratorSubmit($input: CollaboratorSubmitInput!) {
    collaboratorSubmit(input: $input) {
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

export const CollaboratorRespond = graphql(`
  mutation CollaboratorRespond($input: CollaboratorRespondInput!) {
    collaboratorRespond(input: $input) {
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

export const CollaboratorWithdraw = graphql(`
  mutation CollaboratorWithdraw($input: CollaboratorWithdrawInput!) {
    collaboratorWithdraw(input: $input) {
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
