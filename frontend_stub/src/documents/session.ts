import { graphql } from '../graphql/graphql.ts'

export const ViewerQuery = graphql(`
  query ViewerQuery {
    viewer {
      account {
        name
      }
      permissions
      organisations {
        id
        collaboratorId
        role
      }
      secondFactor {
        isEnrolled
        isRequired
        shownUntil
        unlocks
      }
    }
  }
`)

export const SessionCreate = graphql(`
  mutation SessionCreate($input: SessionCreateInput!) {
    sessionCreate(input: $input) {
      secondFactorDue
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

export const SessionStepUp = graphql(`
  mutation SessionStepUp($input: SessionStepUpInput!) {
    sessionStepUp(input: $input) {
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

export const SessionEnd = graphql(`
  mutation SessionEnd($input: SessionEndInput!) {
    sessionEnd(input: $input) {
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
