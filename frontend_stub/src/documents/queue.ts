import { graphql } from '../graphql/graphql.ts'

export const Queue = graphql(`
  query Queue($filter: TaskFilter, $first: Int!, $after: String) {
    tasks(filter: $filter, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        title
        kind
        role
        value
        state
        isMine
        isVacant
        createdAt
        dueAt
        claimExpiresAt
        stage {
          name
        }
      }
    }
  }
`)

export const QueueCounts = graphql(`
  query QueueCounts {
    all: tasks(first: 1) {
      totalCount
    }
    mine: tasks(filter: { mine: true }, first: 1) {
      totalCount
    }
    unclaimed: tasks(filter: { unclaimed: true }, first: 1) {
      totalCount
    }
    overdue: tasks(filter: { overdue: true }, first: 1) {
      totalCount
    }
  }
`)

export const TaskPage = graphql(`
  query TaskPage($id: ID!) {
    task(id: $id) {
      id
      title
      kind
      role
      sector
      value
      state
      isMine
      isVacant
      createdAt
      dueAt
      claimExpiresAt
      version
      viewerCanDecide
      viewerCannotDecideReason
      stage {
        id
        name
        checks {
          id
          name
          verdict
          message
        }
      }
      run {
        subject {
          __typename
          ... on Application {
            number
            collaboratorKind
            publicName
            sectors
            submittedAt
            form {
              name
              value
            }
            documents {
              id
              purpose
              upload {
                mediaType
                size
                url
              }
            }
          }
          ... on Need {
            needed
            period
            planLine
            facts
            sector
            value
            item {
              name {
                id
                en
              }
              unit {
                id
                en
              }
            }
            unit {
              name
              households
              kindName {
                id
                en
              }
              place {
                code
                name
              }
            }
          }
        }
        stages {
          id
          name
          state
          role
          createdAt
          dueAt
          closedAt
          checks {
            id
            name
            verdict
            message
          }
          decisions {
            id
            outcome
            role
            reason
            createdAt
          }
        }
      }
    }
  }
`)

export const TaskClaim = graphql(`
  mutation TaskClaim($input: TaskClaimInput!) {
    taskClaim(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
        ... on NotPermittedError {
          reason
        }
      }
    }
  }
`)

export const TaskRelease = graphql(`
  mutation TaskRelease($input: TaskReleaseInput!) {
    taskRelease(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
        ... on NotPermittedError {
          reason
        }
      }
    }
  }
`)

export const TaskDecide = graphql(`
  mutation TaskDecide($input: TaskDecideInput!) {
    taskDecide(input: $input) {
      errors {
        ... on UserError {
          code
          message
          path
        }
        ... on NotPermittedError {
          reason
        }
      }
    }
  }
`)
