import { graphql } from '../graphql/graphql.ts'

export const UploadState = graphql(`
  query UploadState($id: ID!) {
    node(id: $id) {
      __typename
      ... on Upload {
        state
      }
    }
  }
`)
